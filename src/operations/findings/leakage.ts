import { err, ok, type Result } from '../../lib/result';
import type { ColumnProfile, TableProfile } from '../../profile/profile';
import { keyName } from '../../profile/suggestKey';
import type { ReadFailure } from '../../table/reading';
import { columnsComparedAsText } from '../../table/rowDiff/columnsComparedAsText';
import type { ColumnSchema } from '../../table/schema';
import type { Leakage, SharedRows } from '../../versioning/leakage';
import type { HashedRows } from '../../table/rowDiff/hashedRows';
import type { DiffableTable } from '../comparing/diffTables';

/** A table whose rows can be hashed. */
export interface LeakageSide {
  readonly columns: readonly ColumnSchema[];
  readonly profile: TableProfile;
  /** Hashes of all rows over these columns. `comparedAsText` names columns that are text on the other side. */
  hash(
    columnNames: readonly string[],
    comparedAsText: readonly string[],
  ): Promise<Result<HashedRows, ReadFailure>>;
}

/** A table that could not be read. */
export interface LeakageFailure {
  readonly side: 'training' | 'test';
  readonly failure: ReadFailure;
}

/** Names that a column to be predicted has by custom. */
const targetName = /^(?:target|label|labels|class|y|outcome|response|is_fraud|churn(?:ed)?|survived)$/i;

/** How many shared rows are named. */
const namedRows = 10;

/**
 * Which rows of a test set stand in a training set, by the canonical form of the cells of all columns of both, ids left out,
 * with the target and without it. Null where they share no column. Fails with the table that cannot be read.
 */
export async function findLeakage(
  training: LeakageSide,
  test: LeakageSide,
  target: string | null,
): Promise<Result<Leakage, LeakageFailure> | null> {
  const { columns, leftOut } = comparedColumns(training, test);
  if (columns.length === 0) return null;
  const predicted =
    columns.find((name) => (target === null ? targetName.test(name) : name === target)) ?? null;
  const features = columns.filter((name) => name !== predicted);
  const split = predicted !== null && features.length > 0;
  const compared = split ? [columns, features] : [columns];
  const trained = await hashesOf(training, test, compared);
  if (!trained.ok) return err({ side: 'training', failure: trained.error });
  const tested = await hashesOf(test, training, compared);
  if (!tested.ok) return err({ side: 'test', failure: tested.error });
  const whole = sharedRows(trained.value[0]!, tested.value[0]!);
  return ok({
    columns,
    leftOut,
    target: split ? predicted : null,
    whole: whole.shared,
    withoutTarget: split ? sharedRows(trained.value[1]!, tested.value[1]!).shared : null,
    repeatedShare: whole.repeatedShare,
  });
}

/** In fewer rows than this a feature may be unique by chance. */
const fewRows = 20;

/** An id is unique in both tables. In small ones it also has the name of a key. */
function comparedColumns(
  training: LeakageSide,
  test: LeakageSide,
): { readonly columns: readonly string[]; readonly leftOut: readonly string[] } {
  const others = new Map(test.profile.columns.map((column) => [column.name, column]));
  const columns: string[] = [];
  const leftOut: string[] = [];
  for (const column of training.profile.columns) {
    const other = others.get(column.name);
    if (!other) continue;
    const isSmall = Math.min(column.rowCount, other.rowCount) < fewRows;
    const isId = isUnique(column) && isUnique(other) && (!isSmall || keyName.test(column.name));
    (isId ? leftOut : columns).push(column.name);
  }
  return { columns, leftOut };
}

/** Measured numbers and texts of several words differ by nature: they are none. */
function isUnique({ type, rowCount, nullCount, distinct, min, max }: ColumnProfile): boolean {
  if (type === 'number' || rowCount - nullCount < 2 || [min, max].some((text) => text?.includes(' ')))
    return false;
  return Math.abs(distinct.count - (rowCount - nullCount)) <= 3 * distinct.relativeError * rowCount;
}

async function hashesOf(
  own: LeakageSide,
  other: LeakageSide,
  compared: readonly (readonly string[])[],
): Promise<Result<HashedRows[], ReadFailure>> {
  const asText = columnsComparedAsText(own.columns, other.columns);
  const hashes: HashedRows[] = [];
  for (const columns of compared) {
    const read = await own.hash(columns, asText);
    if (!read.ok) return read;
    hashes.push(read.value);
  }
  return ok(hashes);
}

function sharedRows(
  training: HashedRows,
  test: HashedRows,
): { readonly shared: SharedRows; readonly repeatedShare: number } {
  const firstRow = new Map<bigint, number>();
  let repeated = 0;
  const trained = wordsOf(training);
  for (let row = 0; row < training.rowCount; row++) {
    const hash = trained[row]!;
    if (firstRow.has(hash)) repeated += 1;
    else firstRow.set(hash, row);
  }
  const rows: { test: number; training: number }[] = [];
  let count = 0;
  const tested = wordsOf(test);
  for (let row = 0; row < test.rowCount; row++) {
    const found = firstRow.get(tested[row]!);
    if (found === undefined) continue;
    count += 1;
    if (rows.length < namedRows) rows.push({ test: row + 1, training: found + 1 });
  }
  return {
    shared: { count, share: test.rowCount === 0 ? 0 : count / test.rowCount, rows },
    repeatedShare: training.rowCount === 0 ? 0 : repeated / training.rowCount,
  };
}

/** Both words of each row's hash as one number. */
function wordsOf({ keys }: HashedRows): BigInt64Array {
  return new BigInt64Array(keys.buffer.slice(keys.byteOffset, keys.byteOffset + keys.byteLength));
}

/** A table that was read, as a side. */
export function leakageSideOf(table: DiffableTable): LeakageSide {
  const { reading, profile } = table;
  const names = reading.columns.map(({ name }) => name);
  return {
    columns: reading.columns,
    profile,
    hash: (columnNames, comparedAsText) => table.side(names, comparedAsText).hash(columnNames, []),
  };
}
