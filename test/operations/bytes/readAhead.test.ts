import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptFile } from '../../../src/operations/core/keptFiles';
import { readAhead } from '../../../src/operations/bytes/readAhead';
import type { Digest } from '../../../src/versioning/digest';

const fileOf = (chunks: readonly string[], byteLength = chunks.length): KeptFile => ({
  digest: chunks.join('+') as Digest,
  byteLength,
  chunking: 1,
  chunks: chunks.map((digest) => ({ digest: digest as Digest, byteLength: 1 })),
  state: 'kept',
});

/** A store whose chunk `x` has the one byte that `x` begins with; `gone` is not there. */
function storeOf(reads: (readonly Digest[])[] = []) {
  return {
    read: async (digests: readonly Digest[]) => {
      reads.push(digests);
      return digests.map((digest) => (digest === 'gone' ? null : Uint8Array.of(digest.charCodeAt(0))));
    },
  };
}

describe('readAhead', () => {
  it('gives what the store gives, whatever is read in which order', async () => {
    const chunk = fc.constantFrom('a', 'b', 'c', 'd', 'gone');
    const files = fc.array(fc.array(chunk, { maxLength: 4 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(files, fc.array(fc.array(chunk, { maxLength: 4 })), async (listed, others) => {
        const ahead = readAhead(
          listed.map((chunks) => fileOf(chunks)),
          storeOf(),
        );
        for (const digests of [...listed, ...others] as Digest[][])
          expect(await ahead.read(digests)).toEqual(await storeOf().read(digests));
      }),
    );
  });

  it('reads many small files at once, and a large one by itself', async () => {
    const reads: (readonly Digest[])[] = [];
    const small = ['a', 'b', 'c'].map((name) => fileOf([name], 1000));
    const large = fileOf(['large'], 10_000_000);
    const ahead = readAhead([...small, large, fileOf(['d'], 1000)], storeOf(reads));
    for (const name of ['a', 'b', 'c', 'large', 'd']) await ahead.read([name as Digest]);
    expect(reads).toEqual([['a', 'b', 'c', 'd'], ['large']]);
  });

  it('holds no more than it may', async () => {
    const reads: (readonly Digest[])[] = [];
    const files = Array.from({ length: 100 }, (_, at) => fileOf([`f${at}`], 500_000));
    const ahead = readAhead(files, storeOf(reads));
    for (const { chunks } of files) await ahead.read(chunks.map(({ digest }) => digest));
    // Nine of half a megabyte are the first that make more than four.
    expect(Math.max(...reads.map(({ length }) => length))).toBe(9);
  });
});
