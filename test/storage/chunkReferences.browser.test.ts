import { afterEach, describe, expect, it } from 'vitest';

import { chunksReferredTo } from '../../src/storage/chunkReferences';
import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import type { Digest } from '../../src/versioning/digest';
import { noise } from './chunkStoreConformance';

const names: string[] = [];
afterEach(async () => {
  for (const name of names.splice(0)) await deleteDatabase(name);
});

function workspaceName(): string {
  const name = `throughline-workspace-references-${crypto.randomUUID()}`;
  names.push(name);
  return name;
}

const isOurs = (name: string): boolean => names.includes(name);

async function keep(seed: number, state: 'kept' | 'freed', name = workspaceName()): Promise<string> {
  const store = createDexieStore(name);
  const chunk = { digest: noise(seed, 0).digest, byteLength: 10 };
  const file = { digest: noise(seed, 0).digest, byteLength: 10, chunking: 1, chunks: [chunk], state };
  await store.write(({ keptFiles }) => keptFiles.put([file]));
  store.close();
  return name;
}

function makeRaw(name: string, version: number, stores: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const store of stores) opening.result.createObjectStore(store);
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
    opening.onerror = () => reject(new Error(String(opening.error)));
  });
}

const digestOf = (seed: number): Digest => noise(seed, 0).digest;

describe('the chunks that workspaces refer to', () => {
  it('are those of all workspaces, freed ones too, but those that are not asked for', async () => {
    await keep(1, 'kept');
    await keep(2, 'freed');
    const other = await keep(3, 'kept');
    expect(await chunksReferredTo((name) => isOurs(name) && name !== other)).toEqual({
      ok: true,
      value: new Set([digestOf(1), digestOf(2)]),
    });
  });

  it('reads a workspace of an older version as it is', async () => {
    const name = workspaceName();
    await makeRaw(name, 10, ['artifacts']);
    expect(await chunksReferredTo(isOurs)).toEqual({ ok: true, value: new Set() });
    const found = (await indexedDB.databases()).find((database) => database.name === name);
    expect(found?.version).toBe(10);
  });

  it('is not known where a workspace is of a newer version', async () => {
    await keep(1, 'kept');
    await makeRaw(workspaceName(), 990, ['keptFiles']);
    expect(await chunksReferredTo(isOurs)).toMatchObject({
      ok: false,
      error: { kind: 'storeNewer', storedVersion: 99 },
    });
  });
});
