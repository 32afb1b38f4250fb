import { expect, type Page } from '@playwright/test';
import { danglingReferences } from '../../src/operations/danglingReference';
import { readLiveRecords, type LiveRecords } from '../../src/operations/loadWorkspace';
import type { TableName, Tables, Transaction } from '../../src/operations/store';
import { createdBy } from '../../src/operations/undo';
import { nobleHashers } from '../../src/storage/hashers';
import { verifyAudit } from '../../src/versioning/audit';
import { browserText } from '../../src/workers/browserText';

/** What the browser holds, read past the program: every table but the profiles, of which only the keys. */
export interface StoredTables {
  readonly live: LiveRecords;
  readonly audit: readonly Tables['audit'][];
  /** How many records each table has, withdrawn ones too. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The store as it stands, after checking that it verifies: chain, references, readings and manifests (I3, I5). */
export async function verifiedStore(page: Page): Promise<StoredTables> {
  // As text: on its way out of the page an object would lose its `__proto__`.
  const text = await page.evaluate(readDatabase, 'throughline-workspace-default');
  const { records, profileKeys } = JSON.parse(text) as Stored;
  const tables = { ...records, profiles: [] } as unknown as { [T in TableName]: Tables[T][] };
  const transaction = {
    all: (name: TableName) => Promise.resolve(tables[name] ?? []),
    last: (name: TableName) => Promise.resolve(tables[name]?.at(-1)),
  } as unknown as Transaction;
  const live = await readLiveRecords(transaction);
  const audit = tables.audit ?? [];
  expect(verifyAudit(audit, { hashers: nobleHashers, text: browserText }).ok, 'the audit chain').toBe(true);
  expect(danglingReferences(live), 'references that lead nowhere').toEqual([]);
  const readings = new Set<string>(live.readings.map(({ key }) => key));
  const profiles = new Set<string>(profileKeys);
  const manifests = new Set<string>(live.manifests.map(({ digest }) => digest));
  for (const { readingKey, content, digest } of live.snapshots) {
    if (readingKey !== null) expect(readings.has(readingKey) && profiles.has(readingKey)).toBe(true);
    if (content === 'directory') expect(manifests.has(digest ?? '')).toBe(true);
  }
  const created = new Set(audit.flatMap(createdBy).map(({ table, id }) => `${table} ${id}`));
  for (const table of [
    'artifacts',
    'bindings',
    'snapshots',
    'annotations',
    'runs',
    'observations',
  ] as const) {
    for (const { id } of live[table]) expect(created.has(`${table} ${id}`), `${table} ${id}`).toBe(true);
  }
  const counts = Object.fromEntries(Object.entries(records).map(([name, { length }]) => [name, length]));
  return { live, audit, counts: { ...counts, profiles: profileKeys.length } };
}

interface Stored {
  readonly records: Readonly<Record<string, readonly unknown[]>>;
  readonly profileKeys: readonly string[];
}

/** Runs in the page. A database that is not there is left so, and reads as empty. */
async function readDatabase(name: string): Promise<string> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The database could not be read.'));
    });
  const records: Record<string, unknown[]> = {};
  if (!(await indexedDB.databases()).some((database) => database.name === name)) {
    return JSON.stringify({ records, profileKeys: [] });
  }
  const database = await answer(indexedDB.open(name));
  const tables = [...database.objectStoreNames].filter((table) => table !== 'handles');
  const transaction = database.transaction(tables);
  const [profileKeys] = await Promise.all([
    answer(transaction.objectStore('profiles').getAllKeys()),
    ...tables
      .filter((table) => table !== 'profiles')
      .map(async (table) => {
        records[table] = await answer<unknown[]>(transaction.objectStore(table).getAll());
      }),
  ]);
  database.close();
  return JSON.stringify({ records, profileKeys });
}
