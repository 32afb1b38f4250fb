import Dexie, { type Table, type Transaction as DexieTransaction } from 'dexie';

import type { Json } from '../lib/json';
import type { Result } from '../lib/result';
import type { KeptFile } from '../operations/core/keptFiles';
import type { Store, StoreFailure, Transaction } from '../operations/core/store';
import { type Indexes, keyOf, type TableName, type Tables } from '../records/tables';
import type { Digest } from '../versioning/digest';
import type { AuditEntry, SnapshotId, Withdrawal } from '../versioning/records';
import { AuditRecords } from './auditPages';
import { schemaVersion, WorkspaceDatabase } from './database';
import { unreadOver, keptFilesOver } from './deviceRecords';
import { openAtFirstUse } from './openDatabase';
import { CachedWithdrawals } from './cachedWithdrawals';
import { fewestInPages, isPaged, RecordPages } from './recordPages';
import { SealRecords } from './sealPages';

/** A workspace's store in this browser. */
export interface BrowserStore extends Store {
  /** Of its database, by which a worker opens it, too. */
  readonly name: string;
  /** Calls back after every change, in this tab or another, and once at the start. Returns the unsubscriber. */
  watch(onChange: () => void, onFailure: (failure: StoreFailure) => void): () => void;
  /**
   * Calls `take` with the whole log, some thousand entries at a time in ascending order, while the next ones are read. All
   * are of one moment.
   */
  readAudit(take: (entries: readonly AuditEntry[]) => void): Promise<Result<void, StoreFailure>>;
  saveHandles(
    handles: readonly { readonly snapshotId: SnapshotId; readonly handle: FileSystemHandle }[],
  ): Promise<void>;
  handleOf(snapshotId: SnapshotId): Promise<FileSystemHandle | null>;
  close(): void;
}

/** Opened at the first use; a database of a newer version of the program is refused and left as it is. */
export function createDexieStore(name: string): BrowserStore {
  const database = new WorkspaceDatabase(name);
  const withdrawals = new CachedWithdrawals();
  const { ensureOpen, attempt, watchTables, close } = openAtFirstUse([database], schemaVersion);
  const transact = <T>(mode: 'r' | 'rw', body: (transaction: Transaction) => Promise<T>) =>
    attempt(() =>
      database.transaction(mode, database.inTransactions(), async (transaction) => {
        const pages = new RecordPages(transaction);
        const given = await body(transactionOver(transaction, pages, withdrawals));
        await pages.written();
        return given;
      }),
    );

  return {
    name,
    read: (body) => transact('r', body),
    write: (body) => transact('rw', body),
    wipe: () =>
      attempt(async () => {
        withdrawals.forget();
        await database.transaction('rw', database.tables, (transaction) =>
          Promise.all(database.tables.map((table) => transaction.table(table.name).clear())),
        );
      }),
    // Every change is one entry of the audit log (I5), so that nothing else need be watched.
    watch: (onChange, onFailure) => watchTables(['audit', 'auditPages'], onChange, onFailure),
    readAudit: (take) =>
      attempt(() =>
        database.transaction('r', ['audit', 'auditPages'], (transaction) =>
          new AuditRecords(transaction).read(take),
        ),
      ),
    async saveHandles(handles) {
      const opened = await ensureOpen();
      if (opened.ok) await database.handles.bulkPut([...handles]);
    },
    async handleOf(snapshotId) {
      const opened = await ensureOpen();
      return opened.ok ? ((await database.handles.get(snapshotId))?.handle ?? null) : null;
    },
    close,
  };
}

/** Up to this many times as many keys as are asked for, all keys of a table are read quicker than these one by one. */
const manyTimes = 20;

function transactionOver(
  transaction: DexieTransaction,
  pages: RecordPages,
  withdrawals: CachedWithdrawals,
): Transaction {
  const table = <T extends TableName>(name: T) => transaction.table<Tables[T], string | number>(name);
  const log = logOver(transaction);
  /** Whether a table may have rows of its own, once that is known: a question would wait for all that is being written. */
  const mayHaveRows = new Map<TableName, boolean>();

  const knownKeys = async (name: TableName, keys: readonly string[]): Promise<Set<string>> => {
    const known = new Set<string>();
    const count = keys.length === 0 || mayHaveRows.get(name) === false ? 0 : await table(name).count();
    if (keys.length > 0 && !mayHaveRows.has(name)) mayHaveRows.set(name, count > 0);
    if (count > keys.length * manyTimes) {
      const rows = await table(name).bulkGet([...keys]);
      rows.forEach((row, index) => row && known.add(keys[index]!));
    } else if (count > 0) {
      const rowKeys = new Set(await table(name).toCollection().primaryKeys());
      for (const key of keys) if (rowKeys.has(key)) known.add(key);
    }
    if (known.size < keys.length && (await pages.has(name))) {
      const pageKeys = await pages.keysOf(name);
      for (const key of keys) if (pageKeys.has(key)) known.add(key);
    }
    return known;
  };

  /** Rows, then what pages have beside them. */
  const together = <T extends TableName>(
    name: T,
    rows: readonly Tables[T][],
    paged: readonly Tables[T][],
  ): Tables[T][] => {
    if (paged.length === 0) return [...rows];
    if (rows.length === 0) return [...paged];
    const keys = new Set(rows.map((row) => keyOf(name, row)));
    return [...rows, ...paged.filter((record) => !keys.has(keyOf(name, record)))];
  };

  const addRows = async <T extends TableName>(name: T, records: readonly Tables[T][]): Promise<void> => {
    mayHaveRows.set(name, true);
    await table(name).bulkAdd([...records]);
  };

  const refuseExisting = async (name: TableName, keys: readonly string[]): Promise<void> => {
    const [taken] = await knownKeys(name, keys);
    if (taken !== undefined) throw new Error(`${name} already has the key ${taken}`);
    if (new Set(keys).size < keys.length) throw new Error(`${name} was given a key twice`);
  };

  const add = async <T extends TableName>(name: T, records: readonly Tables[T][]): Promise<void> => {
    const ofLog = log(name);
    if (ofLog) return ofLog.add(records);
    const keys = isPaged(name) ? records.map((record) => String(keyOf(name, record))) : [];
    if (keys.length < fewestInPages) {
      if (await pages.hasAny(name, keys)) throw new Error(`${name} already has one of ${keys.join(', ')}`);
      await addRows(name, records);
      return;
    }
    await refuseExisting(name, keys);
    await pages.add(name, records);
  };

  return {
    get: async <T extends TableName>(name: T, key: string | number) => {
      const ofLog = log(name);
      if (ofLog) return ofLog.get(Number(key));
      return (await table(name).get(key)) ?? (isPaged(name) ? pages.get(name, String(key)) : undefined);
    },
    getMany: async <T extends TableName>(name: T, keys: readonly (string | number)[]) => {
      const ofLog = log(name);
      if (ofLog) return Promise.all(keys.map((key) => ofLog.get(Number(key))));
      const rows = await table(name).bulkGet([...keys]);
      if (!isPaged(name)) return rows;
      const missing = keys.flatMap((key, index) => (rows[index] === undefined ? String(key) : []));
      const paged = await pages.getMany(name, missing);
      return rows.map((row, index) => row ?? paged.get(String(keys[index])));
    },
    knownKeys,
    whereAny: async <T extends TableName>(name: T, index: Indexes[T], values: readonly string[]) => {
      const [rows, paged] = await Promise.all([
        rowsWithAny(table(name), index, values),
        pages.where(name, index, values),
      ]);
      return together(name, rows, paged);
    },
    where: async <T extends TableName>(name: T, index: Indexes[T], value: string | number) => {
      const [rows, paged] = await Promise.all([
        table(name).where(index).equals(value).sortBy(table(name).schema.primKey.name),
        pages.where(name, index, [value]),
      ]);
      return together(name, rows, paged);
    },
    all: async <T extends TableName>(name: T) =>
      log(name)?.all() ?? together(name, await table(name).toArray(), await pages.all(name)),
    last: async <T extends TableName>(name: T) => {
      const ofLog = log(name);
      if (ofLog) return ofLog.last();
      const row = await table(name).orderBy(':id').last();
      if (!isPaged(name) || !(await pages.has(name))) return row;
      const keys = [...(await pages.keysOf(name)).keys()];
      const lastKey = keys.reduce((a, b) => (a > b ? a : b));
      return row && String(keyOf(name, row)) >= lastKey ? row : pages.get(name, lastKey);
    },
    withdrawals: () => withdrawals.read(transaction.table<Withdrawal, string>('withdrawals')),
    add,
    async addMissing(name, records) {
      const byKey = new Map<string | number, Tables[typeof name]>();
      for (const record of records) {
        const key = keyOf(name, record);
        if (!byKey.has(key)) byKey.set(key, record);
      }
      const known = await knownKeys(name, [...byKey.keys()].map(String));
      const missing = [...byKey].flatMap(([key, record]) => (known.has(String(key)) ? [] : [record]));
      await add(name, missing);
      return missing.length;
    },
    async addEvents(events) {
      if (events.length < fewestInPages) {
        await addRows(
          'events',
          events.map(({ text, ...facts }) => ({ ...facts, body: JSON.parse(text) as Json })),
        );
        return;
      }
      await refuseExisting(
        'events',
        events.map(({ digest }) => digest),
      );
      await pages.addEvents(events);
    },
    async put(name, records) {
      mayHaveRows.set(name, true);
      await table(name).bulkPut([...records]);
    },
    keptFiles: keptFilesOver(transaction.table<KeptFile, Digest>('keptFiles')),
    unread: unreadOver(transaction.table<{ readonly id: string }, string>('unread')),
  };
}

/** A table whose records are packed in the order of the log. */
interface LogTable<R> {
  get(sequence: number): Promise<R | undefined>;
  last(): Promise<R | undefined>;
  all(): Promise<R[]>;
  add(records: readonly R[]): Promise<void>;
}

function logOver(
  transaction: DexieTransaction,
): <T extends TableName>(name: T) => LogTable<Tables[T]> | undefined {
  const audit = new AuditRecords(transaction);
  const seals = new SealRecords(transaction);
  return (name) => {
    const own = name === 'audit' ? audit : name === 'seals' ? seals : undefined;
    return own as unknown as LogTable<Tables[typeof name]> | undefined;
  };
}

/** By each value, or all rows where that is quicker. */
async function rowsWithAny<T extends TableName>(
  table: Table<Tables[T], string | number>,
  index: Indexes[T],
  values: readonly string[],
): Promise<Tables[T][]> {
  if (values.length === 0) return [];
  if (values.length <= fewValues || (await table.count()) > values.length * manyTimes) {
    const rows = await Promise.all(values.map((value) => table.where(index).equals(value).toArray()));
    return rows.flat();
  }
  const wanted = new Set<unknown>(values);
  // A filter of the collection would ask for one row after another.
  const rows = await table.toArray();
  return rows.filter((row) => wanted.has((row as unknown as Readonly<Record<string, unknown>>)[index]));
}

/** So few are asked for one by one, however many rows there are. */
const fewValues = 4;

/** Removes a workspace's database from this browser, for tests and for a workspace that is deleted. */
export async function deleteDatabase(name: string): Promise<void> {
  await Dexie.delete(name);
}
