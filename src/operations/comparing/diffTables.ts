import type { RowPorts } from '../../formats/readRows';
import type { ByteSource, Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { FinishedTable } from '../../profile/tablePart';
import { keyOfVersions } from '../../profile/suggestKey';
import { columnsComparedAsText } from '../../table/rowDiff/columnsComparedAsText';
import { comparedType } from '../../table/rowDiff/comparedType';
import type { ColumnType } from '../../table/schema';
import { diffSchemas } from '../../table/schemaDiff';
import {
  diffRows,
  sideOf,
  type DiffedRow,
  type DiffedSide,
  type DiffFailure,
  type RowDiff,
} from './diffRows';

/** A table that was read once, and the way to read its rows again. */
export interface DiffableTable extends FinishedTable {
  side(columnNames: readonly string[], comparedAsText: readonly string[]): DiffedSide;
}

/** The same of one file, which is opened for each reading. */
export function diffableFile(
  table: FinishedTable,
  file: {
    readonly path: string;
    open<T>(work: (source: ByteSource) => Promise<T>): Promise<T>;
  },
  ports: RowPorts,
  cancellation: Cancellation,
): DiffableTable {
  const { options } = table.reading;
  const { path } = file;
  return {
    ...table,
    side(columnNames, comparedAsText) {
      const of = (source: ByteSource): DiffedSide =>
        sideOf({ source, path, options, comparedAsText }, columnNames, ports, cancellation);
      return {
        columnNames,
        hash: (...asked) => file.open((source) => of(source).hash(...asked)),
        cells: (...asked) => file.open((source) => of(source).cells(...asked)),
      };
    },
  };
}

/** How two tables are compared. */
export interface TableDiffOptions {
  /** Null: the key that both have, where there is one. */
  readonly key: readonly string[] | null;
  /** Numbers that are no further apart are the same. */
  readonly tolerance: number;
  /** Columns that do not count. */
  readonly ignore: readonly string[];
  /** How many rows of each kind are given with their cells. */
  readonly rowsPerKind: number;
}

/** All that differs between two tables. */
export interface TableDiff {
  readonly key: readonly string[];
  /** Rows whose key an earlier row of the same side has: which of them is which cannot be told. */
  readonly duplicateKeys: RowDiff['repeatedKeys'];
  readonly schema: {
    readonly added: readonly { readonly name: string; readonly type: string }[];
    readonly removed: readonly { readonly name: string; readonly type: string }[];
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
    readonly changed: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  };
  readonly rows: RowDiff['counts'];
  readonly cells: { readonly changed: number };
  /** Columns with changed cells or without, keys left out: in how many rows the cell changed. */
  readonly columns: readonly { readonly name: string; readonly changed: number }[];
  readonly columnNames: readonly string[];
  /** What the cells of each are, as they are given. */
  readonly columnTypes: readonly ColumnType[];
  readonly differing: readonly DiffedRow[];
}

/** Compares two tables by schema, rows and cells, with the engine of the page (`diffRows`). */
export async function diffTables(
  before: DiffableTable,
  after: DiffableTable,
  options: TableDiffOptions,
): Promise<Result<TableDiff, DiffFailure>> {
  const ignored = new Set(options.ignore);
  const key =
    options.key ?? keyOfVersions(before.profile, after.profile).filter((name) => !ignored.has(name));
  const side = (own: DiffableTable, other: DiffableTable): DiffedSide => {
    const { columns } = own.reading;
    const names = columns.map(({ name }) => name).filter((name) => !ignored.has(name));
    return own.side(names, columnsComparedAsText(columns, other.reading.columns));
  };
  const hasTolerance = options.tolerance > 0 && key.length > 0;
  const rowsPerKind = hasTolerance ? Number.POSITIVE_INFINITY : options.rowsPerKind;
  const found = await diffRows(side(before, after), side(after, before), key, rowsPerKind);
  if (!found.ok) return found;
  const diff = hasTolerance ? withTolerance(found.value, options.tolerance) : found.value;
  const counted = diff.changedCells.map(({ column, rowCount }) => ({ name: column, changed: rowCount }));
  return ok({
    key,
    duplicateKeys: diff.repeatedKeys,
    schema: schemaOf(before, after, ignored),
    rows: diff.counts,
    cells: { changed: counted.reduce((sum, { changed }) => sum + changed, 0) },
    columns: counted,
    columnNames: diff.columns.map(({ name }) => name),
    columnTypes: diff.columns.map(({ name }) => comparedType(typeIn(before, name), typeIn(after, name))),
    differing: diff.rows,
  });
}

function typeIn({ reading }: DiffableTable, name: string): ColumnType | null {
  return reading.columns.find((column) => column.name === name)?.type ?? null;
}

/** Whether nothing differs: a whole number that became one with a fraction is no difference by itself. */
export function isEqual({ schema, rows }: TableDiff): boolean {
  const numbers = new Set(['integer', 'number']);
  const retyped = schema.changed.filter(({ from, to }) => !numbers.has(from) || !numbers.has(to));
  const columnCount = schema.added.length + schema.removed.length + schema.renamed.length + retyped.length;
  return columnCount === 0 && rows.added + rows.removed + rows.changed === 0;
}

function schemaOf(
  before: DiffableTable,
  after: DiffableTable,
  ignored: ReadonlySet<string>,
): TableDiff['schema'] {
  const counts = ({ name }: { readonly name: string }): boolean => !ignored.has(name);
  const found = diffSchemas(before.reading.columns.filter(counts), after.reading.columns.filter(counts));
  const named = ({ name, type }: { readonly name: string; readonly type: string }) => ({ name, type });
  return {
    added: found.added.map(named),
    removed: found.removed.map(named),
    renamed: found.renamed,
    changed: found.retyped,
  };
}

/** The diff once numbers that are close enough are the same; it has all changed rows with their cells. */
function withTolerance(diff: RowDiff, tolerance: number): RowDiff {
  const places = new Map(diff.columns.map(({ name }, place) => [name, place]));
  const counts = new Map(diff.changedCells.map(({ column }) => [column, 0]));
  let same = 0;
  const rows = diff.rows.filter((row) => {
    if (row.kind !== 'changed') return true;
    let isChanged = false;
    for (const { column } of diff.changedCells) {
      const place = places.get(column) ?? -1;
      if (isClose(row.reference?.[place] ?? null, row.current?.[place] ?? null, tolerance)) continue;
      counts.set(column, (counts.get(column) ?? 0) + 1);
      isChanged = true;
    }
    if (!isChanged) same++;
    return isChanged;
  });
  const { changed, unchanged } = diff.counts;
  return {
    ...diff,
    rows,
    counts: { ...diff.counts, changed: changed - same, unchanged: unchanged + same },
    changedCells: [...counts].map(([column, rowCount]) => ({ column, rowCount })),
  };
}

function isClose(before: string | null, after: string | null, tolerance: number): boolean {
  if (before === after) return true;
  if (before === null || after === null || before === '' || after === '') return false;
  return Math.abs(Number(before) - Number(after)) <= tolerance;
}
