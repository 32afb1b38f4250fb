import { readRows, type RowPorts } from '../../formats/readRows';
import { placesOf, readRowsAt, type RowPlaces, type TablePlaces } from '../../formats/readRowsAt';
import type { ByteSource, Cancellation } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { RowConsumer } from '../../table/tableRows';
import type { ReadFailure } from '../../table/reading';
import { type HashedRows, RowHashes } from '../../table/rowDiff/hashedRows';
import { chooseRows, type ChosenRows, type DiffedRowKind } from '../../table/rowDiff/chooseRows';
import { matchRows, settleChanges, type RowMatch } from '../../table/rowDiff/matchRows';
import { RowCells, type WantedRows } from '../../table/rowDiff/rowCells';
import type { ReadOptions } from '../../table/schema';

/** A table's bytes, and how they were read when the version was taken. */
export interface DiffedTable {
  readonly source: ByteSource;
  readonly path: string;
  readonly options: ReadOptions;
  /** Columns whose cells are compared as they stand in the file (`columnsComparedAsText`). */
  readonly comparedAsText: readonly string[];
}

/** One side of a row diff, wherever it is read: here (`sideOf`), or on a thread of its own. Each call reads the table once. */
export interface DiffedSide {
  readonly columnNames: readonly string[];
  hash(
    keyColumns: readonly string[],
    valueColumns: readonly string[],
  ): Promise<Result<ReadHashes, ReadFailure>>;
  cells(
    wanted: WantedPlaces,
    comparedColumns: readonly string[],
    textColumns: readonly string[],
  ): Promise<Result<ReadCells, ReadFailure>>;
}

/** Hashes of a side's rows; null in place of their places where they can only be read again from the start. */
export interface ReadHashes extends HashedRows {
  readonly places: TablePlaces | null;
}

/** What is wanted of a side, and where it stands, where that is known. */
export interface WantedPlaces extends WantedRows {
  readonly places: RowPlaces | null;
}

/** Hashes and texts of the cells that were wanted: see `RowCells`. */
export type ReadCells = Pick<RowCells, 'rowHashes' | 'cellHashes' | 'texts'>;

/** Reads a side here. */
export function sideOf(
  table: DiffedTable,
  columnNames: readonly string[],
  ports: RowPorts,
  cancellation: Cancellation,
  onBytes?: (byteLength: number) => void,
): DiffedSide {
  const { source, path, options, comparedAsText } = table;
  const file = { path, options, textColumns: comparedAsText };
  const read = (rows: RowConsumer) => readRows(source, file, rows, ports, cancellation, onBytes);
  return {
    columnNames,
    async hash(keyColumns, valueColumns) {
      const hashes = new RowHashes(keyColumns, valueColumns);
      const done = await read(hashes);
      if (!done.ok) return done;
      const plan = done.value.rowPlan;
      const starts = hashes.starts();
      const places = plan && starts && { plan, starts, byteLength: source.byteLength };
      return ok({ ...hashes.rows(), places });
    },
    async cells({ places, ...wanted }, comparedColumns, textColumns) {
      const all = Int32Array.from(wanted.rows, (_, index) => index);
      const cells = new RowCells(places ? { ...wanted, rows: all } : wanted, comparedColumns, textColumns);
      const done = await (places
        ? readRowsAt(source, places, cells, ports.pace, cancellation, onBytes)
        : read(cells));
      if (!done.ok) return done;
      const { rowHashes, cellHashes, texts } = cells;
      return ok({ rowHashes, cellHashes, texts });
    },
  };
}

/** A row that is not the same on both sides, with its cells in canonical form, in the order of the diff's columns. */
export interface DiffedRow {
  readonly kind: DiffedRowKind;
  /** Numbers of the rows, from 1, without the header; null on a side that lacks it. */
  readonly referenceRow: number | null;
  readonly currentRow: number | null;
  readonly reference: readonly (string | null)[] | null;
  readonly current: readonly (string | null)[] | null;
}

/** What became of a table's rows. */
export interface RowDiff {
  readonly keyColumns: readonly string[];
  /** Those of the current side in its order, then those that only the reference has. */
  readonly columns: readonly { readonly name: string; readonly side: 'both' | 'reference' | 'current' }[];
  readonly counts: RowMatch['counts'];
  readonly repeatedKeys: RowMatch['repeatedKeys'];
  /** By column of both sides that is no key: in how many rows its cell changed. Of `countedRows` changed rows. */
  readonly changedCells: readonly { readonly column: string; readonly rowCount: number }[];
  readonly countedRows: number;
  /** The first of each kind. */
  readonly rows: readonly DiffedRow[];
}

/** Which side of a row diff could not be read, and why. */
export interface DiffFailure {
  readonly side: 'reference' | 'current';
  readonly failure: ReadFailure;
}

/** Hashes of changed cells that are held at once, 4 bytes each. */
const heldHashes = 32 * 1024 * 1024;

/**
 * Which rows were added, removed and changed. Rows of equal key columns are the same row; without key columns a row is its
 * own key, and none is changed. Columns that only one side has say nothing about a change.
 *
 * Both tables are read side by side for the hashes of their rows as they are written, and again for the canonical cells of
 * those that differ (at most `rowsPerKind` of each kind are given, as many as the page shows where it is not said): of delimited text only where these stand, of others from the start; once more where some of them proved to
 * be the same. Memory is about 50 bytes a row and side, while keys are joined, and 16 more for each row that differs.
 */
export async function diffRows(
  reference: DiffedSide,
  current: DiffedSide,
  keyColumns: readonly string[],
  rowsPerKind?: number,
): Promise<Result<RowDiff, DiffFailure>> {
  const shared = current.columnNames.filter((name) => reference.columnNames.includes(name));
  const keys = keyColumns.length > 0 ? keyColumns : shared;
  const values = keyColumns.length > 0 ? shared.filter((name) => !keyColumns.includes(name)) : [];
  const hashed = bothOf(await Promise.all([reference.hash(keys, values), current.hash(keys, values)]));
  if (!hashed.ok) return hashed;
  const columns = columnsOf(reference, current);
  const names = columns.map(({ name }) => name);
  const [hashedBefore, hashedAfter] = hashed.value;
  const look = async (match: RowMatch): Promise<Result<DifferingRows, DiffFailure>> => {
    const chosen = chooseRows(match, Math.floor(heldHashes / Math.max(1, values.length)), rowsPerKind);
    const cells = bothOf(
      await Promise.all([
        cellsOf(reference, chosen.reference, hashedBefore.places, values, names),
        cellsOf(current, chosen.current, hashedAfter.places, values, names),
      ]),
    );
    return cells.ok ? ok({ match, chosen, before: cells.value[0], after: cells.value[1] }) : cells;
  };
  const first = await look(matchRows(hashedBefore, hashedAfter));
  if (!first.ok) return first;
  const suspected = first.value.match;
  const settled = settleChanges(suspected, first.value.before.rowHashes, first.value.after.rowHashes);
  const last = settled.counts.changed === suspected.counts.changed ? first : await look(settled);
  if (!last.ok) return last;
  const { match, chosen, before, after } = last.value;
  return ok({
    keyColumns,
    columns,
    counts: match.counts,
    repeatedKeys: match.repeatedKeys,
    changedCells: countChanged(values, before.cellHashes, after.cellHashes),
    countedRows: chosen.current.hashedCount,
    rows: shownRows(chosen, before.texts, after.texts),
  });
}

/** What a match says differs, looked at more closely. */
interface DifferingRows {
  readonly match: RowMatch;
  readonly chosen: ChosenRows;
  readonly before: ReadCells;
  readonly after: ReadCells;
}

/** The failure of the reference where both have one. */
function bothOf<T>(
  sides: readonly [Result<T, ReadFailure>, Result<T, ReadFailure>],
): Result<readonly [T, T], DiffFailure> {
  const [before, after] = sides;
  if (!before.ok) return err({ side: 'reference', failure: before.error });
  if (!after.ok) return err({ side: 'current', failure: after.error });
  return ok([before.value, after.value]);
}

/** Nothing is read where nothing is wanted. */
async function cellsOf(
  side: DiffedSide,
  wanted: WantedRows,
  places: TablePlaces | null,
  comparedColumns: readonly string[],
  textColumns: readonly string[],
): Promise<Result<ReadCells, ReadFailure>> {
  if (wanted.rows.length === 0) {
    return ok({ rowHashes: new Int32Array(0), cellHashes: new Uint32Array(0), texts: [] });
  }
  const wantedPlaces = places && placesOf(places, wanted.rows);
  return side.cells({ ...wanted, places: wantedPlaces }, comparedColumns, textColumns);
}

function columnsOf(reference: DiffedSide, current: DiffedSide): RowDiff['columns'] {
  return [
    ...current.columnNames.map((name) => ({
      name,
      side: reference.columnNames.includes(name) ? ('both' as const) : ('current' as const),
    })),
    ...reference.columnNames
      .filter((name) => !current.columnNames.includes(name))
      .map((name) => ({ name, side: 'reference' as const })),
  ];
}

function countChanged(
  columns: readonly string[],
  before: Uint32Array,
  after: Uint32Array,
): RowDiff['changedCells'] {
  const counts = new Float64Array(columns.length);
  for (let cell = 0; cell < after.length; cell++) {
    if (before[cell] !== after[cell]) counts[cell % columns.length]!++;
  }
  return columns.map((column, index) => ({ column, rowCount: counts[index]! }));
}

function shownRows(
  { shown }: ChosenRows,
  before: readonly (readonly (string | null)[])[],
  after: readonly (readonly (string | null)[])[],
): readonly DiffedRow[] {
  return shown.map(({ kind, referenceRow, currentRow }, place) => ({
    kind,
    referenceRow: referenceRow < 0 ? null : referenceRow + 1,
    currentRow: currentRow < 0 ? null : currentRow + 1,
    reference: referenceRow < 0 ? null : before[place]!,
    current: currentRow < 0 ? null : after[place]!,
  }));
}
