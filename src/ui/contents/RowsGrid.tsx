import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';

import { formatCount } from '../shared/format';
import {
  bodyHeight,
  columnsInView,
  headHeight,
  rowHeight,
  rowsTop,
  scrollTopFor,
  type GridLayout,
} from './gridLayout';
import { GridHead, type GridSort } from './GridHead';
import { GridRow } from './GridRow';
import type { RowLoader } from './rowLoader';
import classes from './RowsGrid.module.css';
import { moved, rangeOf, type CellPlace, type CellSelection } from './selection';

/** What others may ask of a grid. */
export interface GridHandle {
  show(place: CellPlace): void;
}

interface RowsGridProps {
  readonly label: string;
  readonly layout: GridLayout;
  readonly loader: RowLoader;
  readonly sort: GridSort | null;
  readonly onSort: ((column: number) => void) | null;
  readonly selection: CellSelection | null;
  readonly onSelect: (selection: CellSelection | null) => void;
  readonly onCopy: () => void;
  readonly handle: RefObject<GridHandle | null>;
}

const overscan = 4;

/** Rows and columns of any number, of which those in view exist. */
export function RowsGrid(props: RowsGridProps) {
  const { label, layout, loader, sort, onSort, selection, onSelect, handle } = props;
  const frame = useRef<HTMLDivElement>(null);
  const view = useScrollView(frame);
  useSyncExternalStore(loader.subscribe, () => loader.edition);
  const { rowCount } = loader;
  const bodyViewHeight = Math.max(rowHeight, view.height - headHeight);
  const top = rowsTop(rowCount, view.top, bodyViewHeight);
  const firstSeen = Math.floor(top / rowHeight);
  const from = Math.max(0, firstSeen - overscan);
  const to = Math.min(rowCount, Math.ceil((top + bodyViewHeight) / rowHeight) + overscan);
  const [fromColumn, toColumn] = columnsInView(layout, view.left, view.width);
  useEffect(() => loader.want(firstSeen, to), [loader, firstSeen, to]);
  const offset = view.top - top;
  const range = useMemo(() => (selection ? rangeOf(selection) : null), [selection]);
  const show = useShow(frame, layout, rowCount);
  useEffect(() => {
    handle.current = { show };
  }, [handle, show]);
  const pool = Math.max(1, to - from + 2);
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  const { focus } = selection ?? {};
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- it has the focus of its cells
    <div
      ref={frame}
      className={classes.frame}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={rowCount + 1}
      aria-colcount={layout.columns.length + 1}
      aria-activedescendant={focus ? cellId(focus) : undefined}
      onKeyDown={(event) => onKey(event, props, Math.floor(bodyViewHeight / rowHeight) - 1, show)}
      onMouseDown={(event) => {
        const place = placeOf(event);
        if (!place || event.button !== 0) return;
        onSelect({ anchor: event.shiftKey && selection ? selection.anchor : place, focus: place });
      }}
      onMouseMove={(event) => {
        const place = (event.buttons & 1) === 1 && selection ? placeOf(event) : null;
        if (place && selection && !isSame(place, selection.focus))
          onSelect({ anchor: selection.anchor, focus: place });
      }}
    >
      <div style={{ height: headHeight + bodyHeight(rowCount), width: layout.width }}>
        <GridHead {...{ layout, fromColumn, toColumn, sort, onSort }} />
        <div className={classes.body} role="rowgroup">
          {rows.map((index) => (
            <GridRow
              key={index % pool}
              index={index}
              loaded={loader.at(index)}
              top={index * rowHeight + offset}
              layout={layout}
              fromColumn={fromColumn}
              toColumn={toColumn}
              selectedFrom={range && index >= range.fromRow && index <= range.toRow ? range.fromColumn : -1}
              selectedTo={range && index >= range.fromRow && index <= range.toRow ? range.toColumn : -1}
              focusColumn={focus?.row === index ? focus.column : -1}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

export function cellId({ row, column }: CellPlace): string {
  return `cell-${row}-${column}`;
}

function isSame(a: CellPlace, b: CellPlace): boolean {
  return a.row === b.row && a.column === b.column;
}

function placeOf({ target }: MouseEvent): CellPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const column = cell?.dataset['column'];
  return row === undefined || column === undefined ? null : { row: Number(row), column: Number(column) };
}

function onKey(
  event: KeyboardEvent,
  { layout, loader, selection, onSelect, onCopy }: RowsGridProps,
  pageRows: number,
  show: (place: CellPlace) => void,
): void {
  // A button of the head has its own keys.
  if (event.target !== event.currentTarget) return;
  const isFar = event.ctrlKey || event.metaKey;
  if (isFar && event.key.toLowerCase() === 'c') {
    if (!selection) return;
    event.preventDefault();
    onCopy();
    return;
  }
  if (event.key === 'Escape' && selection) {
    event.stopPropagation();
    onSelect(null);
    return;
  }
  const size = { rows: loader.rowCount, columns: layout.columns.length, pageRows };
  const next = size.rows === 0 ? null : moved(selection, event, size);
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  onSelect(next);
  if (!(isFar && event.key.toLowerCase() === 'a')) show(next.focus);
}

interface ScrollView {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** What of a frame is in view, told once a frame at most. */
function useScrollView(frame: RefObject<HTMLDivElement | null>): ScrollView {
  const [view, setView] = useState<ScrollView>({ top: 0, left: 0, width: 800, height: 480 });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let scheduled = 0;
    const look = (): void => {
      scheduled = 0;
      const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight: height } = element;
      setView((before) =>
        before.top === top && before.left === left && before.width === width && before.height === height
          ? before
          : { top, left, width, height },
      );
    };
    const schedule = (): void => {
      scheduled ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener('scroll', schedule, { passive: true });
    const resized = new ResizeObserver(schedule);
    resized.observe(element);
    return () => {
      cancelAnimationFrame(scheduled);
      element.removeEventListener('scroll', schedule);
      resized.disconnect();
    };
  }, [frame]);
  return view;
}

/** Scrolls no more than is needed to see a cell. */
function useShow(frame: RefObject<HTMLDivElement | null>, layout: GridLayout, rowCount: number) {
  return useCallback(
    ({ row, column }: CellPlace): void => {
      const element = frame.current;
      const wanted = layout.columns[column];
      if (!element || !wanted) return;
      const viewHeight = Math.max(rowHeight, element.clientHeight - headHeight);
      const top = rowsTop(rowCount, element.scrollTop, viewHeight);
      const at = row * rowHeight;
      if (at < top) element.scrollTop = scrollTopFor(rowCount, at, viewHeight);
      else if (at + rowHeight > top + viewHeight)
        element.scrollTop = scrollTopFor(rowCount, at + rowHeight - viewHeight, viewHeight);
      if (column === 0) return;
      const first = layout.columns[0]!;
      const covered = first.left + first.width;
      if (wanted.left - covered < element.scrollLeft) element.scrollLeft = wanted.left - covered;
      else if (wanted.left + wanted.width > element.scrollLeft + element.clientWidth)
        element.scrollLeft = wanted.left + wanted.width - element.clientWidth;
    },
    [frame, layout, rowCount],
  );
}

/** `row 12 of 100,000` */
export function rowWords(row: number, rowCount: number): string {
  return `row ${formatCount(row + 1)} of ${formatCount(rowCount)}`;
}
