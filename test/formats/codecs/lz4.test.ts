import { describe, expect, it } from 'vitest';
import { decompressLz4Frame } from '../../../src/formats/codecs/lz4';

const ascii = (text: string): number[] => [...Buffer.from(text)];

/** A frame without checksums or sizes (flags 0x60: version 1, independent blocks), of one block. */
function frame(block: number[], isStored = false): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt32LE((block.length | (isStored ? 0x8000_0000 : 0)) >>> 0);
  return Uint8Array.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, ...size, ...block, 0, 0, 0, 0]);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

describe('an LZ4 frame', () => {
  it('holds stored blocks', () => {
    expect(text(decompressLz4Frame(frame(ascii('hello'), true), 5))).toBe('hello');
  });

  it('holds literals and matches that overlap themselves', () => {
    // Three literals, then 9 bytes from 3 back (9 - 4 = 5); at last two literals.
    const block = [0x35, ...ascii('abc'), 3, 0, 0x20, ...ascii('xy')];
    expect(text(decompressLz4Frame(frame(block), 14))).toBe('abcabcabcabcxy');
  });

  it('holds long lengths, which go on while a byte is 255', () => {
    // 15 + 255 + 30 = 300 literals; then 15 + 255 + 0 + 4 = 274 bytes from 1 back.
    const block = [0xff, 255, 30, ...ascii('z'.repeat(300)), 1, 0, 255, 0, 0x10, ...ascii('!')];
    expect(text(decompressLz4Frame(frame(block), 575))).toBe(`${'z'.repeat(574)}!`);
  });

  it.each([
    ['other bytes', Uint8Array.from(ascii('not a frame at all'))],
    ['a block that ends early', frame([0xf0, 200])],
    ['a match before the start', frame([0x14, ...ascii('a'), 9, 0, 0x10, ...ascii('b')])],
    ['a match of distance 0', frame([0x14, ...ascii('a'), 0, 0, 0x10, ...ascii('b')])],
    ['a frame that is cut', frame([0x10, ...ascii('a')]).subarray(0, 10)],
    ['nothing', new Uint8Array(0)],
    ['a frame of fewer bytes than belong', frame(ascii('hello'), true)],
    ['a frame of more bytes than belong', frame(ascii('z'.repeat(21)), true)],
  ])('is refused where it is %s', (_what, bytes) => {
    expect(() => decompressLz4Frame(bytes, 20)).toThrow(/LZ4/);
  });
});
