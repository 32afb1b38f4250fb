import { referencesTo } from '../../records/references';
import { declarationOf, isWithdrawable, keyOf, type Tables } from '../../records/tables';
import { type Arriving, byArrival } from './arrival';
import { type KeptStates, keptStatesOf } from './bytesPlace';
import { type FoldedTable, foldedTables, type LiveRecords } from './liveRecords';
import { type LiveTransaction, openLive } from './liveTransaction';
import { inserted } from './recordGroups';
import type { Transaction } from './store';
import { unreadable } from './unreadable';
import { readToldChanges, type ToldChanges } from './toldChanges';

/**
 * The records in view after the changes that came since `known`, as the audit log tells of them: tables and records that
 * stayed are the same objects. Null where the log does not tell.
 */
export async function readRecordsAfter(
  transaction: Transaction,
  known: LiveRecords,
): Promise<LiveRecords | null> {
  const told = await readToldChanges(transaction, known);
  if (told?.last?.sequence === known.auditSequence) return known;
  if (!told?.last) return told && known;
  // What refers to a record that cannot be read is told by all of them together.
  if (known.unreadable.length > 0) return null;
  // What was a claim is another record now, under the same key.
  const [unread, live] = await Promise.all([transaction.unread.all(), openLive(transaction)]);
  if (!isSameUnread(unread, known)) return null;
  const tables = await readTables(live, known, told);
  const contents = await readContents(live, known, tables, told);
  if (live.unreadable.length > 0) return null;
  return {
    ...tables,
    ...contents,
    keptStates: told.isOfBytes ? await readKeptStates(transaction, known) : known.keptStates,
    auditSequence: told.last.sequence,
    auditHash: told.last.hash,
  };
}

function isSameUnread(unread: readonly string[], known: LiveRecords): boolean {
  return unread.length === known.unread.size && unread.every((key) => known.unread.has(key));
}

/** The tables that an undo can take records of out of view. */
async function readTables(
  live: LiveTransaction,
  known: LiveRecords,
  told: ToldChanges,
): Promise<LiveRecords> {
  const keys = told.hasWithdrawals ? await withKeysOfParts(live.raw, told.keys) : told.keys;
  const changed = await Promise.all(
    foldedTables.map(async (table) => {
      const own = isWithdrawable(table) ? keys.get(table) : undefined;
      if (!own || own.size === 0) return [table, known[table]] as const;
      const inView = (await live.getMany(table, [...own])).filter((record) => record !== undefined);
      const before = known[table] as readonly Arriving[];
      // But for runs, which are written anew, what is told of is new where nothing was withdrawn.
      const isNew = !told.hasWithdrawals && table !== 'runs';
      const after = isNew
        ? inserted(before, inView as Arriving[], byArrival)
        : tableAfter(table, before, own, inView as Arriving[]);
      return [table, after] as const;
    }),
  );
  return { ...known, ...(Object.fromEntries(changed) as unknown as LiveRecords) };
}

/** What is part of a record that was put back comes with it. */
async function withKeysOfParts(
  transaction: Transaction,
  keys: ToldChanges['keys'],
): Promise<ToldChanges['keys']> {
  const all = new Map(keys);
  for (const [whole, own] of keys) {
    for (const { from, path, rule } of referencesTo(whole)) {
      if (rule !== 'partOf' || !isWithdrawable(from)) continue;
      // Without an index there are few of them, and all are looked at.
      const parts = declarationOf(from).indexes.includes(path)
        ? await transaction.whereAny(from, path as never, [...own])
        : (await transaction.all(from)).filter((part) =>
            own.has(String((part as Readonly<Record<string, unknown>>)[path])),
          );
      all.set(from, new Set([...(all.get(from) ?? []), ...parts.map((part) => String(keyOf(from, part)))]));
    }
  }
  return all;
}

function tableAfter(
  table: FoldedTable,
  known: readonly Arriving[],
  keys: ReadonlySet<string>,
  inView: readonly Arriving[],
): readonly Arriving[] {
  const coming = new Map(inView.map((record) => [record.id, record]));
  const staying: Arriving[] = [];
  for (const record of known) {
    const now = keys.has(record.id) ? coming.get(record.id) : record;
    if (!now) continue;
    coming.delete(record.id);
    // Only a run is ever written anew.
    staying.push(table === 'runs' ? now : record);
  }
  return inserted(staying, [...coming.values()], byArrival);
}

/** What is stored by digest, of the bytes that versions were found to be, whether these are in view or not. */
async function readContents(
  live: LiveTransaction,
  known: LiveRecords,
  tables: LiveRecords,
  { keys, digests: told, hasWithdrawals }: ToldChanges,
): Promise<Pick<LiveRecords, 'readings' | 'manifests'>> {
  const changed = async <T extends 'snapshots' | 'annotations'>(table: T): Promise<readonly Tables[T][]> => {
    const own = keys.get(table);
    if (!own) return [];
    if (!hasWithdrawals) return (tables[table] as readonly Tables[T][]).filter(({ id }) => own.has(id));
    // Those out of view, too: what they say of bytes is known.
    const stored = await live.raw.getMany(table, [...own]);
    return stored.flatMap((record) => (record && unreadable(table, record) === null ? [record] : []));
  };
  const digests = new Set(told);
  for (const { digest } of await changed('snapshots')) if (digest !== null) digests.add(digest);
  const chosen: string[] = [];
  for (const { body } of await changed('annotations')) {
    if (body.kind === 'bytes') digests.add(body.digest);
    if (body.kind === 'reading') chosen.push(body.readingKey);
  }
  for (const reading of await live.getMany('readings', chosen)) if (reading) digests.add(reading.digest);
  if (digests.size === 0) return { readings: known.readings, manifests: known.manifests };
  const readings = await live.whereAny('readings', 'digest', [...digests]);
  const manifests = await live.getMany('manifests', [...digests]);
  return {
    readings: withNew(known.readings, readings, ({ key }) => key),
    manifests: withNew(
      known.manifests,
      manifests.filter((manifest) => manifest !== undefined),
      ({ digest }) => digest,
    ),
  };
}

function withNew<R>(known: readonly R[], read: readonly R[], keyOf: (record: R) => string): readonly R[] {
  const keys = new Set(known.map(keyOf));
  const fresh = read.filter((record) => !keys.has(keyOf(record)));
  return fresh.length === 0 ? known : [...known, ...fresh];
}

async function readKeptStates({ keptFiles }: Transaction, { keptStates }: LiveRecords): Promise<KeptStates> {
  const [kept, freed] = await Promise.all([keptFiles.digests('kept'), keptFiles.digests('freed')]);
  const isSame =
    kept.length + freed.length === keptStates.size &&
    kept.every((digest) => keptStates.get(digest) === 'kept') &&
    freed.every((digest) => keptStates.get(digest) === 'freed');
  return isSame ? keptStates : keptStatesOf(kept, freed);
}
