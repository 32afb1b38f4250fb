import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { StreamingHasher } from '../../src/lib/ports';
import { loadMd5, loadSha256 } from '../../src/workers/hashing/streamingHash';

const material = Uint8Array.from({ length: 700_000 }, (_, index) => (index * 31 + (index >>> 8)) & 255);

describe.each([
  ['sha256', loadSha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['md5', loadMd5, '900150983cd24fb0d6963f7d28e17f72'],
])('streaming %s', (name, load, digestOfAbc) => {
  let begin: () => StreamingHasher;
  beforeAll(async () => {
    begin = await load();
  });
  const oracle = (bytes: Uint8Array): string => createHash(name).update(bytes).digest('hex');

  it('gives the digest of «abc» that its standard prints', () => {
    const hasher = begin();
    hasher.update(Uint8Array.from([97, 98, 99]));
    expect(hasher.hex()).toBe(digestOfAbc);
  });

  it('agrees with OpenSSL at every length around a block, a group of four and the buffer', () => {
    const lengths = [
      ...Array.from({ length: 300 }, (_, length) => length),
      262_143,
      262_144,
      262_145,
      524_288,
      700_000,
    ];
    for (const length of lengths) {
      const hasher = begin();
      hasher.update(material.subarray(0, length));
      expect(hasher.hex()).toBe(oracle(material.subarray(0, length)));
    }
  });

  it('does not depend on how the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 8 }), (sizes) => {
        const hasher = begin();
        let at = 0;
        for (const size of sizes) {
          hasher.update(material.subarray(at, at + size));
          at = Math.min(material.length, at + size);
        }
        expect(hasher.hex()).toBe(oracle(material.subarray(0, at)));
      }),
    );
  });

  it('goes on for as many digests as are asked for', () => {
    // An instance each would take more addresses than there are.
    for (let count = 0; count < 3000; count++) {
      const hasher = begin();
      hasher.update(material.subarray(0, count));
      expect(hasher.hex()).toBe(oracle(material.subarray(0, count)));
    }
  });

  it('keeps digests that run at the same time apart', () => {
    const first = begin();
    const second = begin();
    first.update(material.subarray(0, 100));
    second.update(material.subarray(100, 300));
    first.update(material.subarray(100, 200));
    expect(first.hex()).toBe(oracle(material.subarray(0, 200)));
    expect(second.hex()).toBe(oracle(material.subarray(100, 300)));
  });
});
