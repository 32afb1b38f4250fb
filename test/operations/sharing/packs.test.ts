import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeHashers } from '../../../src/cli/nodePorts';
import { joinBytes } from '../../../src/lib/joinBytes';
import { seededRandom } from '../../../src/lib/random';
import { cutPacks, mostPackBytes } from '../../../src/operations/sharing/packs';
import { digestOf } from '../../../src/operations/sharing/sharedTree';

/** Random bytes, so that chunks end by their content. */
function noise(byteLength: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Uint8Array.from({ length: byteLength }, () => Math.floor(random() * 256));
}

const digests = (bytes: Uint8Array<ArrayBuffer>) => cutPacks(bytes, nodeHashers).map(({ digest }) => digest);

describe('packs', () => {
  it('make the file again, in order, each under the digest of its bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300_000 }), fc.nat(), (byteLength, seed) => {
        const bytes = noise(byteLength, seed);
        const packs = cutPacks(bytes, nodeHashers);
        expect(Buffer.compare(joinBytes(packs.map((pack) => pack.bytes)), bytes)).toBe(0);
        for (const pack of packs) expect(pack.digest).toBe(digestOf(pack.bytes, { hashers: nodeHashers }));
      }),
      { numRuns: 20 },
    );
  });

  it('are few others where a file changed in one place', () => {
    const before = noise(6_000_000, 1);
    const after = joinBytes([before.subarray(0, 3_000_000), noise(10, 2), before.subarray(3_000_000)]);
    const known = new Set(digests(before));
    expect(known.size).toBeGreaterThan(5);
    expect(digests(after).filter((digest) => !known.has(digest)).length).toBeLessThanOrEqual(2);
  });

  it('are never longer than 8 MiB, where no content ends one', () => {
    // All chunks of zeros are one: 256 KiB, whose SHA-256 begins with 8.
    const packs = cutPacks(new Uint8Array(20 * 1024 * 1024), nodeHashers);
    expect(packs.map(({ bytes }) => bytes.length)).toEqual([mostPackBytes, mostPackBytes, mostPackBytes / 2]);
  });
});
