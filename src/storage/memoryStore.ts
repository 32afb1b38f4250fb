import type { Json } from '../lib/json';
import { ok } from '../lib/result';
import type { Unread } from '../operations/core/unread';
import type { KeptFile, KeptFiles } from '../operations/core/keptFiles';
import type { Store, Transaction } from '../operations/core/store';
import {
  declarationOf,
  type Indexes,
  keyOf,
  type TableName,
  tableNames,
  type Tables,
} from '../records/tables';
import type { Digest } from '../versioning/digest';
import type { Withdrawal } from '../versioning/records';

type Key = string | number;
type Rows = Map<Key, unknown>;

/**
 * A workspace's store in memory, for the command line. The same semantics as IndexedDB: writes one after another,
 * each whole or not at all, results in order of keys, a transaction that is over refuses.
 */
export function createMemoryStore(): Store {
  const tables = new Map<TableName, Table>(tableNames.map((name) => [name, new Table(name)]));
  const keptFiles = new Map<Digest, KeptFile>();
  const unread = new Set<string>();
  const table = (name: TableName): Table => tables.get(name)!;
  let queue: Promise<unknown> = Promise.resolve();

  const run = <T>(mayWrite: boolean, body: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const result = queue.then(async () => {
      const journal: (() => void)[] = [];
      let isOver = false;
      const open = (name: TableName): Table => {
        if (isOver) throw new Error('The transaction is over.');
        return table(name);
      };
      const change = (name: TableName): Table => {
        if (!mayWrite) throw new Error('The transaction only reads.');
        return open(name);
      };
      try {
        return await body({
          ...transactionOver(open, change, journal),
          keptFiles: keptFilesOver(keptFiles, journal),
          unread: unreadOver(unread, journal),
        });
      } catch (error) {
        for (const undo of journal.toReversed()) undo();
        throw error;
      } finally {
        isOver = true;
      }
    });
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    read: async (body) => ok(await run(false, body)),
    write: async (body) => ok(await run(true, body)),
    wipe: async () => {
      const wiped = queue.then(() => {
        for (const each of tables.values()) each.clear();
        keptFiles.clear();
        unread.clear();
      });
      queue = wiped;
      await wiped;
      return ok(undefined);
    },
  };
}

function transactionOver(
  open: (name: TableName) => Table,
  change: (name: TableName) => Table,
  journal: (() => void)[],
): Omit<Transaction, 'keptFiles' | 'unread'> {
  const add: Transaction['add'] = async (name, records) => {
    const into = change(name);
    for (const record of records) {
      const key = into.keyOf(record);
      if (into.rows.has(key)) throw new Error(`${name} already has the key ${key}`);
      into.put(key, record);
      journal.push(() => into.remove(key));
    }
  };
  return {
    get: async <T extends TableName>(name: T, key: Key) => open(name).rows.get(key) as Tables[T] | undefined,
    getMany: async <T extends TableName>(name: T, keys: readonly Key[]) =>
      keys.map((key) => open(name).rows.get(key) as Tables[T] | undefined),
    knownKeys: async (name, keys) => new Set(keys.filter((key) => open(name).rows.has(key))),
    where: async <T extends TableName>(name: T, index: Indexes[T], value: Key) =>
      open(name).where(index, value) as Tables[T][],
    whereAny: async <T extends TableName>(name: T, index: Indexes[T], values: readonly string[]) =>
      values.flatMap((value) => open(name).where(index, value) as Tables[T][]),
    all: async <T extends TableName>(name: T) => open(name).sorted() as Tables[T][],
    last: async <T extends TableName>(name: T) => open(name).sorted().at(-1) as Tables[T] | undefined,
    withdrawals: async () => open('withdrawals').inOrder() as readonly Withdrawal[],
    add,
    async addMissing(name, records) {
      const into = change(name);
      let added = 0;
      for (const record of records) {
        const key = into.keyOf(record);
        if (into.rows.has(key)) continue;
        into.put(key, record);
        journal.push(() => into.remove(key));
        added += 1;
      }
      return added;
    },
    async addEvents(events) {
      await add(
        'events',
        events.map(({ text, ...facts }) => ({ ...facts, body: JSON.parse(text) as Json })),
      );
    },
    async put(name, records) {
      const into = change(name);
      for (const record of records) {
        const key = into.keyOf(record);
        const before = into.rows.get(key);
        into.put(key, record);
        journal.push(() => (before === undefined ? into.remove(key) : into.put(key, before)));
      }
    },
  };
}

function keptFilesOver(files: Map<Digest, KeptFile>, journal: (() => void)[]): KeptFiles {
  const set = (digest: Digest, file: KeptFile | undefined): void => {
    const before = files.get(digest);
    if (file) files.set(digest, file);
    else files.delete(digest);
    journal.push(() => (before ? files.set(digest, before) : files.delete(digest)));
  };
  return {
    get: async (digest) => files.get(digest),
    digests: async (state) =>
      [...files.values()].flatMap((file) => (file.state === state ? file.digest : [])).sort(),
    put: async (changed) => {
      for (const file of changed) set(file.digest, file);
    },
    remove: async (digests) => {
      for (const digest of digests) set(digest, undefined);
    },
  };
}

function unreadOver(unread: Set<string>, journal: (() => void)[]): Unread {
  return {
    all: async () => [...unread].sort(),
    add: async (added) => {
      for (const claim of added) {
        if (unread.has(claim)) continue;
        unread.add(claim);
        journal.push(() => unread.delete(claim));
      }
    },
    remove: async (removed) => {
      for (const claim of removed) if (unread.delete(claim)) journal.push(() => unread.add(claim));
    },
  };
}

/** One table's rows with its indexes; the order by key is made again after a change, when it is asked for. */
class Table {
  readonly rows: Rows = new Map();
  readonly keyOf: (record: unknown) => Key;
  private readonly indexes: ReadonlyMap<string, Map<Key, Set<Key>>>;
  private order: readonly unknown[] | null = null;

  constructor(name: TableName) {
    this.keyOf = (record) => keyOf(name, record);
    this.indexes = new Map(declarationOf(name).indexes.map((field) => [field, new Map<Key, Set<Key>>()]));
  }

  put(key: Key, record: unknown): void {
    this.remove(key);
    this.rows.set(key, record);
    for (const [field, index] of this.indexes) {
      const value = (record as Record<string, unknown>)[field];
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const keys = index.get(value);
      if (keys) keys.add(key);
      else index.set(value, new Set([key]));
    }
  }

  remove(key: Key): void {
    this.order = null;
    const record = this.rows.get(key) as Record<string, unknown> | undefined;
    if (!record) return;
    for (const [field, index] of this.indexes) index.get(record[field] as Key)?.delete(key);
    this.rows.delete(key);
  }

  where(field: string, value: Key): unknown[] {
    const keys = [...(this.indexes.get(field)?.get(value) ?? [])];
    return keys.sort(compareKeys).map((key) => this.rows.get(key));
  }

  /** The same list until something changes. */
  inOrder(): readonly unknown[] {
    this.order ??= [...this.rows].sort(([a], [b]) => compareKeys(a, b)).map(([, record]) => record);
    return this.order;
  }

  sorted(): unknown[] {
    return [...this.inOrder()];
  }

  clear(): void {
    this.rows.clear();
    for (const index of this.indexes.values()) index.clear();
    this.order = null;
  }
}

function compareKeys(a: Key, b: Key): number {
  return a < b ? -1 : Number(a > b);
}
