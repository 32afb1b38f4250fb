import type { Result } from '../../lib/result';
import { declarationOf, keyOf, type Indexes, type TableName, type Tables } from '../../records/tables';
import { type Changed, latestOf } from '../../versioning/changeOrder';
import type { Store, StoreFailure, Transaction } from './store';
import { type UnreadableRecord, unreadable } from './unreadable';
import { readWithdrawn, type Withdrawn } from './withdrawals';

/** The kinds of which the latest holds. */
type LatestTable = { [T in TableName]: Tables[T] extends Changed ? T : never }[TableName];

/**
 * The store as people see it: records that were taken out of view do not appear, nor do those that are part of one, nor what
 * cannot be read. It knows the withdrawals of the moment at which it was opened. `raw` has all that ever was, and is what writes.
 */
export interface LiveTransaction {
  readonly raw: Transaction;
  get<T extends TableName>(table: T, key: string | number): Promise<Tables[T] | undefined>;
  /** In the order of the keys. */
  getMany<T extends TableName>(
    table: T,
    keys: readonly (string | number)[],
  ): Promise<(Tables[T] | undefined)[]>;
  where<T extends TableName>(table: T, index: Indexes[T], value: string | number): Promise<Tables[T][]>;
  whereAny<T extends TableName>(table: T, index: Indexes[T], values: readonly string[]): Promise<Tables[T][]>;
  all<T extends TableName>(table: T): Promise<Tables[T][]>;
  /** The record that holds of those that `where` finds and that `isMeant` of; null where there is none. */
  latest<T extends LatestTable>(
    table: T,
    index: Indexes[T],
    value: string,
    isMeant?: (record: Tables[T]) => boolean,
  ): Promise<Tables[T] | null>;
  /** Whether an undo took out of view what the store may have under that key: an import puts it back. */
  isHidden(table: TableName, key: string): boolean;
  /** Whether a person deleted it: no import puts it back. */
  isDeleted(table: TableName, key: string): boolean;
  /** Whether anything is deleted. */
  readonly hasDeletions: boolean;
  /** Stored records that were found not to be what they have to look like: they do not appear either. */
  readonly unreadable: readonly UnreadableRecord[];
}

/** Records that are looked at before others have their turn: a few milliseconds' worth. */
const recordsAtOnce = 4000;

/** The live view of a transaction, which it opens by reading the withdrawals. */
export async function openLive(raw: Transaction): Promise<LiveTransaction> {
  return liveOver(raw, await readWithdrawn(raw), unreadable);
}

/** The same with records that cannot be read: what refers to what is asked of all that are in view. */
export async function openInView(raw: Transaction): Promise<LiveTransaction> {
  return liveOver(raw, await readWithdrawn(raw), () => null);
}

/** Reads the store as people see it, in one transaction. */
export function readLive<T>(
  { read }: Pick<Store, 'read'>,
  body: (live: LiveTransaction) => Promise<T>,
): Promise<Result<T, StoreFailure>> {
  return read(async (raw) => body(await openLive(raw)));
}

function liveOver(raw: Transaction, withdrawn: Withdrawn, faultOf: typeof unreadable): LiveTransaction {
  const found = new Map(withdrawn.unreadable.map((fault) => [`withdrawals ${fault.key}`, fault]));
  const isReadable = (table: TableName, record: unknown): boolean => {
    const fault = faultOf(table, record);
    if (fault) found.set(`${table} ${fault.key}`, fault);
    return fault === null;
  };
  const inView = <T extends TableName>(table: T, records: Tables[T][]): Tables[T][] => {
    const isLive = livenessOf(table, withdrawn);
    return records.filter((record) => (isLive?.(record) ?? true) && isReadable(table, record));
  };
  const live = <T extends TableName>(table: T, record: Tables[T] | undefined): Tables[T] | undefined =>
    record === undefined ? undefined : inView(table, [record])[0];
  const where: LiveTransaction['where'] = async (table, index, value) =>
    inView(table, await raw.where(table, index, value));
  return {
    raw,
    get: async (table, key) => live(table, await raw.get(table, key)),
    getMany: async (table, keys) => (await raw.getMany(table, keys)).map((record) => live(table, record)),
    where,
    whereAny: async (table, index, values) => inView(table, await raw.whereAny(table, index, values)),
    all: async (table) => {
      const records = await raw.all(table);
      const found: (typeof records)[number][] = [];
      for (let start = 0; start < records.length; start += recordsAtOnce) {
        // A question gives others their turn, and the transaction stays open for it.
        if (start > 0) await raw.last('audit');
        for (const record of inView(table, records.slice(start, start + recordsAtOnce))) found.push(record);
      }
      return found;
    },
    async latest(table, index, value, isMeant = () => true) {
      const found = (await where(table, index, value)) as (Tables[typeof table] & Changed)[];
      return latestOf(found.filter(isMeant));
    },
    isHidden: (table, key) => withdrawn.has(table, key),
    isDeleted: (table, key) => withdrawn.isDeleted(table, key),
    hasDeletions: withdrawn.hasDeletions,
    get unreadable() {
      return [...found.values()];
    },
  };
}

/** Whether a record of the table is in view; null where all are. */
function livenessOf(table: TableName, withdrawn: Withdrawn): ((record: unknown) => boolean) | null {
  const { references } = declarationOf(table);
  const wholes = references.filter(
    ({ rule, to }) => rule === 'partOf' && to !== null && withdrawn.hasAny(to),
  );
  if (!withdrawn.hasAny(table) && wholes.length === 0) return null;
  return (record) =>
    !withdrawn.has(table, String(keyOf(table, record))) &&
    wholes.every(({ path, to }) => !withdrawn.has(to!, (record as Readonly<Record<string, string>>)[path]!));
}
