import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gunzip } from '../../../src/formats/compressed/gunzip';
import { MalformedCompression } from '../../../src/formats/compressed/malformed';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.subarray(at, at + size));
}

async function decompress(bytes: Uint8Array, size = 1000): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of gunzip(cut(bytes, size))) pieces.push(piece);
  return Buffer.concat(pieces);
}

const text = Buffer.from(
  Array.from({ length: 20_000 }, (_, index) => `row ${index * 7919},${index % 13}\n`).join(''),
);

describe('gunzip', () => {
  it.each([0, 1, 6, 9])(
    'undoes what zlib compressed at level %i, however the bytes are cut',
    async (level) => {
      for (const size of [1, 7, 399, 400, 401, 65_536, 1e7]) {
        expect((await decompress(gzipSync(text, { level }), size)).equals(text)).toBe(true);
      }
    },
  );

  it.each([constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE])(
    'takes blocks of zlib strategy %i',
    async (strategy) => {
      expect((await decompress(gzipSync(text, { strategy }))).equals(text)).toBe(true);
    },
  );

  it('gives back any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5000 }),
        fc.integer({ min: 1, max: 6000 }),
        async (bytes, size) => {
          expect((await decompress(gzipSync(bytes), size)).equals(bytes)).toBe(true);
        },
      ),
    );
  });

  it('hands out more than one piece, each no larger than its bound', async () => {
    const large = Buffer.alloc(30_000_000, 'abcdefghij');
    const sizes: number[] = [];
    for await (const piece of gunzip(cut(gzipSync(large), 10_000))) sizes.push(piece.length);
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(30_000_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
  });

  it('reads several members as one file, and zeros after them as padding', async () => {
    const two = Buffer.concat([gzipSync('a,b\n'), gzipSync('1,2\n'), Buffer.alloc(600)]);
    for (const size of [1, 3, 1000]) expect((await decompress(two, size)).toString()).toBe('a,b\n1,2\n');
  });

  it('reads past every optional part of a header', async () => {
    // FLG 0x1e: header checksum, extra field, name, comment; RFC 1952, 2.3.
    const unchecked = [0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 0x6e, 0, 0x63, 0];
    const checksum = crc32(Buffer.from(unchecked));
    const header = Buffer.from([...unchecked, checksum & 255, (checksum >>> 8) & 255]);
    const trailer = gzipSync('hello').subarray(-8);
    for (const size of [1, 1000]) {
      expect(
        (await decompress(Buffer.concat([header, deflateRawSync('hello'), trailer]), size)).toString(),
      ).toBe('hello');
    }
  });

  it.each([
    ['text that is no gzip', Buffer.from('a,b\n1,2\n'), 2, /there is no gzip header here/],
    ['nothing', Buffer.alloc(0), 0, /./],
    ['a header that is cut', gzipSync(text).subarray(0, 8), 8, /ends too early/],
    [
      'text after a member',
      Buffer.concat([gzipSync('abc'), Buffer.from('junk')]),
      gzipSync('abc').length + 2,
      /there is no gzip header here/,
    ],
    [
      'a block of type 3',
      Buffer.concat([gzipSync('').subarray(0, 10), Buffer.from([7])]),
      11,
      /compressed bytes here are not what the format says/,
    ],
  ])('refuses %s with the place', async (_what, bytes, byteOffset, message) => {
    await expect(decompress(bytes)).rejects.toThrow(MalformedCompression);
    await expect(decompress(bytes)).rejects.toMatchObject({
      byteOffset,
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses a file that is cut at any place, and one with any byte of its data changed', async () => {
    const whole = gzipSync(Buffer.from('some text, some more text, and some text again'));
    for (let end = 0; end < whole.length; end++) {
      await expect(decompress(whole.subarray(0, end))).rejects.toThrow(MalformedCompression);
    }
    for (let at = 10; at < whole.length; at++) {
      const broken = Buffer.from(whole);
      broken[at]! ^= 1;
      await expect(decompress(broken)).rejects.toThrow(MalformedCompression);
    }
  });
});
