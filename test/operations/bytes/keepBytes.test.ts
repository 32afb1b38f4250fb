import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { err, ok } from '../../../src/lib/result';
import { seededRandom } from '../../../src/lib/random';
import { BytesRefused, createByteKeeper } from '../../../src/operations/bytes/keepBytes';
import type { Chunk } from '../../../src/operations/bytes/chunkStore';
import type { ChunkList } from '../../../src/versioning/chunking/chunkList';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import { sha256 } from '../keptProject';

function randomBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

const bytes = randomBytes(1_000_000, 3);

describe('keeping the bytes of a file', () => {
  it('stores chunks that are the file together, each under its own digest, however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 6 }),
        async (lengths) => {
          const chunks = createMemoryChunkStore();
          const keeper = createByteKeeper({ chunks, sha256 });
          const keeping = keeper.begin(null);
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const length = lengths[turn % lengths.length]!;
            await keeping.update(bytes.slice(at, at + length));
            at += length;
          }
          const list = await keeping.finish();
          await keeper.stored();
          const parts = await chunks.read(list.chunks.map(({ digest }) => digest));
          expect(Buffer.concat(parts.map((part) => part!)).equals(bytes)).toBe(true);
          for (const [index, part] of parts.entries()) {
            expect(await sha256(part!)).toBe(list.chunks[index]!.digest);
            expect(part!.length).toBe(list.chunks[index]!.byteLength);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('stores small files together, each with its own list, and what two share once', async () => {
    const memory = createMemoryChunkStore();
    const calls: (readonly Chunk[])[] = [];
    const chunks = {
      add: (each: readonly Chunk[]) => {
        calls.push(each);
        return memory.add(each);
      },
    };
    const keeper = createByteKeeper({ chunks, sha256 });
    const texts = ['one', 'two', 'one', ''];
    const lists: ChunkList[] = [];
    for (const text of texts) {
      const file = keeper.begin(null);
      await file.update(new TextEncoder().encode(text));
      lists.push(await file.finish());
    }
    expect(calls).toEqual([]);
    await keeper.stored();
    expect(calls).toHaveLength(1);
    for (const [index, text] of texts.entries()) {
      const parts = await memory.read(lists[index]!.chunks.map(({ digest }) => digest));
      expect(Buffer.concat(parts.map((part) => part!)).toString()).toBe(text);
    }
    await keeper.stored();
    expect(calls).toHaveLength(1);
  });

  it('has no chunk for a file without bytes', async () => {
    const keeper = createByteKeeper({ chunks: createMemoryChunkStore(), sha256 });
    expect(await keeper.begin(null).finish()).toEqual({ chunking: 1, chunks: [] });
  });

  it('says of a changed chunk which one of the version before lies there', async () => {
    const added: Chunk[] = [];
    const memory = createMemoryChunkStore();
    const chunks = {
      add: (each: readonly Chunk[]) => {
        added.push(...each);
        return memory.add(each);
      },
    };
    const keeper = createByteKeeper({ chunks, sha256 });
    const first = keeper.begin(null);
    await first.update(bytes);
    const before = await first.finish();
    await keeper.stored();
    added.length = 0;
    const edited = bytes.slice();
    edited[500_000]! ^= 1;
    const second = keeper.begin(before);
    await second.update(edited);
    await second.finish();
    await keeper.stored();
    const changed = added.filter(({ similarTo }) => similarTo !== undefined);
    const known = new Set<string>(before.chunks.map(({ digest }) => digest));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(3);
    expect(changed.every(({ similarTo }) => known.has(similarTo!))).toBe(true);
  });

  it('is refused where the store is full, at the latest at the end', async () => {
    const full = { kind: 'storeFull' as const, message: 'full' };
    let calls = 0;
    const chunks = { add: async () => (calls++ === 0 ? ok(undefined) : err(full)) };
    const keeper = createByteKeeper({ chunks, sha256 });
    const keeping = keeper.begin(null);
    const run = async (): Promise<void> => {
      // More than two batches of 8 MiB.
      for (let piece = 0; piece < 20; piece++) await keeping.update(bytes);
      await keeping.finish();
      await keeper.stored();
    };
    await expect(run()).rejects.toMatchObject({ name: 'BytesRefused', failure: full });
    await expect(run()).rejects.toBeInstanceOf(BytesRefused);
  });
});
