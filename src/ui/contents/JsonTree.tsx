import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import type { Json } from '../../lib/json';
import classes from './Contents.module.css';
import { jsonLines, openAtFirst, type JsonLine } from './jsonLines';

/** JSON as a tree: arrows walk, right and left open and close. */
export function JsonTree({ value, label }: { readonly value: Json; readonly label: string }) {
  const [open, setOpen] = useState(() => openAtFirst(value));
  const [current, setCurrent] = useState(0);
  const lines = useMemo(() => jsonLines(value, open), [value, open]);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 22,
    overscan: 20,
  });
  const at = Math.min(current, lines.length - 1);
  const toggle = (path: string): void => {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    setOpen(next);
  };
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setCurrent(next);
    virtualizer.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => onTreeKey(event, lines, at, go, toggle);
  return (
    <div ref={frame} className={classes.scroll}>
      <div
        className={classes.tree}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onKeyDown}
        style={{ position: 'relative', height: virtualizer.getTotalSize() + 16 }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <TreeLine
            key={lines[index]!.path}
            id={`${id}-${index}`}
            line={lines[index]!}
            top={start + 8}
            isCurrent={index === at}
            onPress={() => {
              setCurrent(index);
              if (lines[index]!.isOpen !== null) toggle(lines[index]!.path);
            }}
          />
        ))}
      </div>
    </div>
  );
}

/** Arrows walk and open, as in any tree. */
function onTreeKey(
  event: KeyboardEvent,
  lines: readonly JsonLine[],
  at: number,
  go: (to: number) => void,
  toggle: (path: string) => void,
): void {
  const line = lines[at]!;
  const parent = lines.slice(0, at).findLastIndex(({ depth }) => depth < line.depth);
  const press = (): void => {
    if (line.isOpen !== null) toggle(line.path);
  };
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    ArrowRight: () => (line.isOpen === false ? toggle(line.path) : go(at + Number(line.isOpen === true))),
    ArrowLeft: () => (line.isOpen === true ? toggle(line.path) : go(Math.max(0, parent))),
    Home: () => go(0),
    End: () => go(lines.length - 1),
    Enter: press,
    ' ': press,
  };
  const move = moves[event.key];
  if (!move || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  move();
}

interface TreeLineProps {
  readonly id: string;
  readonly line: JsonLine;
  readonly top: number;
  readonly isCurrent: boolean;
  readonly onPress: () => void;
}

function TreeLine({ id, line, top, isCurrent, onPress }: TreeLineProps) {
  const { key, words, kind, isOpen, depth } = line;
  const Mark = isOpen === true ? IconChevronDown : IconChevronRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the keys of its lines
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-expanded={isOpen ?? undefined}
      aria-selected={isCurrent}
      className={classes.node}
      data-current={isCurrent || undefined}
      style={{ position: 'absolute', top, paddingLeft: 8 + depth * 18 }}
      onClick={onPress}
    >
      <span className={classes.mark}>{isOpen !== null && <Mark size={14} aria-hidden />}</span>
      {key !== null && <span className={classes.key}>{key}:</span>}
      <span className={kind === 'text' || kind === 'number' ? undefined : classes.quiet}>{words}</span>
    </div>
  );
}
