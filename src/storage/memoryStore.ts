import type { Json } from '../lib/json';
import { ok } from '../lib/result';
import type { RawEvent } from '../lineage/records';
import type { Unread } from '../operations/core/unread';
import type { KeptFile, KeptFiles } from '../operations/core/keptFiles';
import type { EventText, Store, Transaction } from '../operations/core/store';
import { type Indexes, type TableName, tableNames, type Tables } from '../records/tables';
import type { Digest } from '../versioning/digest';
import type { Withdrawal } from '../versioning/records';
import { type Key, MemoryTable } from './memoryTable';

/**
 * A workspace's store in memory, for the command line. The same semantics as IndexedDB: writes one after another,
 * each whole or not at all, results in order of keys, a transaction that is over refuses.
 */
export function createMemoryStore(): Store {
  const tables = new Map<TableName, MemoryTable>(tableNames.map((name) => [name, new MemoryTable(name)]));
  const keptFiles = new Map<Digest, KeptFile>();
  const unread = new Set<string>();
  const table = (name: TableName): MemoryTable => tables.get(name)!;
  let queue: Promise<unknown> = Promise.resolve();

  const run = <T>(mayWrite: boolean, body: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const result = queue.then(async () => {
      const journal: (() => void)[] = [];
      let isOver = false;
      const open = (name: TableName): MemoryTable => {
        if (isOver) throw new Error('The transaction is over.');
        return table(name);
      };
      const change = (name: TableName): MemoryTable => {
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
  open: (name: TableName) => MemoryTable,
  change: (name: TableName) => MemoryTable,
  journal: (() => void)[],
): Omit<Transaction, 'keptFiles' | 'unread'> {
  const add: Transaction['add'] = async (name, records) => {
    const into = change(name);
    const keys: Key[] = [];
    journal.push(() => into.removeAll(keys));
    for (const record of records) {
      const key = into.keyOf(record);
      if (into.rows.has(key)) throw new Error(`${name} already has the key ${key}`);
      into.put(key, record);
      keys.push(key);
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
    last: async <T extends TableName>(name: T) => open(name).inOrder().at(-1) as Tables[T] | undefined,
    withdrawals: async () => open('withdrawals').inOrder() as readonly Withdrawal[],
    add,
    async addMissing(name, records) {
      const into = change(name);
      const keys: Key[] = [];
      journal.push(() => into.removeAll(keys));
      for (const record of records) {
        const key = into.keyOf(record);
        if (into.rows.has(key)) continue;
        into.put(key, record);
        keys.push(key);
      }
      return keys.length;
    },
    async addEvents(events) {
      await add('events', events.map(readWhenAsked));
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

/** An event whose body is read when somebody looks at it: most are never looked at. */
function readWhenAsked({ text, digest, format, eventTime, runId }: EventText): RawEvent {
  return {
    digest,
    format,
    eventTime,
    runId,
    get body() {
      return JSON.parse(text) as Json;
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
