import { readRows, type RowPorts } from '../formats/readRows';
import { placesOf, readRowsAt, type RowPlaces, type TablePlaces } from '../formats/readRowsAt';
import type { ByteSource, Cancellation } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import type { RowConsumer } from '../table/canonicalRows';
import type { ReadFailure } from '../table/reading';
import { type HashedRows, RowHashes } from '../table/rowDiff/hashedRows';
import { matchRows, type RowMatch } from '../table/rowDiff/matchRows';
import { RowCells, type WantedRows } from '../table/rowDiff/rowCells';
import type { ReadOptions } from '../table/schema';

/** A table's bytes, and how they were read when the version was taken. */
export interface DiffedTable {
  readonly source: ByteSource;
  readonly path: string;
  readonly options: ReadOptions;
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
    hashColumns: readonly string[],
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
export type ReadCells = Pick<RowCells, 'hashes' | 'texts'>;

/** Reads a side here. */
export function sideOf(
  table: DiffedTable,
  columnNames: readonly string[],
  ports: RowPorts,
  cancellation: Cancellation,
  onBytes?: (byteLength: number) => void,
): DiffedSide {
  const { source } = table;
  const read = (rows: RowConsumer) => readRows(source, table, rows, ports, cancellation, onBytes);
  return {
    columnNames,
    async hash(keyColumns, valueColumns) {
      const hashes = new RowHashes(keyColumns, valueColumns);
      const done = await read(hashes);
      if (!done.ok) return done;
      const plan = done.value;
      const starts = hashes.starts();
      const places = plan && starts && { plan, starts, byteLength: source.byteLength };
      return ok({ ...hashes.rows(), places });
    },
    async cells({ places, ...wanted }, hashColumns, textColumns) {
      const all = Int32Array.from(wanted.rows, (_, index) => index);
      const cells = new RowCells(places ? { ...wanted, rows: all } : wanted, hashColumns, textColumns);
      const done = await (places
        ? readRowsAt(source, places, cells, ports.pace, cancellation, onBytes)
        : read(cells));
      return done.ok ? ok({ hashes: cells.hashes, texts: cells.texts }) : done;
    },
  };
}

export type DiffedRowKind = 'changed' | 'added' | 'removed';

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
  /** The first of each kind, at most `shownPerKind`. */
  readonly rows: readonly DiffedRow[];
}

export interface DiffFailure {
  readonly side: 'reference' | 'current';
  readonly failure: ReadFailure;
}

export const shownPerKind = 2000;
/** Hashes of changed cells that are held at once, 4 bytes each. */
const heldHashes = 32 * 1024 * 1024;

/**
 * Which rows were added, removed and changed. Rows of equal key columns are the same row; without key columns a row is its
 * own key, and none is changed. Both tables are read side by side for the hashes of their rows, and again for the cells of
 * those that differ: of delimited text only where these stand, of others from the start. Memory is about 50 bytes a row and side
 * at most, while keys are joined. Columns that only one side has say nothing about a change.
 */
export async function diffRows(
  reference: DiffedSide,
  current: DiffedSide,
  keyColumns: readonly string[],
): Promise<Result<RowDiff, DiffFailure>> {
  const shared = current.columnNames.filter((name) => reference.columnNames.includes(name));
  const keys = keyColumns.length > 0 ? keyColumns : shared;
  const values = keyColumns.length > 0 ? shared.filter((name) => !keyColumns.includes(name)) : [];
  const hashed = bothOf(await Promise.all([reference.hash(keys, values), current.hash(keys, values)]));
  if (!hashed.ok) return hashed;
  const [hashedBefore, hashedAfter] = hashed.value;
  const match = matchRows(hashedBefore, hashedAfter);
  const wanted = chooseRows(match, Math.floor(heldHashes / Math.max(1, values.length)));
  const columns = columnsOf(reference, current);
  const names = columns.map(({ name }) => name);
  const cells = bothOf(
    await Promise.all([
      cellsOf(reference, wanted.reference, hashedBefore.places, values, names),
      cellsOf(current, wanted.current, hashedAfter.places, values, names),
    ]),
  );
  if (!cells.ok) return cells;
  const [before, after] = cells.value;
  return ok({
    keyColumns,
    columns,
    counts: match.counts,
    repeatedKeys: match.repeatedKeys,
    changedCells: countChanged(values, before.hashes, after.hashes),
    countedRows: wanted.current.hashedCount,
    rows: shownRows(wanted, before.texts, after.texts),
  });
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
  hashColumns: readonly string[],
  textColumns: readonly string[],
): Promise<Result<ReadCells, ReadFailure>> {
  if (wanted.shownCount === 0) return ok({ hashes: new Uint32Array(0), texts: [] });
  const wantedPlaces = places && placesOf(places, wanted.rows);
  return side.cells({ ...wanted, places: wantedPlaces }, hashColumns, textColumns);
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

interface ChosenRows {
  readonly reference: WantedRows;
  readonly current: WantedRows;
  /** What is shown, by kind; a row of both sides has the same place in both. */
  readonly shown: readonly {
    readonly kind: DiffedRowKind;
    readonly referenceRow: number;
    readonly currentRow: number;
  }[];
}

/** Changed rows by the order of the current side, then added ones, then removed ones. */
function chooseRows({ referenceOf, isChanged, isRemoved }: RowMatch, mostHashed: number): ChosenRows {
  const before = noRows(isRemoved.length);
  const after = noRows(isChanged.length);
  const changed: ChosenRows['shown'][number][] = [];
  const added: typeof changed = [];
  const removed: typeof changed = [];
  let hashedCount = 0;
  for (let row = 0; row < isChanged.length; row++) {
    const referenceRow = referenceOf[row]!;
    if (referenceRow < 0 && added.length < shownPerKind) {
      added.push({ kind: 'added', referenceRow, currentRow: row });
    }
    if (isChanged[row] === 0) continue;
    if (hashedCount < mostHashed) {
      before.hashed[referenceRow] = after.hashed[row] = hashedCount++;
    }
    if (changed.length < shownPerKind) changed.push({ kind: 'changed', referenceRow, currentRow: row });
  }
  for (let row = 0; row < isRemoved.length && removed.length < shownPerKind; row++) {
    if (isRemoved[row] === 1) removed.push({ kind: 'removed', referenceRow: row, currentRow: -1 });
  }
  const shown = [...changed, ...added, ...removed];
  shown.forEach(({ referenceRow, currentRow }, place) => {
    if (referenceRow >= 0) before.shown[referenceRow] = place;
    if (currentRow >= 0) after.shown[currentRow] = place;
  });
  return {
    reference: wantedOf(before, hashedCount, shown.length),
    current: wantedOf(after, hashedCount, shown.length),
    shown,
  };
}

/** By row: where its hashes and its texts go, or -1. */
interface RowSlots {
  readonly hashed: Int32Array;
  readonly shown: Int32Array;
}

function noRows(rowCount: number): RowSlots {
  return { hashed: new Int32Array(rowCount).fill(-1), shown: new Int32Array(rowCount).fill(-1) };
}

function wantedOf({ hashed, shown }: RowSlots, hashedCount: number, shownCount: number): WantedRows {
  const rows = new Int32Array(hashedCount + shownCount);
  let count = 0;
  for (let row = 0; row < hashed.length; row++) {
    if (hashed[row]! >= 0 || shown[row]! >= 0) rows[count++] = row;
  }
  const wanted = rows.subarray(0, count);
  return {
    rows: wanted,
    hashed: wanted.map((row) => hashed[row]!),
    shown: wanted.map((row) => shown[row]!),
    hashedCount,
    shownCount,
  };
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
