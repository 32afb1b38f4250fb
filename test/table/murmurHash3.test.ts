import { describe, expect, it } from 'vitest';
import { murmurHash3 } from '../../src/table/murmurHash3';

function hash(bytes: Uint8Array, seed = 0): Uint32Array {
  const padded = new Uint8Array((bytes.length + 7) & ~3);
  padded.set(bytes);
  const out = new Uint32Array(4);
  murmurHash3(new Int32Array(padded.buffer), bytes.length, out, 0, seed);
  return out;
}

describe('murmurHash3', () => {
  it('[T11] gives SMHasher’s verification value of the x86_128 variant, 0xB3ECE62A', () => {
    // SMHasher's VerificationTest: hash keys {0}, {0,1}, … with seed 256 − i, then hash the hashes.
    const hashes = new Uint8Array(16 * 256);
    for (let i = 0; i < 256; i++) {
      const key = Uint8Array.from({ length: i }, (_, k) => k);
      hashes.set(new Uint8Array(hash(key, 256 - i).buffer), i * 16);
    }
    expect(hash(hashes)[0]).toBe(0xb3ec_e62a);
  });

  it('[T11] gives zeros for nothing, and does not heed bytes past the end', () => {
    expect([...hash(new Uint8Array(0))]).toEqual([0, 0, 0, 0]);
    const out = new Uint32Array(4);
    murmurHash3(Int32Array.of(0x0403_0201, -1, -1, -1), 3, out, 0);
    expect(out).toEqual(hash(Uint8Array.of(1, 2, 3)));
  });
});
