import { type FileAt, joinFiles } from '../../src/workers/joinFiles';
import type { ScannedFile } from '../../src/workers/tasks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { loadWorkspace } from '../../src/operations/core/loadWorkspace';
import { createDexieStore, deleteDatabase, type BrowserStore } from '../../src/storage/dexieStore';
import type { ActorId } from '../../src/versioning/records';
import { createTaskPool } from '../../src/workers/taskPool';

const pool = createTaskPool();
let databaseName: string;
let store: BrowserStore;

beforeEach(() => {
  databaseName = `test-${crypto.randomUUID()}`;
  store = createDexieStore(databaseName);
});

afterEach(async () => {
  store.close();
  await deleteDatabase(databaseName);
});

const event = (index: number) => ({
  eventType: index % 2 === 0 ? 'START' : 'COMPLETE',
  eventTime: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
  producer: 'urn:test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: `00000000-1111-4111-8111-${String(index >> 1).padStart(12, '0')}` },
  job: { namespace: 'etl', name: `job ${(index >> 1) % 20}` },
  inputs: [{ namespace: 'db', name: `table ${index % 30}` }],
  outputs: [{ namespace: 'db', name: `table ${(index + 1) % 30}`, facets: {} }],
});

/** Events as JSON Lines. */
function lines(count: number, last = ''): File {
  const text = Array.from({ length: count }, (_, index) => `${JSON.stringify(event(index))}\n`);
  return new File([...text, last], 'events.ndjson');
}

const input = (file: File) => ({ databaseName, actor: 'tester' as ActorId, path: file.name, file });

async function stored() {
  const read = await store.read(async (transaction) => ({
    audit: (await transaction.all('audit')).map(({ action, actor }) => ({ action, actor })),
    runs: (await transaction.all('runs')).length,
    events: (await transaction.all('events')).length,
    observations: (await transaction.all('observations')).length,
  }));
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
}

describe('an import in a worker', () => {
  it('[I4] [I5] writes all with one audit entry, tells how far it is, and others hear of the change', async () => {
    let changes = 0;
    const stop = store.watch(
      () => changes++,
      (failure) => expect.fail(failure.kind),
    );
    await expect.poll(() => changes).toBe(1);
    const shares: number[] = [];
    const imported = await pool.run('importLineage', input(lines(3000)), {
      onProgress: ({ share }) => shares.push(share),
    });
    expect(imported).toMatchObject({
      ok: true,
      value: {
        auditSequence: 1,
        value: { eventCount: 3000, counts: { artifacts: 30, snapshots: 0, jobs: 20, runs: 1500 } },
      },
    });
    expect(await stored()).toEqual({
      audit: [{ action: 'importLineage', actor: 'tester' }],
      runs: 1500,
      events: 3000,
      observations: 6000,
    });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    await expect.poll(() => changes).toBe(2);
    stop();
  });

  it('[I4] leaves nothing behind wherever it is cancelled, and then takes the same in', async () => {
    const file = lines(6000);
    let cancelled = 0;
    for (const at of [0, 0.2, 0.5, 0.7, 0.9]) {
      const controller = new AbortController();
      const reason = new DOMException('Enough.', 'AbortError');
      if (at === 0) setTimeout(() => controller.abort(reason), 1);
      const settled = await pool
        .run('importLineage', input(file), {
          signal: controller.signal,
          onProgress: ({ share }) => {
            if (at > 0 && share >= at) controller.abort(reason);
          },
        })
        .catch((error: unknown) => error);
      if (settled === reason) {
        cancelled++;
        expect({ at, ...(await stored()) }).toEqual({
          at,
          audit: [],
          runs: 0,
          events: 0,
          observations: 0,
        });
        continue;
      }
      // It was past the point where it could be cancelled: then it is there, whole.
      expect(settled).toMatchObject({ ok: true });
      expect(await stored()).toMatchObject({ runs: 3000, events: 6000, observations: 12_000 });
      await store.wipe();
    }
    expect(cancelled).toBeGreaterThan(1);
    expect(await pool.run('importLineage', input(file))).toMatchObject({ ok: true });
    expect((await stored()).audit).toHaveLength(1);
  });

  it('is taken back in the worker, too, and then nothing of it is in view', async () => {
    const { createServices } = await import('../../src/state/createServices');
    await pool.run('importLineage', input(lines(3000)));
    const services = createServices(databaseName);
    expect(await services.undo(1)).toMatchObject({ ok: true, value: { auditSequence: 2 } });
    const loaded = await loadWorkspace(store);
    expect(loaded.ok && [loaded.value.runs.size, loaded.value.artifacts.size]).toEqual([0, 0]);
    expect(await services.undo(2)).toMatchObject({ ok: true });
    const again = await loadWorkspace(store);
    expect(again.ok && [again.value.runs.size, again.value.artifacts.size]).toEqual([1500, 30]);
  });

  it('[L36] refuses a file whole, with the place of its fault', async () => {
    const refused = await pool.run('importLineage', input(lines(3000, '{"eventType": "START", "run": 7}\n')));
    expect(refused).toMatchObject({
      ok: false,
      error: { kind: 'malformedLineage', path: 'events.ndjson', place: 'line 3001 /run' },
    });
    expect((await stored()).audit).toEqual([]);
  });

  it('of a folder takes the bytes that the look at its files gave: small files of lineage, and no others', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:' + `${'a'.repeat(64)}\nsize 5\n`;
    const files = [
      { path: 'a/start.json', file: new File([JSON.stringify(event(0))], 'start.json') },
      { path: 'b/end.json', file: new File([JSON.stringify(event(1))], 'end.json') },
      { path: 'large.ndjson', file: lines(100) },
      { path: 'model.bin', file: new File([pointer], 'model.bin') },
      { path: 'notes.txt', file: new File(['nothing'], 'notes.txt') },
    ];
    const scanned = await scan(files);
    expect(scanned.map(({ recognised, bytes }) => [recognised?.kind, bytes !== null])).toEqual([
      ['lineage', true],
      ['lineage', true],
      ['lineage', false],
      ['lineage', false],
      ['none', false],
    ]);
    const atHand = files.map(({ path, file }, at) => ({ path, file: scanned[at]?.bytes ?? file }));
    const found = atHand.slice(0, 3).map(({ path }) => ({ path, format: 'openlineage' }));
    const target = { databaseName, actor: 'tester' as ActorId, path: 'folder', found };
    const imported = await pool.run('importFolderLineage', { ...target, files: atHand });
    expect(imported).toMatchObject({ ok: true, value: { value: { eventCount: 100 } } });
    // Whether they are read once more or not, it is the same change.
    const again = await pool.run('importFolderLineage', { ...target, files });
    expect(again).toMatchObject({ ok: true, value: { auditSequence: null } });
  });

  it('of a folder reads the others where a small file was changed since it was dropped', async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('changed.json', { create: true });
    const write = async (text: string): Promise<void> => {
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
    };
    await write(JSON.stringify(event(1)));
    const changed = await handle.getFile();
    await write('{}');
    const scanned = await scan([
      { path: 'a.json', file: new File([JSON.stringify(event(0))], 'a.json') },
      { path: 'changed.json', file: changed },
      { path: 'b.json', file: new File([JSON.stringify(event(2))], 'b.json') },
    ]);
    expect(scanned.map(({ recognised }) => recognised?.kind ?? null)).toEqual(['lineage', null, 'lineage']);
    await root.removeEntry('changed.json');
  });
});

/** Looks into files as a dropped folder does, in batches of four. */
async function scan(files: readonly FileAt[]): Promise<readonly ScannedFile[]> {
  const scanned: ScannedFile[] = [];
  for await (const { joined } of joinFiles(files, 4))
    scanned.push(...(await pool.run('scanLineage', { joined })));
  return scanned;
}
