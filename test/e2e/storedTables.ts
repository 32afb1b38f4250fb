import { expect, type Page } from '@playwright/test';
import { danglingReferences } from '../../src/operations/audit/danglingReference';
import type { KeptFile } from '../../src/operations/core/keptFiles';
import { openLive } from '../../src/operations/core/liveTransaction';
import { readLiveRecords, type LiveRecords } from '../../src/operations/core/liveRecords';
import type { Transaction } from '../../src/operations/core/store';
import { keyOf, type TableName, tableNames, type Tables } from '../../src/records/tables';
import { createdBy } from '../../src/operations/core/changeOfEntry';
import { nobleHashers } from '../../src/storage/hashers';
import { type PageBody, recordsOfPage } from '../../src/storage/recordPages';
import { isFailed } from '../../src/table/reading';
import { verifyAudit } from '../../src/versioning/audit';
import { browserText } from '../../src/workers/browserText';

/** What the browser holds, read past the program: every table but the profiles, of which only the keys. */
export interface StoredTables {
  readonly live: LiveRecords;
  readonly audit: readonly Tables['audit'][];
  /** How many records each table has, withdrawn ones too. */
  readonly counts: Readonly<Record<string, number>>;
  readonly keptFiles: readonly KeptFile[];
}

/** The store as it stands, after checking that it verifies: chain, references, readings and manifests (I3, I5). */
export async function verifiedStore(
  page: Page,
  databaseName = 'throughline-workspace-default',
): Promise<StoredTables> {
  // As text: on its way out of the page an object would lose its `__proto__`.
  const text = await page.evaluate(readDatabase, databaseName);
  const { records, pages, profileKeys, chunkKeys } = JSON.parse(text) as Stored;
  // Records that were added many at once are in pages, before the rows.
  for (const each of pages.toReversed()) {
    records[each.table] = [...recordsOfPage(each), ...(records[each.table] ?? [])];
  }
  const keptFiles = (records['keptFiles'] ?? []) as readonly KeptFile[];
  const tables = { ...records, profiles: [] } as unknown as { [T in TableName]: Tables[T][] };
  const transaction = {
    all: (name: TableName) => Promise.resolve(tables[name] ?? []),
    withdrawals: () => Promise.resolve(tables.withdrawals ?? []),
    last: (name: TableName) => Promise.resolve(tables[name]?.at(-1)),
    unread: { all: () => Promise.resolve([]) },
    keptFiles: {
      digests: (state: KeptFile['state']) =>
        Promise.resolve(keptFiles.flatMap((file) => (file.state === state ? file.digest : []))),
    },
  } as unknown as Transaction;
  const live = await readLiveRecords(transaction);
  const audit = tables.audit ?? [];
  expect(verifyAudit(audit, { hashers: nobleHashers, text: browserText }).ok, 'the audit chain').toBe(true);
  expect(await danglingReferences(await openLive(transaction)), 'references that lead nowhere').toEqual([]);
  const readings = new Map(live.readings.map((reading) => [reading.key, reading]));
  const profiles = new Set<string>(profileKeys);
  const manifests = new Set<string>(live.manifests.map(({ digest }) => digest));
  for (const { readingKey, content, digest } of live.snapshots) {
    if (readingKey !== null) expect(readings.has(readingKey), readingKey).toBe(true);
    if (content === 'directory') expect(manifests.has(digest ?? '')).toBe(true);
  }
  for (const [key, reading] of readings)
    expect(profiles.has(key), `a profile of ${key}`).toBe(!isFailed(reading));
  const storedChunks = new Set(chunkKeys);
  for (const { digest, chunks } of keptFiles) {
    const missing = chunks.filter((chunk) => !storedChunks.has(chunk.digest));
    expect(missing, `chunks of ${digest} that are not stored`).toEqual([]);
  }
  const created = new Set(audit.flatMap(createdBy).map(({ table, id }) => `${table} ${id}`));
  const unlogged = (
    ['artifacts', 'bindings', 'snapshots', 'annotations', 'runs', 'observations'] as const
  ).flatMap((table) =>
    live[table].flatMap(({ id }) => (created.has(`${table} ${id}`) ? [] : [`${table} ${id}`])),
  );
  expect(unlogged, 'records that the log does not name').toEqual([]);
  // The other way round, withdrawn or not.
  const stored = new Set(
    tableNames.flatMap((table) =>
      (records[table] ?? []).map((record) => `${table} ${String(keyOf(table, record))}`),
    ),
  );
  expect(
    [...created].filter((key) => !stored.has(key)),
    'records of the log that are not there',
  ).toEqual([]);
  const counts = Object.fromEntries(Object.entries(records).map(([name, { length }]) => [name, length]));
  return { live, audit, counts: { ...counts, profiles: profileKeys.length }, keptFiles };
}

interface Stored {
  readonly records: Record<string, readonly unknown[]>;
  readonly pages: readonly PageBody[];
  readonly profileKeys: readonly string[];
  /** Of the chunk store, which all workspaces share. */
  readonly chunkKeys: readonly string[];
}

/** Runs in the page. A database that is not there is left so, and reads as empty. */
async function readDatabase(name: string): Promise<string> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The database could not be read.'));
    });
  const records: Record<string, unknown[]> = {};
  const pageTables = ['pageHeads', 'pageMarks', 'pageBodies'];
  const names = (await indexedDB.databases()).map((database) => database.name);
  if (!names.includes(name)) {
    return JSON.stringify({ records, pages: [], profileKeys: [], chunkKeys: [] });
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
  const pages = records['pageBodies'] ?? [];
  for (const table of pageTables) delete records[table];
  const auditPages = (records['auditPages'] ?? []) as { entries: string }[];
  const packed = auditPages.flatMap(({ entries }) => JSON.parse(entries) as unknown[]);
  records['audit'] = [...packed, ...(records['audit'] ?? [])];
  if (!names.includes('throughline-chunks')) {
    return JSON.stringify({ records, pages, profileKeys, chunkKeys: [] });
  }
  const chunks = await answer(indexedDB.open('throughline-chunks'));
  const chunkKeys = await answer(chunks.transaction('chunks').objectStore('chunks').getAllKeys());
  chunks.close();
  return JSON.stringify({ records, pages, profileKeys, chunkKeys });
}
