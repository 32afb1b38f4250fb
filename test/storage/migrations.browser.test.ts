import { afterEach, describe, expect, it } from 'vitest';

import { fromLossless, toLossless } from '../../src/formats/bundle/lossless';
import type { Json } from '../../src/lib/json';
import { exportBundle, importBundle } from '../../src/operations/workspaces/bundle';
import { createArtifact } from '../../src/operations/core/createArtifact';
import { loadWorkspace } from '../../src/operations/core/loadWorkspace';
import type { OperationPorts } from '../../src/operations/core/ports';
import { undo } from '../../src/operations/audit/undo';
import { schemaVersion } from '../../src/storage/database';
import { createDexieStore, deleteDatabase, type BrowserStore } from '../../src/storage/dexieStore';
import { nobleHashers } from '../../src/storage/hashers';
import { type TableName, tableNames } from '../../src/records/tables';
import { verifyAudit } from '../../src/versioning/audit';
import type { ActorId } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';
import { browserText } from '../../src/workers/browserText';
import bundleVersion1 from '../fixtures/storage/bundleVersion1.json?raw';
import version1 from '../fixtures/storage/version1.json?raw';

/** A database as a released version left it: dumped from the build of that version, its records in lossless JSON. */
interface StoredDatabase {
  /** The browser's: Dexie's times ten. */
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly keyPath: string;
    readonly indexes: readonly string[];
    readonly records: readonly Json[];
  }[];
}

const releases: readonly (readonly [string, StoredDatabase])[] = [
  ['0.1.0', JSON.parse(version1) as StoredDatabase],
];

const made: string[] = [];
const stores: BrowserStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  for (const name of made.splice(0)) await deleteDatabase(name);
});

/** Makes the database by the browser's own calls, so that nothing of today's code has touched it. */
async function build({ version, stores: declared }: StoredDatabase): Promise<string> {
  const name = `test-${crypto.randomUUID()}`;
  made.push(name);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const { name: table, keyPath, indexes, records } of declared) {
        const store = request.result.createObjectStore(table, { keyPath });
        for (const index of indexes) store.createIndex(index, index);
        for (const record of records) store.add(fromLossless(record)!.value);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database could not be made.'));
  });
  database.close();
  return name;
}

function portsOver(name: string): OperationPorts & { readonly store: BrowserStore } {
  const store = createDexieStore(name);
  stores.push(store);
  return {
    store,
    hashers: nobleHashers,
    text: browserText,
    newId: () => crypto.randomUUID(),
    now: () => timestampFromMilliseconds(Date.now()),
    actor: 'tester' as ActorId,
  };
}

async function recordsOf({ store }: OperationPorts): Promise<Readonly<Record<string, readonly Json[]>>> {
  const read = await store.read(async (transaction) =>
    Promise.all(
      tableNames.map(async (table) => [table, (await transaction.all(table)).map(toLossless)] as const),
    ),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return Object.fromEntries(read.value);
}

describe.each(releases)('a database of version %s', (_, stored) => {
  const before = new Map(stored.stores.map(({ name, records }) => [name, records]));

  it('has every record after it was opened, and new tables that are empty', async () => {
    const ports = portsOver(await build(stored));
    const now = await recordsOf(ports);
    expect(now).toEqual(Object.fromEntries(tableNames.map((table) => [table, before.get(table) ?? []])));
    const kept = await ports.store.read(({ keptFiles }) => keptFiles.digests('kept'));
    expect(kept).toEqual({ ok: true, value: [] });
    const audit = await ports.store.read((transaction) => transaction.all('audit'));
    expect(audit.ok && verifyAudit(audit.value, ports).ok).toBe(true);
  });

  it('gives its workspace, and takes changes and undo', async () => {
    const ports = portsOver(await build(stored));
    const loaded = await loadWorkspace(ports.store);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const trips = loaded.value.artifactNamed('file', 'trips.csv');
    expect(trips?.snapshots.map(({ semanticVersion }) => semanticVersion?.version).sort()).toEqual([
      '1.0.0',
      '1.1.0',
    ]);
    // What was taken back then is out of view still.
    expect(loaded.value.artifactNamed('file', 'mistake.bin')).toBeUndefined();
    expect(loaded.value.runs.size).toBe(1);
    const entries = before.get('audit')!.length;
    const created = await createArtifact(ports, 'model', 'models', 'demand');
    expect(created).toMatchObject({ ok: true, value: { auditSequence: entries + 1 } });
    expect(await undo(ports, entries + 1)).toMatchObject({ ok: true });
    const audit = await ports.store.read((transaction) => transaction.all('audit'));
    expect(audit.ok && verifyAudit(audit.value, ports).ok).toBe(true);
  });

  it('is searched by the indexes of today', async () => {
    const ports = portsOver(await build(stored));
    const [first] = before.get('snapshots') as unknown as { md5: string; id: string }[];
    const found = await ports.store.read((transaction) => transaction.where('snapshots', 'md5', first!.md5));
    expect(found.ok && found.value.map(({ id }) => id)).toContain(first!.id);
  });

  it('is of today’s version afterwards, and opened by two tabs at once only once upgraded', async () => {
    const name = await build(stored);
    const [here, there] = [portsOver(name), portsOver(name)];
    const [a, b] = await Promise.all([recordsOf(here), recordsOf(there)]);
    expect(a).toEqual(b);
    const databases = await indexedDB.databases();
    expect(databases.find((database) => database.name === name)?.version).toBe(schemaVersion * 10);
  });
});

describe('a database of the tables of version 4, with pages that an index of terms finds', () => {
  const at = '2026-03-12T08:30:00.000000000Z';
  const jobs = ['a', 'b'].map((id) => ({
    id,
    namespace: 'etl',
    name: `job ${id}`,
    description: null,
    createdAt: at,
  }));
  const { stores: declared } = releases[0]![1];
  const stored: StoredDatabase = {
    version: 40,
    stores: [
      ...declared.filter(({ name }) => tableNames.some((table) => table === name)),
      {
        name: 'pageHeads',
        keyPath: 'id',
        indexes: ['table', 'terms'],
        records: [
          {
            id: 1,
            table: 'jobs',
            keys: ['a', 'b'],
            terms: ['jobs a', 'jobs b', 'jobs.name=job a', 'jobs.name=job b'],
          },
        ],
      },
      {
        name: 'pageBodies',
        keyPath: 'id',
        indexes: ['table'],
        records: [{ id: 1, table: 'jobs', records: JSON.stringify(jobs) }],
      },
    ],
  };

  it('has its records after it was opened, by key and by index', async () => {
    const { store } = portsOver(await build(stored));
    const read = await store.read(async (transaction) => [
      await transaction.get('jobs', 'b'),
      await transaction.get('jobs', 'c'),
      await transaction.where('jobs', 'name', 'job a'),
      await transaction.knownKeys('jobs', ['a', 'c']),
    ]);
    expect(read).toEqual({ ok: true, value: [jobs[1], undefined, [jobs[0]], new Set(['a'])] });
    const again = await store
      .write((transaction) => transaction.add('jobs', [jobs[1] as never]))
      .catch(String);
    expect(again).toContain('already');
  });
});

describe('a bundle of version 1', () => {
  it('gives the workspace that it was exported from', async () => {
    const name = `test-${crypto.randomUUID()}`;
    made.push(name);
    const ports = portsOver(name);
    const imported = await importBundle(ports, { path: 'old.json', text: bundleVersion1 });
    if (!imported.ok) throw new Error(JSON.stringify(imported.error));
    const stored = await recordsOf(portsOver(await build(releases[0]![1])));
    expect(await recordsOf(ports)).toEqual(stored);
    // Exported now, it is of today's version, and comes back the same.
    const again = await exportBundle(ports, null);
    if (!again.ok) throw new Error(JSON.stringify(again.error));
    const tables = (JSON.parse(again.value) as { tables: Record<TableName, unknown[]> }).tables;
    expect(tables.audit).toHaveLength(stored['audit']!.length);
    expect(await importBundle(ports, { path: 'new.json', text: again.value })).toMatchObject({
      ok: true,
      value: { auditSequence: null },
    });
  });
});
