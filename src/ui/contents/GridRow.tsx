import { memo, type ReactNode } from 'react';

import { formatCount } from '../shared/format';
import { cellText } from '../../table/rowBlock';
import type { GridColumn, GridLayout } from './gridLayout';
import type { LoadedRow } from './rowLoader';
import classes from './RowsGrid.module.css';

interface GridRowProps {
  readonly index: number;
  readonly loaded: LoadedRow | null;
  readonly top: number;
  readonly layout: GridLayout;
  readonly fromColumn: number;
  readonly toColumn: number;
  /** -1 where no cell of it is selected. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly focusColumn: number;
}

/** A cell is not shown further than this. */
const shownBytes = 240;

/** A row of a grid: its number and first cell stay in view. */
export const GridRow = memo(
  function Row({
    index,
    loaded,
    top,
    layout,
    fromColumn,
    toColumn,
    selectedFrom,
    selectedTo,
    focusColumn,
  }: GridRowProps) {
    const cell = (at: number): ReactNode => {
      const column = layout.columns[at];
      if (!column) return null;
      const { content, isMissing } = contentOf(loaded, at, column);
      return (
        <div
          key={at}
          id={`cell-${index}-${at}`}
          role="gridcell"
          aria-colindex={at + 2}
          aria-selected={at >= selectedFrom && at <= selectedTo && selectedFrom >= 0}
          className={at === 0 ? classes.firstCell : classes.cell}
          style={
            at === 0
              ? { left: layout.gutter, width: column.width }
              : { left: column.left, width: column.width }
          }
          data-column={at}
          data-number={column.isNumber || undefined}
          data-missing={isMissing || undefined}
          data-focus={at === focusColumn || undefined}
        >
          {content}
        </div>
      );
    };
    const cells: ReactNode[] = [];
    for (let at = Math.max(1, fromColumn); at < toColumn; at++) cells.push(cell(at));
    return (
      <div
        role="row"
        aria-rowindex={index + 2}
        className={classes.row}
        style={{ transform: `translateY(${top}px)`, width: layout.width }}
        data-row={index}
      >
        <div role="rowheader" aria-colindex={1} className={classes.number} style={{ width: layout.gutter }}>
          {loaded ? formatCount(loaded.fileRow + 1) : '…'}
        </div>
        {cell(0)}
        {cells}
      </div>
    );
  },
  (before, after) =>
    before.index === after.index &&
    before.loaded?.block === after.loaded?.block &&
    before.loaded?.row === after.loaded?.row &&
    before.top === after.top &&
    before.layout === after.layout &&
    before.fromColumn === after.fromColumn &&
    before.toColumn === after.toColumn &&
    before.selectedFrom === after.selectedFrom &&
    before.selectedTo === after.selectedTo &&
    before.focusColumn === after.focusColumn,
);

function contentOf(
  loaded: LoadedRow | null,
  at: number,
  { isMasked }: GridColumn,
): { readonly content: string; readonly isMissing: boolean } {
  if (!loaded) return { content: '', isMissing: false };
  const text = cellText(loaded.block, loaded.row, at, shownBytes);
  if (text === null) return { content: '–', isMissing: true };
  if (isMasked) return { content: maskedCell, isMissing: true };
  if (text === '') return { content: '""', isMissing: true };
  return { content: text, isMissing: false };
}

/** Stands for a cell of a column that is masked. */
export const maskedCell = '•••••';
