import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';

import { shownBand } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import type { Recipe } from '../../drift/recipe';
import type { ColumnDrift } from '../../drift/report';
import { MiddleCut } from '../shared/MiddleCut';
import { BandBadge } from './BandBadge';
import classes from './ColumnList.module.css';
import { columnNote } from './driftWords';
import { TinyBars } from './TinyBars';

const lineHeight = 52;

interface ColumnListProps {
  /** As the report has them: by PSI, greatest first. */
  readonly columns: readonly ColumnDrift[];
  readonly recipe: Recipe;
  readonly selected: string | null;
  readonly onSelect: (column: string) => void;
}

/** Columns by PSI; arrow keys, Home and End move the selection. Only the lines in view exist. */
export function ColumnList({ columns, recipe, selected, onSelect }: ColumnListProps) {
  const frame = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- it is not handed on
  const virtualizer = useVirtualizer({
    count: columns.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 8,
  });
  const selectedAt = columns.findIndex((column) => column.name === selected);
  useEffect(() => {
    if (selectedAt >= 0) virtualizer.scrollToIndex(selectedAt, { align: 'auto' });
  }, [virtualizer, selectedAt]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = columns[placeAfter(event.key, selectedAt, columns.length - 1)];
    if (!target) return;
    event.preventDefault();
    onSelect(target.name);
  };

  return (
    <div
      ref={frame}
      className={classes.frame}
      role="listbox"
      aria-label="Columns by PSI"
      tabIndex={0}
      aria-activedescendant={selectedAt >= 0 ? optionId(selectedAt) : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.inner} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const column = columns[index];
          if (!column) return null;
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the list's
            <div
              key={column.name}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === selectedAt}
              aria-posinset={index + 1}
              aria-setsize={columns.length}
              className={classes.line}
              style={{ height: lineHeight, transform: `translateY(${start}px)` }}
              onClick={() => onSelect(column.name)}
            >
              <Line column={column} recipe={recipe} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads in the list; -1 where it does not. */
function placeAfter(key: string, at: number, last: number): number {
  if (key === 'ArrowDown') return Math.min(last, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : -1;
}

function optionId(index: number): string {
  return `drift-column-${index}`;
}

function Line({ column, recipe }: { readonly column: ColumnDrift; readonly recipe: Recipe }) {
  const note = columnNote(column, recipe);
  return (
    <>
      <span className={classes.name}>
        <MiddleCut text={column.name} />
        <span className={classes.type} title={note ?? undefined}>
          {note ?? column.type}
        </span>
      </span>
      <TinyBars bins={column.bins} width={64} height={24} />
      <span className={classes.figure}>
        {column.psi !== null && psiText({ ...column, maxError: 0 }, recipe)}
        <BandBadge band={shownBand(column)} />
      </span>
    </>
  );
}
