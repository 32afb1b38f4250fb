import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompressBrotli } from '../../../src/formats/codecs/brotli/decompressBrotli';

const words = [
  'the ',
  'time',
  ' of ',
  'lineage',
  '\u00e9t\u00e9',
  '0123',
  '\n\t',
  'ABC',
  'Warszawa',
  '<div>',
];
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom(...words), { maxLength: 2000 }).map((each) => Buffer.from(each.join(''))),
  // Long stretches that repeat, further apart than a small window.
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(5000), fc.uint8Array({ maxLength: 2000 }))
    .map(([some, times, between]) => Buffer.concat([...Array<Uint8Array>(times).fill(some), between, some])),
);
const settings = fc.record({
  [constants.BROTLI_PARAM_QUALITY]: fc.integer({ min: 0, max: 11 }),
  [constants.BROTLI_PARAM_LGWIN]: fc.integer({ min: 10, max: 24 }),
  [constants.BROTLI_PARAM_MODE]: fc.constantFrom(
    constants.BROTLI_MODE_GENERIC,
    constants.BROTLI_MODE_TEXT,
    constants.BROTLI_MODE_FONT,
  ),
  [constants.BROTLI_PARAM_LGBLOCK]: fc.constantFrom(0, 16, 18),
  [constants.BROTLI_PARAM_NPOSTFIX]: fc.constantFrom(0, 1, 2, 3),
});

/** Bits as a decoder takes them, each byte's lowest first. */
function bytesOfBits(...fields: readonly (readonly [value: number, width: number])[]): Uint8Array {
  const bits = fields.flatMap(([value, width]) =>
    Array.from({ length: width }, (_, at) => (value >> at) & 1),
  );
  const made = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => (made[at >> 3]! |= bit << (at & 7)));
  return made;
}

describe('Brotli', () => {
  it('gives what was compressed, whatever the settings', () => {
    fc.assert(
      fc.property(bytes, settings, (whole, params) => {
        const compressed = brotliCompressSync(whole, { params });
        expect(Buffer.from(decompressBrotli(compressed, whole.length)).equals(Buffer.from(whole))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused where it holds more or fewer bytes than belong', () => {
    const compressed = brotliCompressSync(Buffer.from('a,b\n1,2\n'.repeat(100)));
    expect(() => decompressBrotli(compressed, 799)).toThrow(
      'Brotli data says that it holds 800 bytes or more, where 799 belong',
    );
    expect(() => decompressBrotli(compressed, 801)).toThrow('Brotli data holds 800 bytes, where 801 belong');
  });

  it('is held against what belongs at each of its blocks, before that is decoded', () => {
    // A window of 16 bits; a block of 1 byte that is not compressed, then one that claims 2^24 bytes.
    const window = [0, 1] as const;
    const stored = [
      [0, 1],
      [0, 2],
      [0, 16],
      [1, 1],
    ] as const;
    const head = bytesOfBits(window, ...stored);
    const claim = bytesOfBits([0, 1], [2, 2], [2 ** 24 - 1, 24], [0, 1]);
    const bomb = Buffer.concat([head, Buffer.from('x'), claim, Buffer.alloc(64)]);
    expect(() => decompressBrotli(bomb, 1)).toThrow(
      'Brotli data says that it holds 16777217 bytes or more, where 1 belong',
    );
  });

  it('is decoded or refused, whatever is damaged in it, and never gives other than the bytes that belong', () => {
    const whole = Buffer.from('station,fare\nOslo,1.5\nBergen,2.25\n'.repeat(60));
    const compressed = brotliCompressSync(whole);
    fc.assert(
      fc.property(fc.nat(compressed.length - 1), fc.nat(255), fc.nat(compressed.length), (at, byte, end) => {
        const damaged = Uint8Array.from(compressed.subarray(0, end));
        if (at < end) damaged[at] = byte;
        try {
          expect(decompressBrotli(damaged, whole.length)).toHaveLength(whole.length);
        } catch (error) {
          expect((error as Error).message).toMatch(/^Brotli data (?:is broken|ends too early|says|holds)/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
