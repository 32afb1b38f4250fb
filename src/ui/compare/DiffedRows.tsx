import { SegmentedControl, Select, Switch } from '@mantine/core';

import type { DiffedRow, RowDiff } from '../../operations/comparing/diffRows';
import { type DiffedRowKind, shownPerKind } from '../../table/rowDiff/chooseRows';
import { EmptyState } from '../shared/EmptyState';
import { formatCount, formatCounted } from '../shared/format';
import { type TableColumn, VirtualTable } from '../shared/VirtualTable';
import { type CompareSearch, type CompareViewProps, diffedKinds } from './compareSearch';
import classes from './RowsTab.module.css';

interface DiffedRowsProps extends CompareViewProps {
  readonly diff: RowDiff;
  /** Columns with more nulls on one side than on the other. */
  readonly otherNulls: readonly string[];
}

/** The rows that differ, changed cells with both their values. */
export function DiffedRows({ diff, otherNulls, search, onSearchChange }: DiffedRowsProps) {
  const { counts } = diff;
  const kind = search.rows ?? 'all';
  const inColumn = changedColumnsOf(diff).find(({ column }) => column === search.changedIn)?.column ?? null;
  const isWhole = search.allColumns === true;
  const rows = rowsShown(diff, kind, inColumn);
  const columns = columnsShown(diff, isWhole);
  const total = counts.changed + counts.added + counts.removed;
  return (
    <>
      <p className={classes.summary}>{summaryOf(diff)}</p>
      {total === 0 ? (
        <EmptyState {...sameWords(otherNulls)} />
      ) : (
        <>
          <Filters {...{ diff, kind, inColumn, search, onSearchChange }} />
          <VirtualTable
            label="Rows that differ"
            columns={columns}
            rows={rows}
            rowKey={({ row }) => `${row.referenceRow ?? ''} ${row.currentRow ?? ''}`}
            rowHeight={46}
            maxHeight="max(320px, calc(100vh - 510px))"
          />
          <p className={classes.note}>{noteOf(diff)}</p>
        </>
      )}
    </>
  );
}

interface FiltersProps extends CompareViewProps {
  readonly diff: RowDiff;
  readonly kind: DiffedRowKind | 'all';
  readonly inColumn: string | null;
}

/** Which of the rows and columns are shown. */
function Filters({ diff, kind, inColumn, search, onSearchChange }: FiltersProps) {
  const { counts } = diff;
  const changedColumns = changedColumnsOf(diff);
  const isWhole = search.allColumns === true;
  const hiddenCount = diff.columns.length - columnIndexes(diff, isWhole).length;
  const total = counts.changed + counts.added + counts.removed;
  const byKind: Readonly<Record<string, number>> = { all: total, ...counts };
  return (
    <div className={classes.filters}>
      <SegmentedControl
        className={classes.kinds}
        aria-label="Rows shown"
        size="xs"
        data={['all', ...diffedKinds].map((value) => ({
          value,
          label: `${kindWords[value] ?? value} ${formatCount(byKind[value] ?? 0)}`,
        }))}
        value={kind}
        onChange={(value) => onSearchChange(withKind(search, value))}
      />
      {changedColumns.length > 0 && (
        <Select
          aria-label="Changed in column"
          size="xs"
          placeholder="Changed in any column"
          data={changedColumns.map(({ column, rowCount }) => ({
            value: column,
            label: `${column} · ${formatCounted(rowCount, 'row')}`,
          }))}
          value={inColumn}
          onChange={(column) => onSearchChange(withColumn(search, column))}
          clearable
          searchable
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
      )}
      {(hiddenCount > 0 || isWhole) && (
        <Switch
          size="xs"
          label={
            hiddenCount > 0
              ? `All columns (${formatCounted(hiddenCount, 'equal one')} hidden)`
              : 'All columns'
          }
          checked={isWhole}
          onChange={(event) => onSearchChange(withAllColumns(search, event.currentTarget.checked))}
        />
      )}
    </div>
  );
}

function changedColumnsOf({ changedCells }: RowDiff): RowDiff['changedCells'] {
  return changedCells.filter(({ rowCount }) => rowCount > 0);
}

const kindWords: Readonly<Record<string, string>> = {
  all: 'All',
  changed: 'Changed',
  added: 'Added',
  removed: 'Removed',
};

interface ShownRow {
  readonly row: DiffedRow;
  readonly diff: RowDiff;
}

function rowsShown(diff: RowDiff, kind: DiffedRowKind | 'all', column: string | null): readonly ShownRow[] {
  const at = column === null ? -1 : diff.columns.findIndex(({ name }) => name === column);
  return diff.rows
    .filter((row) => kind === 'all' || row.kind === kind)
    .filter((row) => at < 0 || (row.kind === 'changed' && row.reference?.[at] !== row.current?.[at]))
    .map((row) => ({ row, diff }));
}

/** Keys, what changed in some row, and what only one side has; where rows came or went too all of them. */
function columnIndexes(diff: RowDiff, isWhole: boolean): readonly number[] {
  const changed = new Set(diff.changedCells.flatMap(({ column, rowCount }) => (rowCount > 0 ? column : [])));
  const isEveryOne = isWhole || changed.size === 0;
  return diff.columns.flatMap(({ name }, index) =>
    isEveryOne || diff.keyColumns.includes(name) || changed.has(name) ? index : [],
  );
}

function columnsShown(diff: RowDiff, isWhole: boolean): readonly TableColumn<ShownRow>[] {
  const indexes = columnIndexes(diff, isWhole);
  const isKey = (index: number) => diff.keyColumns.includes(diff.columns[index]?.name ?? '');
  const ordered = [...indexes.filter(isKey), ...indexes.filter((index) => !isKey(index))];
  return [
    {
      id: 'what',
      title: 'Row',
      width: '148px',
      cell: ({ row }) => (
        <span className={classes.what} data-kind={row.kind}>
          <span className={classes.sign} aria-hidden>
            {signs[row.kind]}
          </span>
          <span>
            <span className={classes.kind}>{row.kind}</span>
            <span className={classes.place}>{placeOf(row)}</span>
          </span>
        </span>
      ),
    },
    ...ordered.map((index): TableColumn<ShownRow> => {
      const { name = '', side = 'both' } = diff.columns[index] ?? {};
      return {
        id: `column ${index}`,
        title: side === 'both' ? name : `${name} (${side} only)`,
        width: 'minmax(120px, 1fr)',
        cell: ({ row }) => <DiffedCell row={row} index={index} isCompared={side === 'both'} />,
      };
    }),
  ];
}

const signs: Readonly<Record<DiffedRowKind, string>> = { changed: '≠', added: '+', removed: '−' };

function placeOf({ referenceRow, currentRow }: DiffedRow): string {
  if (referenceRow === null) return `#${formatCount(currentRow ?? 0)}`;
  if (currentRow === null || currentRow === referenceRow) return `#${formatCount(referenceRow)}`;
  return `#${formatCount(referenceRow)} → #${formatCount(currentRow)}`;
}

interface DiffedCellProps {
  readonly row: DiffedRow;
  readonly index: number;
  readonly isCompared: boolean;
}

function DiffedCell({ row, index, isCompared }: DiffedCellProps) {
  const before = row.reference?.[index] ?? null;
  const after = row.current?.[index] ?? null;
  if (row.kind === 'changed' && isCompared && before !== after) {
    return (
      <span className={classes.changed}>
        <del title={before ?? 'missing'}>{before ?? <Missing />}</del>
        <ins title={after ?? 'missing'}>{after ?? <Missing />}</ins>
      </span>
    );
  }
  const value = after ?? before;
  return value === null ? <Missing /> : <span title={value}>{value}</span>;
}

function Missing() {
  return <span className={classes.missing}>missing</span>;
}

function summaryOf({ counts, keyColumns, repeatedKeys }: RowDiff): string {
  const { changed, added, removed, unchanged } = counts;
  const parts = [
    ...(keyColumns.length > 0 ? [`${formatCounted(changed, 'row')} changed`] : []),
    `${formatCount(added)} added`,
    `${formatCount(removed)} removed`,
    `${formatCount(unchanged)} the same`,
  ];
  const repeated = repeatedKeys.reference + repeatedKeys.current;
  const isKeyed = keyColumns.length > 0 && repeated > 0;
  const note = isKeyed
    ? ` The key is not unique: ${formatCounted(repeatedKeys.reference, 'row')} of the reference and ${formatCount(repeatedKeys.current)} of the current have the key of an earlier row; those are matched in their order.`
    : '';
  return `${parts.join(', ')}.${note}`;
}

function noteOf({ counts, countedRows, keyColumns }: RowDiff): string {
  const isCut = Math.max(counts.changed, counts.added, counts.removed) > shownPerKind;
  return [
    'Cells are in canonical form: 1.0 and 1 are equal.',
    ...(isCut ? [`The first ${formatCount(shownPerKind)} rows of each kind are listed.`] : []),
    ...(countedRows < counts.changed
      ? [`Changes by column are counted over the first ${formatCount(countedRows)} changed rows.`]
      : []),
    ...(keyColumns.length === 0 ? ['Without a key a changed row counts as one removed and one added.'] : []),
  ].join(' ');
}

function withKind(search: CompareSearch, value: string): CompareSearch {
  const { rows: _, ...rest } = search;
  const kind = diffedKinds.find((candidate) => candidate === value);
  return kind ? { ...rest, rows: kind } : rest;
}

function withColumn(search: CompareSearch, column: string | null): CompareSearch {
  const { changedIn: _, ...rest } = search;
  return column === null ? rest : { ...rest, changedIn: column };
}

function withAllColumns(search: CompareSearch, isWhole: boolean): CompareSearch {
  const { allColumns: _, ...rest } = search;
  return isWhole ? { ...rest, allColumns: true } : rest;
}

/** A null and empty text are one to a row diff; that there are more of them on one side is said. */
function sameWords(otherNulls: readonly string[]): { readonly title: string; readonly hint: string } {
  if (otherNulls.length === 0)
    return { title: 'The same rows', hint: 'Every row of either side is in the other, with equal cells.' };
  return {
    title: 'The same values, but not the same nulls',
    hint: `Every row of either side is in the other, but some cells are null on one side and empty text on the other: ${otherNulls.join(', ')}.`,
  };
}
