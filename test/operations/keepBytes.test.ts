import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { err, ok } from '../../src/lib/result';
import { seededRandom } from '../../src/lib/random';
import { beginKeeping, BytesRefused } from '../../src/operations/keepBytes';
import type { Chunk } from '../../src/operations/chunkStore';
import { createMemoryChunkStore } from '../../src/storage/chunkMemoryStore';
import { sha256 } from './keptProject';

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
          const keeping = beginKeeping(null, { chunks, sha256 });
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const length = lengths[turn % lengths.length]!;
            await keeping.update(bytes.slice(at, at + length));
            at += length;
          }
          const list = await keeping.finish();
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

  it('has no chunk for a file without bytes', async () => {
    const keeping = beginKeeping(null, { chunks: createMemoryChunkStore(), sha256 });
    expect(await keeping.finish()).toEqual({ chunking: 1, chunks: [] });
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
    const first = beginKeeping(null, { chunks, sha256 });
    await first.update(bytes);
    const before = await first.finish();
    added.length = 0;
    const edited = bytes.slice();
    edited[500_000]! ^= 1;
    const second = beginKeeping(before, { chunks, sha256 });
    await second.update(edited);
    await second.finish();
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
    const keeping = beginKeeping(null, { chunks, sha256 });
    const run = async (): Promise<void> => {
      // More than two batches of 8 MiB.
      for (let piece = 0; piece < 20; piece++) await keeping.update(bytes);
      await keeping.finish();
    };
    await expect(run()).rejects.toMatchObject({ name: 'BytesRefused', failure: full });
    await expect(run()).rejects.toBeInstanceOf(BytesRefused);
  });
});
