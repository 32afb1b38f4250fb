import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chunkSizes, createChunker } from '../../../src/versioning/chunking/chunker';
import { gear } from '../../../src/versioning/chunking/gear';
import { seededRandom } from '../../../src/lib/random';

/** Lengths of the chunks of `bytes`, given in pieces of `pieceLengths` over and over. */
function cut(bytes: Uint8Array, pieceLengths: readonly number[] = [bytes.length]): number[] {
  const chunker = createChunker();
  const lengths: number[] = [];
  let open = 0;
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const piece = bytes.subarray(at, at + Math.max(1, pieceLengths[turn % pieceLengths.length]!));
    at += piece.length;
    let from = 0;
    for (let end = chunker.nextEnd(piece, from); end !== -1; end = chunker.nextEnd(piece, from)) {
      lengths.push(open + end - from);
      open = 0;
      from = end;
    }
    open += piece.length - from;
  }
  return open > 0 ? [...lengths, open] : lengths;
}

/** The rules once more, as slowly as they are written. */
function cutByTheRule(bytes: Uint8Array): number[] {
  const lengths: number[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const length = at + 1 - start;
    if (length < 16384) continue;
    let hash = 0n;
    for (let i = at - 31; i <= at; i++) hash = (hash * 2n + BigInt(gear[bytes[i]!]!)) % 2n ** 32n;
    const zeroBits = length <= 65536 ? 18n : 14n;
    if (hash >> (32n - zeroBits) !== 0n && length < 262144) continue;
    lengths.push(length);
    start = at + 1;
  }
  return start < bytes.length ? [...lengths, bytes.length - start] : lengths;
}

function randomBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

function digests(bytes: Uint8Array): Set<string> {
  let at = 0;
  return new Set(
    cut(bytes).map((length) => {
      const hash = createHash('sha256').update(bytes.subarray(at, at + length));
      at += length;
      return hash.digest('hex');
    }),
  );
}

describe('content-defined chunks', () => {
  const text = randomBytes(1_200_000, 7);

  it('[V30] the gear of a byte is the head of its SHA-256', () => {
    for (let byte = 0; byte < 256; byte++) {
      expect(gear[byte]).toBe(createHash('sha256').update(Uint8Array.of(byte)).digest().readUInt32BE(0));
    }
  });

  it('[V32] ends chunks where the rules, written out slowly, end them', () => {
    const some = text.subarray(0, 300_000);
    expect(cut(some)).toEqual(cutByTheRule(some));
  });

  it('[V31] ends the same chunks however the bytes come in pieces', () => {
    const whole = cut(text);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 8 }),
        (pieces) => {
          expect(cut(text, pieces)).toEqual(whole);
        },
      ),
      { numRuns: 20 },
    );
    expect(cut(text.subarray(0, 200_000), [1])).toEqual(cut(text.subarray(0, 200_000)));
  });

  it('[V31] keeps every chunk but the last between the bounds, and loses no byte', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600_000 }),
        fc.integer(),
        fc.integer({ min: 1, max: 256 }),
        (length, seed, values) => {
          const bytes = randomBytes(length, seed).map((byte) => byte % values);
          const lengths = cut(bytes);
          expect(lengths.reduce((sum, each) => sum + each, 0)).toBe(length);
          for (const each of lengths.slice(0, -1)) {
            expect(each).toBeGreaterThanOrEqual(chunkSizes.min);
            expect(each).toBeLessThanOrEqual(chunkSizes.max);
          }
          expect(lengths.at(-1) ?? 1).toBeGreaterThan(0);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('has nothing to end in no bytes, and one chunk in a few', () => {
    expect(cut(new Uint8Array())).toEqual([]);
    expect(cut(new Uint8Array(5))).toEqual([5]);
  });

  it('ends a run of one byte value at a bound', () => {
    expect(cut(new Uint8Array(600_000))).toEqual([262_144, 262_144, 75_712]);
  });

  it('changes few chunks where a byte is put in, taken out or changed', () => {
    const before = digests(text);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.constantFrom('insert', 'remove', 'change'),
        (at, how) => {
          const skipped = how === 'insert' ? at : at + 1;
          const added = how === 'remove' ? [] : [text[at]! ^ 1];
          const edited = Buffer.concat([
            text.subarray(0, at),
            Uint8Array.from(added),
            text.subarray(skipped),
          ]);
          const changed = [...digests(edited)].filter((digest) => !before.has(digest));
          expect(changed.length).toBeGreaterThan(0);
          expect(changed.length).toBeLessThanOrEqual(4);
        },
      ),
      { numRuns: 12 },
    );
  });
});
