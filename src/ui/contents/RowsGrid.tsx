import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type CSSProperties,
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
import { moved, rangeOf, type CellPlace, type CellRange, type CellSelection } from './selection';

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
  readonly handleRef: RefObject<GridHandle | null>;
}

const overscan = 4;

/** Rows and columns of any number, of which those in view exist. */
export function RowsGrid(props: RowsGridProps) {
  const { label, layout, loader, sort, onSort, selection, onSelect, handleRef } = props;
  const frameRef = useRef<HTMLDivElement>(null);
  const { from, to, fromColumn, toColumn, offset, pageRows } = useInView(frameRef, layout, loader);
  const { rowCount } = loader;
  const range = useMemo(() => (selection ? rangeOf(selection) : null), [selection]);
  const show = useShow(frameRef, layout, rowCount);
  useHandle(handleRef, frameRef, show, rowCount);
  const pool = Math.max(1, to - from + 2);
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  const { focus } = selection ?? {};
  const isDrawn = ({ row, column }: CellPlace): boolean =>
    row >= from && row < to && (column === 0 || (column >= fromColumn && column < toColumn));
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- it has the focus of its cells
    <div
      ref={frameRef}
      className={classes.frame}
      role="grid"
      tabIndex={0}
      style={frameStyle(rowCount)}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={rowCount + 1}
      aria-colcount={layout.columns.length + 1}
      aria-activedescendant={focus && isDrawn(focus) ? `cell-${focus.row}-${focus.column}` : undefined}
      onKeyDown={(event) => onKey(event, props, pageRows, show)}
      onMouseDown={(event) => onPress(event, selection, onSelect)}
      onMouseMove={(event) => onDrag(event, selection, onSelect)}
    >
      <div style={{ height: headHeight + bodyHeight(rowCount), width: layout.width, minWidth: '100%' }}>
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
              {...selectedIn(range, index)}
              focusColumn={focus?.row === index ? focus.column : -1}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** A short table takes no more room than it needs, with a bar to scroll it sideways. */
function frameStyle(rowCount: number): CSSProperties {
  return { '--grid-height': `${headHeight + bodyHeight(rowCount) + 18}px` } as CSSProperties;
}

/** The rows and columns that are drawn; those in view are read. `offset` is between where a row is and where it would be in a shorter table. */
function useInView(frameRef: RefObject<HTMLDivElement | null>, layout: GridLayout, loader: RowLoader) {
  const view = useScrollView(frameRef);
  useSyncExternalStore(loader.subscribe, () => loader.edition);
  const { rowCount } = loader;
  const viewHeight = Math.max(rowHeight, view.height - headHeight);
  const top = rowsTop(rowCount, view.top, viewHeight);
  const firstSeen = Math.floor(top / rowHeight);
  const to = Math.min(rowCount, Math.ceil((top + viewHeight) / rowHeight) + overscan);
  useEffect(() => loader.want(firstSeen, to), [loader, firstSeen, to]);
  const [fromColumn, toColumn] = columnsInView(layout, view.left, view.width);
  return {
    from: Math.max(0, firstSeen - overscan),
    to,
    fromColumn,
    toColumn,
    offset: view.top - top,
    pageRows: Math.floor(viewHeight / rowHeight) - 1,
  };
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

/** The columns that are selected in a row; -1 where none is. */
function selectedIn(range: CellRange | null, row: number) {
  const isIn = range !== null && row >= range.fromRow && row <= range.toRow;
  return { selectedFrom: isIn ? range.fromColumn : -1, selectedTo: isIn ? range.toColumn : -1 };
}

type Select = (selection: CellSelection) => void;

function onPress(event: MouseEvent, selection: CellSelection | null, onSelect: Select): void {
  const place = placeOf(event);
  if (!place || event.button !== 0) return;
  onSelect({ anchor: event.shiftKey && selection ? selection.anchor : place, focus: place });
}

function onDrag(event: MouseEvent, selection: CellSelection | null, onSelect: Select): void {
  const place = (event.buttons & 1) === 1 && selection ? placeOf(event) : null;
  if (place && selection && !isSame(place, selection.focus))
    onSelect({ anchor: selection.anchor, focus: place });
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
function useScrollView(frameRef: RefObject<HTMLDivElement | null>): ScrollView {
  const [view, setView] = useState<ScrollView>({ top: 0, left: 0, width: 800, height: 480 });
  useEffect(() => {
    const element = frameRef.current;
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
  }, [frameRef]);
  return view;
}

/** Scrolls no more than is needed to see a cell. */
function useShow(frameRef: RefObject<HTMLDivElement | null>, layout: GridLayout, rowCount: number) {
  return useCallback(
    ({ row, column }: CellPlace): void => {
      const element = frameRef.current;
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
    [frameRef, layout, rowCount],
  );
}

/** Lets others show a cell: far from the edge, so that it is seen wherever the window cuts the grid. */
function useHandle(
  handleRef: RefObject<GridHandle | null>,
  frameRef: RefObject<HTMLDivElement | null>,
  show: (place: CellPlace) => void,
  rowCount: number,
): void {
  useEffect(() => {
    handleRef.current = {
      show(place) {
        const element = frameRef.current;
        if (!element) return;
        const viewHeight = Math.max(rowHeight, element.clientHeight - headHeight);
        const top = Math.max(0, place.row * rowHeight - Math.floor(viewHeight / 3));
        element.scrollTop = scrollTopFor(rowCount, top, viewHeight);
        show(place);
        element.scrollIntoView({ block: 'nearest' });
      },
    };
  }, [handleRef, frameRef, show, rowCount]);
}

/** `row 12 of 100,000` */
export function rowWords(row: number, rowCount: number): string {
  return `row ${formatCount(row + 1)} of ${formatCount(rowCount)}`;
}
