import { useEffect, useMemo, useRef, useState } from 'react';

import type { OpenedTable } from '../../state/openedTable';
import { cellText } from '../../table/rowBlock';
import { EmptyState } from '../shared/EmptyState';
import { formatCounted } from '../shared/format';
import classes from './Contents.module.css';
import { copyRange } from './copyCells';
import type { GridLayout } from './gridLayout';
import type { GridSort } from './GridHead';
import { maskedCell } from './GridRow';
import { RowLoader } from './rowLoader';
import { type GridHandle, RowsGrid, rowWords } from './RowsGrid';
import { RowsToolbar, type ColumnMask } from './RowsToolbar';
import { rangeOf, type CellSelection } from './selection';
import { useArrangement } from './useArrangement';

interface OpenRowsProps {
  readonly table: Pick<OpenedTable, 'rowCount' | 'isWhole' | 'read'> & Partial<OpenedTable>;
  /** Whether rows can be filtered and sorted. */
  readonly canArrange: boolean;
  readonly layout: GridLayout;
  readonly mask: ColumnMask;
  readonly title: string;
  readonly byteLength: number;
}

/** Rows that can be looked at, filtered, sorted and copied. */
export function OpenRows({ table, canArrange, layout, mask, title, byteLength }: OpenRowsProps) {
  const [filter, setFilter] = useState({ text: '', column: -1 });
  const [sort, setSort] = useState<GridSort | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [selection, setSelection] = useState<CellSelection | null>(null);
  const gridRef = useRef<GridHandle>(null);
  const open = layout.columns.flatMap(({ isMasked }, at) => (isMasked ? [] : [at]));
  const asked = { filter, sort, columns: filter.column >= 0 ? [filter.column] : open };
  const arranged = useArrangement(canArrange ? (table as OpenedTable) : null, asked, setFailure);
  const { number, rowCount } = arranged;
  const shownRows = canArrange ? rowCount : table.rowCount;
  const blockRows = blockRowsOf(table.rowCount, layout.columns.length, byteLength);
  const loader = useMemo(
    () => new RowLoader(table, number, shownRows, blockRows, setFailure),
    [table, number, shownRows, blockRows],
  );
  useEffect(() => () => loader.end(), [loader]);
  const shown = selection && selection.focus.row < shownRows ? selection : null;
  const copy = (): void => {
    if (shown) void copyRange(table, number, rangeOf(shown), layout.columns, setFailure);
  };
  const sortBy = (column: number): void => setSort((before) => nextSort(before, column));
  return (
    <>
      <RowsToolbar
        {...{ layout, mask, filter, canArrange, arranged }}
        onFilter={setFilter}
        rowCount={shownRows}
        ofRows={table.rowCount}
        isWhole={table.isWhole || !canArrange}
        onJump={(row) => {
          const place = { row, column: selection?.focus.column ?? 0 };
          setSelection({ anchor: place, focus: place });
          gridRef.current?.show(place);
        }}
      />
      {failure !== null && (
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
      )}
      {shownRows === 0 ? (
        <NoRows isEmpty={table.rowCount === 0} />
      ) : (
        <RowsGrid
          label={`Rows of ${title}`}
          {...{ layout, loader, sort }}
          onSort={canArrange ? sortBy : null}
          selection={shown}
          onSelect={setSelection}
          onCopy={copy}
          handleRef={gridRef}
        />
      )}
      <p className={classes.status} role="status">
        {shown ? statusOf(shown, loader, layout) : hintWords}
      </p>
    </>
  );
}

function NoRows({ isEmpty }: { readonly isEmpty: boolean }) {
  return isEmpty ? (
    <EmptyState title="No rows" hint="The table has columns and no rows." />
  ) : (
    <EmptyState title="No row matches" hint="Filter by fewer letters, or in any column." />
  );
}

const hintWords = 'Select cells with the mouse or the arrow keys; Shift extends, Ctrl C copies.';

/** Upwards, downwards, and as in the file again. */
function nextSort(before: GridSort | null, column: number): GridSort | null {
  if (before?.column !== column) return { column, isDescending: false };
  return before.isDescending ? null : { column, isDescending: true };
}

/** Rows that are read at once: a quarter of a megabyte, or sixteen thousand cells. */
function blockRowsOf(rowCount: number, columnCount: number, byteLength: number): number {
  const rowBytes = Math.max(1, byteLength / Math.max(1, rowCount));
  const most = Math.min(262_144 / rowBytes, 16_384 / Math.max(1, columnCount));
  return Math.max(16, Math.min(256, Math.floor(most)));
}

function statusOf(selection: CellSelection, loader: RowLoader, { columns }: GridLayout): string {
  const { fromRow, toRow, fromColumn, toColumn } = rangeOf(selection);
  const { focus } = selection;
  const isOne = fromRow === toRow && fromColumn === toColumn;
  const column = columns[focus.column];
  if (!isOne || !column)
    return `${formatCounted(toRow - fromRow + 1, 'row')} × ${formatCounted(toColumn - fromColumn + 1, 'column')} selected`;
  const loaded = loader.at(focus.row);
  const text = loaded ? cellText(loaded.block, loaded.row, focus.column, 2000) : '';
  const words = text === null ? 'missing' : column.isMasked ? maskedCell : text === '' ? 'empty text' : text;
  return `${column.name}, ${rowWords(focus.row, loader.rowCount)}: ${words}`;
}
