import { afterEach, describe, expect, it, vi } from 'vitest';

import { schemaVersion } from '../../src/storage/database';
import { createDexieStore, deleteDatabase, type BrowserStore } from '../../src/storage/dexieStore';
import { markOf } from '../../src/storage/pageMarks';
import type { Job } from '../../src/lineage/records';
import type { ArtifactId, SnapshotId } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';
import { describeStore } from './storeConformance';

const opened: { store: BrowserStore; name: string }[] = [];

function open(name: string = `test-${crypto.randomUUID()}`): BrowserStore {
  const store = createDexieStore(name);
  opened.push({ store, name });
  return store;
}

afterEach(async () => {
  for (const { store } of opened) store.close();
  for (const { name } of opened.splice(0)) await deleteDatabase(name);
});

const artifact = {
  id: 'a' as ArtifactId,
  kind: 'dataset' as const,
  createdAt: '2026-03-12T08:30:00.000000000Z' as Timestamp,
};

describeStore('in the browser', () => open());

function openRaw(
  name: string,
  version: number | undefined,
  onUpgrade: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => onUpgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(String(request.error)));
  });
}

describe('a database of a newer version', () => {
  it('is refused kindly and left as it is', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const newer = await openRaw(name, (schemaVersion + 1) * 10, (database) => {
      database.createObjectStore('artifacts', { keyPath: 'id' }).add({ id: 'kept' });
    });
    newer.close();
    const store = open(name);
    const failure = { kind: 'storeNewer', storedVersion: schemaVersion + 1, knownVersion: schemaVersion };
    expect(await store.read((transaction) => transaction.all('artifacts'))).toEqual({
      ok: false,
      error: failure,
    });
    expect(await store.write((transaction) => transaction.add('artifacts', [artifact]))).toEqual({
      ok: false,
      error: failure,
    });
    expect(await store.wipe()).toEqual({ ok: false, error: failure });
    const after = await openRaw(name, (schemaVersion + 1) * 10, () => expect.fail('its version was changed'));
    expect([...after.objectStoreNames]).toEqual(['artifacts']);
    after.close();
  });

  it('is refused too when it comes to be while the store is open', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const store = open(name);
    await store.write((transaction) => transaction.add('artifacts', [artifact]));
    const newer = await openRaw(name, (schemaVersion + 1) * 10, () => undefined);
    newer.close();
    expect(await store.read((transaction) => transaction.all('artifacts'))).toMatchObject({
      ok: false,
      error: { kind: 'storeNewer', storedVersion: schemaVersion + 1 },
    });
  });

  it('is left as it is also where another tab made it newer while it was being opened', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const store = open(name);
    await store.write((transaction) => transaction.add('artifacts', [artifact]));
    store.close();
    const openNow = indexedDB.open.bind(indexedDB);
    const opens = vi.spyOn(indexedDB, 'open').mockImplementation((asked, version) => {
      if (version === undefined) return openNow(asked);
      // It was looked at, and comes to be newer before it is opened.
      opens.mockRestore();
      const newer = openNow(name, (schemaVersion + 1) * 10);
      newer.onupgradeneeded = () => newer.result.createObjectStore('of tomorrow');
      newer.onsuccess = () => newer.result.close();
      return openNow(asked, version);
    });
    expect(await store.read((transaction) => transaction.all('artifacts'))).toMatchObject({
      ok: false,
      error: { kind: 'storeNewer', storedVersion: schemaVersion + 1 },
    });
    const left = await openRaw(name, undefined, () => undefined);
    expect(left.version).toBe((schemaVersion + 1) * 10);
    left.close();
  });
});

describe('a store in the browser', () => {
  it('does not come into being by being looked at for a newer version', async () => {
    const { readStoredVersion } = await import('../../src/storage/openDatabase');
    const name = `test-${crypto.randomUUID()}`;
    expect(await readStoredVersion(name)).toBeNull();
    expect((await indexedDB.databases()).some((database) => database.name === name)).toBe(false);
  });

  it('has what was written after it is closed and opened anew', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const first = open(name);
    await first.write((transaction) => transaction.add('artifacts', [artifact]));
    first.close();
    expect(await open(name).read((transaction) => transaction.all('artifacts'))).toEqual({
      ok: true,
      value: [artifact],
    });
  });

  it('opens again after another connection deleted it', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const store = open(name);
    await store.write((transaction) => transaction.add('artifacts', [artifact]));
    await deleteDatabase(name);
    expect(await store.read((transaction) => transaction.all('artifacts'))).toEqual({ ok: true, value: [] });
  });

  it('says that it is full, and keeps what was there before', async () => {
    const store = open();
    await store.write((transaction) => transaction.add('artifacts', [artifact]));
    // What Chromium throws where the quota is exhausted; the journey in test/e2e exhausts a real one.
    const full = await store.write(async (transaction) => {
      await transaction.add('artifacts', [{ ...artifact, id: 'b' as ArtifactId }]);
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    });
    expect(full).toMatchObject({ ok: false, error: { kind: 'storeFull' } });
    expect(await store.read((transaction) => transaction.all('artifacts'))).toEqual({
      ok: true,
      value: [artifact],
    });
  });

  it('tells a watcher of every change, its own and that of another connection, and nothing after it stops', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const [here, there] = [open(name), open(name)];
    let calls = 0;
    const stop = here.watch(
      () => {
        calls += 1;
      },
      (failure) => expect.fail(JSON.stringify(failure)),
    );
    await expect.poll(() => calls).toBe(1);
    await addAudit(here, 1);
    await expect.poll(() => calls).toBeGreaterThan(1);
    const before = calls;
    await addAudit(there, 2);
    await expect.poll(() => calls).toBeGreaterThan(before);
    stop();
    const atStop = calls;
    // Who still watches is told, and by then whoever does not would have been.
    let callsOfOther = 0;
    const stopOther = here.watch(
      () => {
        callsOfOther += 1;
      },
      (failure) => expect.fail(JSON.stringify(failure)),
    );
    await expect.poll(() => callsOfOther).toBe(1);
    await addAudit(there, 3);
    await expect.poll(() => callsOfOther).toBeGreaterThan(1);
    stopOther();
    expect(calls).toBe(atStop);
  });

  it('tells apart what a page’s marks do not: two texts may have the same', async () => {
    const [there, absent] = textsOfOneMark('jobs ');
    const [named, unnamed] = textsOfOneMark('jobs.name=');
    const job = (id: string, name: string) =>
      ({ id, namespace: 'n', name, description: null, createdAt: artifact.createdAt }) as Job;
    const others = Array.from({ length: 300 }, (_, index) => job(`other ${index}`, `job ${index}`));
    const store = open();
    await store.write((transaction) => transaction.add('jobs', [...others, job(there, named)]));
    const read = await store.read(async (transaction) => [
      (await transaction.get('jobs', there))?.name,
      await transaction.get('jobs', absent),
      (await transaction.where('jobs', 'name', named)).length,
      (await transaction.where('jobs', 'name', unnamed)).length,
    ]);
    expect(read).toEqual({ ok: true, value: [named, undefined, 1, 0] });
    expect(await store.write((transaction) => transaction.add('jobs', [job(absent, unnamed)]))).toMatchObject(
      { ok: true },
    );
    await expect(
      store.write((transaction) => transaction.add('jobs', [job(there, unnamed)])),
    ).rejects.toThrow(/already/);
  });

  it('keeps handles apart from the tables, and lets go of them with a wipe', async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('kept.csv', { create: true });
    const store = open();
    const snapshotId = 's' as SnapshotId;
    await store.saveHandles([{ snapshotId, handle }]);
    expect(await (await store.handleOf(snapshotId))?.isSameEntry(handle)).toBe(true);
    expect(await store.handleOf('other' as SnapshotId)).toBeNull();
    await store.wipe();
    expect(await store.handleOf(snapshotId)).toBeNull();
  });
});

/** Two texts that have the same mark after a beginning. */
function textsOfOneMark(beginning: string): readonly [string, string] {
  const known = new Map<number, string>();
  for (let number = 0; ; number++) {
    const text = `text ${number}`;
    const mark = markOf(text, markOf(beginning));
    const other = known.get(mark);
    if (other !== undefined) return [other, text];
    known.set(mark, text);
  }
}

async function addAudit(store: BrowserStore, sequence: number): Promise<void> {
  const entry = {
    sequence,
    recordedAt: artifact.createdAt,
    actor: '',
    action: '',
    subject: '',
    detail: null,
  };
  await store.write((transaction) =>
    transaction.add('audit', [{ ...entry, previousHash: '', hash: '' } as never]),
  );
}
