import { afterEach, describe, expect, it } from 'vitest';

import { entriesPerPage } from '../../src/storage/auditPages';
import { createDexieStore, deleteDatabase, type BrowserStore } from '../../src/storage/dexieStore';
import { nobleHashers } from '../../src/storage/hashers';
import { appendAudit } from '../../src/versioning/audit';
import type { ActorId, AuditEntry } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';
import { browserText } from '../../src/workers/browserText';
import { createTaskPool } from '../../src/workers/taskPool';

const pool = createTaskPool();

const name = `test-${crypto.randomUUID()}`;
const stores: BrowserStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await deleteDatabase(name);
});

function open(): BrowserStore {
  const store = createDexieStore(name);
  stores.push(store);
  return store;
}

/** A log of that length, its chain whole. */
function logOf(length: number): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let number = 1; number <= length; number++) {
    const draft = {
      recordedAt: `2026-03-12T08:30:00.${String(number).padStart(9, '0')}Z` as Timestamp,
      actor: 'me' as ActorId,
      action: 'test',
      subject: `entry ${number}`,
      detail: { number, nested: { b: [1, null, 'ß'], a: true } },
    };
    entries.push(appendAudit(entries.at(-1), draft, { hashers: nobleHashers, text: browserText }));
  }
  return entries;
}

async function add(store: BrowserStore, entries: readonly AuditEntry[]): Promise<void> {
  const written = await store.write((transaction) => transaction.add('audit', entries));
  if (!written.ok) throw new Error(JSON.stringify(written.error));
}

/** How the log lies on disk: entries in pages, and rows. */
async function layout(): Promise<readonly [pages: number, rows: number]> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
  const count = (table: string) =>
    new Promise<number>((resolve) => {
      const request = database.transaction(table).objectStore(table).count();
      request.onsuccess = () => resolve(request.result);
    });
  const counts = [await count('auditPages'), await count('audit')] as const;
  database.close();
  return counts;
}

const length = 2 * entriesPerPage + 3;

describe('a long log', () => {
  it('is the same whether its entries came one after the other or at once, and lies in pages', async () => {
    const entries = logOf(length);
    const store = open();
    for (const entry of entries) await add(store, [entry]);
    expect(await layout()).toEqual([2, 3]);
    expect(await store.read((transaction) => transaction.all('audit'))).toEqual({ ok: true, value: entries });
    await store.wipe();
    expect(await layout()).toEqual([0, 0]);
    await add(store, entries);
    expect(await layout()).toEqual([2, 3]);
    expect(await store.read((transaction) => transaction.all('audit'))).toEqual({ ok: true, value: entries });
  });

  it('gives each entry by its number, and the last one, also where that is in a page', async () => {
    const entries = logOf(length);
    const store = open();
    await add(store, entries.slice(0, 2 * entriesPerPage));
    const last = await store.read((transaction) => transaction.last('audit'));
    expect(last).toEqual({ ok: true, value: entries[2 * entriesPerPage - 1] });
    await add(store, entries.slice(2 * entriesPerPage));
    for (const number of [0, 1, entriesPerPage, entriesPerPage + 1, 2 * entriesPerPage, length, length + 1]) {
      const found = await store.read((transaction) => transaction.get('audit', number));
      expect(found).toEqual({ ok: true, value: entries[number - 1] });
    }
    const many = await store.read((transaction) => transaction.getMany('audit', [length, 5, length + 9]));
    expect(many).toEqual({ ok: true, value: [entries[length - 1], entries[4], undefined] });
  });

  it('takes no number twice', async () => {
    const entries = logOf(length);
    const store = open();
    await add(store, entries.slice(0, 2 * entriesPerPage));
    await expect(add(store, entries.slice(entriesPerPage))).rejects.toThrow(/already has the key/);
    expect(await layout()).toEqual([2, 0]);
  });

  it('from before there were pages is packed as it goes on', async () => {
    const entries = logOf(4 * entriesPerPage);
    await open().read((transaction) => transaction.last('audit'));
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise<void>((resolve) => {
      const transaction = database.transaction('audit', 'readwrite');
      for (const entry of entries.slice(0, -1)) transaction.objectStore('audit').add(entry);
      transaction.oncomplete = () => resolve();
    });
    database.close();
    const store = open();
    await add(store, entries.slice(-1));
    expect(await layout()).toEqual([4, 0]);
    expect(await store.read((transaction) => transaction.all('audit'))).toEqual({ ok: true, value: entries });
  });

  it('is told to a watcher when an entry goes straight into a page', async () => {
    const entries = logOf(entriesPerPage);
    const store = open();
    let calls = 0;
    const stop = store.watch(
      () => {
        calls += 1;
      },
      (failure) => expect.fail(JSON.stringify(failure)),
    );
    await expect.poll(() => calls).toBe(1);
    await add(open(), entries);
    await expect.poll(() => calls).toBeGreaterThan(1);
    stop();
  });

  it('[V3] is checked to its end in a worker, and a changed entry inside a page is named', async () => {
    const entries = logOf(length);
    await add(open(), entries);
    expect(await pool.run('verifyAudit', { databaseName: name, noted: null })).toMatchObject({
      ok: true,
      value: { entryCount: length, broken: null, head: { sequence: length, hash: entries.at(-1)!.hash } },
    });
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise<void>((resolve) => {
      const transaction = database.transaction('auditPages', 'readwrite');
      const store = transaction.objectStore('auditPages');
      const request = store.get(entriesPerPage + 1);
      request.onsuccess = () => {
        const page = request.result as { entries: string };
        store.put({ ...page, entries: page.entries.replace('"entry 600"', '"entry 6OO"') });
      };
      transaction.oncomplete = () => resolve();
    });
    database.close();
    expect(await pool.run('verifyAudit', { databaseName: name, noted: null })).toMatchObject({
      ok: true,
      value: { broken: { sequence: 600, fault: 'wrongHash' } },
    });
  });
});
