import Dexie, { liveQuery, type Table, type Transaction as DexieTransaction } from 'dexie';

import { err, ok, type Result } from '../lib/result';
import type { KeptFile, KeptFiles } from '../operations/keptFiles';
import type { Indexes, Store, StoreFailure, TableName, Tables, Transaction } from '../operations/store';
import type { Digest } from '../versioning/digest';
import type { SnapshotId } from '../versioning/records';
import { readStoredVersion, schemaVersion, WorkspaceDatabase } from './database';
import { storeFailureOf } from './storeFailures';

/** A workspace's store in this browser. */
export interface BrowserStore extends Store {
  /** Calls back after every change, in this tab or another, and once at the start. Returns the unsubscriber. */
  watch(onChange: () => void, onFailure: (failure: StoreFailure) => void): () => void;
  keepHandles(
    handles: readonly { readonly snapshotId: SnapshotId; readonly handle: FileSystemHandle }[],
  ): Promise<void>;
  handleOf(snapshotId: SnapshotId): Promise<FileSystemHandle | null>;
  close(): void;
}

/** Opened at the first use; a database of a newer version of the program is refused and left as it is. */
export function createDexieStore(name: string): BrowserStore {
  const database = new WorkspaceDatabase(name);
  let opening: Promise<Result<void, StoreFailure>> | null = null;
  const forget = (): void => {
    opening = null;
  };
  // Another tab upgrades or deletes it: let go, and look at its version again before the next use.
  database.on('versionchange', () => {
    database.close({ disableAutoOpen: true });
    forget();
  });
  database.on('close', forget);

  const ensureOpen = async (): Promise<Result<void, StoreFailure>> => {
    opening ??= open(database);
    const result = await opening;
    if (!result.ok) forget();
    return result;
  };

  const transact = async <T>(mode: 'r' | 'rw', body: (transaction: Transaction) => Promise<T>) => {
    const opened = await ensureOpen();
    if (!opened.ok) return opened;
    try {
      const value = await database.transaction(mode, database.inTransactions(), (transaction) =>
        body(transactionOver(transaction)),
      );
      return ok(value);
    } catch (error) {
      const failure = storeFailureOf(error);
      if (!failure) throw error;
      return err(failure);
    }
  };

  return {
    read: (body) => transact('r', body),
    write: (body) => transact('rw', body),
    async wipe() {
      const opened = await ensureOpen();
      if (!opened.ok) return opened;
      try {
        await database.transaction('rw', database.tables, (transaction) =>
          Promise.all(database.tables.map((table) => transaction.table(table.name).clear())),
        );
        return ok(undefined);
      } catch (error) {
        const failure = storeFailureOf(error);
        if (!failure) throw error;
        return err(failure);
      }
    },
    watch(onChange, onFailure) {
      let stop: (() => void) | null = null;
      let isStopped = false;
      void ensureOpen().then((opened) => {
        if (isStopped) return;
        if (!opened.ok) {
          onFailure(opened.error);
          return;
        }
        // Every change is one entry of the audit log (I5), so that its length alone need be watched.
        const subscription = liveQuery(() => database.table('audit').count()).subscribe({
          next: () => onChange(),
          error: (error: unknown) => {
            const failure = storeFailureOf(error);
            onFailure(failure ?? { kind: 'storeUnavailable', message: String(error) });
          },
        });
        stop = () => subscription.unsubscribe();
      });
      return () => {
        isStopped = true;
        stop?.();
      };
    },
    async keepHandles(handles) {
      const opened = await ensureOpen();
      if (opened.ok) await database.handles.bulkPut([...handles]);
    },
    async handleOf(snapshotId) {
      const opened = await ensureOpen();
      return opened.ok ? ((await database.handles.get(snapshotId))?.handle ?? null) : null;
    },
    close: () => database.close({ disableAutoOpen: true }),
  };
}

async function open(database: WorkspaceDatabase): Promise<Result<void, StoreFailure>> {
  try {
    const storedVersion = await readStoredVersion(database.name);
    if (storedVersion !== null && storedVersion > schemaVersion) {
      return err({ kind: 'storeNewer', storedVersion, knownVersion: schemaVersion });
    }
    return await Promise.race([
      database.open().then(() => ok(undefined)),
      new Promise<Result<void, StoreFailure>>((resolve) => {
        database.on('blocked', () => resolve(err(blocked)));
      }),
    ]);
  } catch (error) {
    const failure = storeFailureOf(error);
    if (!failure) throw error;
    return err(failure);
  }
}

const blocked: StoreFailure = {
  kind: 'storeUnavailable',
  message: 'Another tab has an older version of Throughline open on this workspace.',
};

/** Up to this many times as many keys as are asked for, all keys of a table are read quicker than these one by one. */
const manyTimes = 20;

function transactionOver(transaction: DexieTransaction): Transaction {
  const table = <T extends TableName>(name: T) => transaction.table<Tables[T], string | number>(name);
  return {
    get: (name, key) => table(name).get(key),
    getMany: (name, keys) => table(name).bulkGet([...keys]),
    knownKeys: async (name, keys) => {
      const count = await table(name).count();
      if (count === 0 || keys.length === 0) return new Set();
      if (count > keys.length * manyTimes) {
        const known = await table(name).bulkGet([...keys]);
        return new Set(keys.filter((_, index) => known[index] !== undefined));
      }
      const all = new Set(await table(name).toCollection().primaryKeys());
      return new Set(keys.filter((key) => all.has(key)));
    },
    whereAny: async <T extends TableName>(name: T, index: Indexes[T], values: readonly string[]) => {
      if (values.length === 0 || (await table(name).count()) === 0) return [];
      const rows = await Promise.all(values.map((value) => table(name).where(index).equals(value).toArray()));
      return rows.flat();
    },
    where: <T extends TableName>(name: T, index: Indexes[T], value: string | number) =>
      table(name).where(index).equals(value).sortBy(table(name).schema.primKey.name),
    all: (name) => table(name).toArray(),
    last: (name) => table(name).orderBy(':id').last(),
    async add(name, records) {
      await table(name).bulkAdd([...records]);
    },
    async addMissing(name, records) {
      const byKey = new Map<string | number, Tables[typeof name]>();
      const keyField = table(name).schema.primKey.name;
      for (const record of records) {
        const key = (record as unknown as Record<string, string | number>)[keyField]!;
        if (!byKey.has(key)) byKey.set(key, record);
      }
      const keys = [...byKey.keys()];
      const known = await table(name).bulkGet(keys);
      const missing = keys.filter((_, index) => known[index] === undefined).map((key) => byKey.get(key)!);
      await table(name).bulkAdd(missing);
      return missing.length;
    },
    async putRuns(runs) {
      await table('runs').bulkPut([...runs]);
    },
    keptFiles: keptFilesOver(transaction.table<KeptFile, Digest>('keptFiles')),
  };
}

function keptFilesOver(table: Table<KeptFile, Digest>): KeptFiles {
  return {
    get: (digest) => table.get(digest),
    digests: (state) => table.where('state').equals(state).primaryKeys(),
    async put(files) {
      await table.bulkPut([...files]);
    },
    remove: (digests) => table.bulkDelete([...digests]),
  };
}

/** Removes a workspace's database from this browser, for tests and for a workspace that is deleted. */
export async function deleteDatabase(name: string): Promise<void> {
  await Dexie.delete(name);
}
