import Dexie from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';

import { ChunkDatabase } from '../../src/storage/chunkDatabase';
import { packLength } from '../../src/storage/chunkPacks';
import { openChunkStore, type BrowserChunkStore } from '../../src/storage/chunkStore';
import { chunkOf, describeChunkStore, noise } from './chunkStoreConformance';

const opened: { readonly name: string; readonly store: BrowserChunkStore }[] = [];
let count = 0;

function open(): BrowserChunkStore {
  const name = `test-chunks-${count++}`;
  const store = openChunkStore(name);
  opened.push({ name, store });
  return store;
}

afterEach(async () => {
  for (const { name, store } of opened.splice(0)) {
    store.close();
    await Dexie.delete(name);
  }
});

async function storedBytes(): Promise<number> {
  const database = new ChunkDatabase(opened.at(-1)!.name);
  await database.open();
  const packs = await database.packs.toArray();
  database.close();
  return packs.reduce((sum, pack) => sum + packLength(pack.bytes), 0);
}

describe('chunks in this browser', () => {
  describeChunkStore(open);

  it('stores of a chunk that is like another one only the difference', async () => {
    const store = open();
    const base = noise(1, 60_000);
    const bytes = base.bytes.slice();
    bytes[30_000]! ^= 1;
    await store.add([base]);
    await store.add([{ digest: noise(2, 0).digest, bytes, similarTo: base.digest }]);
    expect(await storedBytes()).toBeLessThan(60_000 + 500);
  });

  it('gives the room of removed chunks back', async () => {
    const store = open();
    const chunks = Array.from({ length: 40 }, (_, seed) => noise(seed));
    await store.add(chunks);
    expect(await storedBytes()).toBe(200_000);
    await store.remove(chunks.slice(3).map(({ digest }) => digest));
    expect(await storedBytes()).toBe(15_000);
    await store.remove(chunks.map(({ digest }) => digest));
    expect(await storedBytes()).toBe(0);
  });

  it('gives other bytes for a chunk that was damaged, and null where its pack is gone', async () => {
    const store = open();
    const text = { digest: noise(9, 0).digest, bytes: new TextEncoder().encode('Oslo,2026\n'.repeat(900)) };
    await store.add([noise(1), text]);
    const database = new ChunkDatabase(opened.at(-1)!.name);
    await database.open();
    const pack = (await database.packs.toArray())[0]!;
    const bytes = new Uint8Array(await new Blob([pack.bytes]).arrayBuffer());
    bytes[100]! ^= 1;
    bytes[bytes.length - 30]! ^= 0xff;
    await database.packs.put({ ...pack, bytes: new Blob([bytes]) });
    const [first, second] = await store.read([noise(1).digest, text.digest]);
    expect(first).not.toEqual(noise(1).bytes);
    expect(second).not.toEqual(text.bytes);
    await database.packs.clear();
    expect(await store.read([noise(1).digest])).toEqual([null]);
    database.close();
  });

  it('keeps a difference from a damaged chunk as it is, so that it is whole again once that one is', async () => {
    const store = open();
    const base = noise(1, 60_000);
    const edited = base.bytes.slice();
    edited[30_000]! ^= 1;
    const like = chunkOf(edited);
    await store.add([base]);
    await store.add([{ ...like, similarTo: base.digest }]);
    const database = new ChunkDatabase(opened.at(-1)!.name);
    await database.open();
    const first = (await database.packs.toArray())[0]!;
    const bytes = new Uint8Array(await new Blob([first.bytes]).arrayBuffer());
    bytes[100]! ^= 1;
    await database.packs.put({ ...first, bytes: new Blob([bytes]) });
    database.close();
    await store.remove([base.digest]);
    expect(await store.read([like.digest])).not.toEqual([like.bytes]);
    await store.add([base]);
    expect(await store.read([base.digest, like.digest])).toEqual([base.bytes, like.bytes]);
  });

  it('leaves a store of a newer version as it is', async () => {
    const name = `test-chunks-newer-${count++}`;
    const newer = new Dexie(name);
    newer.version(2).stores({ other: 'id' });
    await newer.open();
    newer.close();
    const store = openChunkStore(name);
    opened.push({ name, store });
    expect(await store.add([noise(1)])).toEqual({
      ok: false,
      error: { kind: 'storeNewer', storedVersion: 2, knownVersion: 1 },
    });
  });
});
