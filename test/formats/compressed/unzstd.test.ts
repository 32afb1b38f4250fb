import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unzstd } from '../../../src/formats/compressed/unzstd';
import { cut, faultOf, joined } from './cut';
import { tableText, zstdOfTable } from './zstdOfTable';

const unpack = (bytes: Uint8Array, size = 1000) => joined(unzstd(cut(bytes, size)));

/** A block as it is (type 0), or one byte many times (type 1). */
function block(content: Uint8Array, isLast: boolean, repeat: number | null = null): Buffer {
  const size = repeat ?? content.length;
  const header = (size << 3) | ((repeat === null ? 0 : 1) << 1) | Number(isLast);
  return Buffer.concat([Buffer.from([header & 255, (header >> 8) & 255, header >> 16]), content]);
}

/** A frame with a window of 1 MiB, without size and checksum. */
function frame(...blocks: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50]), ...blocks]);
}

function skippable(byteLength: number): Buffer {
  const made = Buffer.alloc(8 + byteLength, 7);
  made.writeUInt32LE(0x184d_2a51, 0);
  made.writeUInt32LE(byteLength, 4);
  return made;
}

const fault = (bytes: Uint8Array) => faultOf(unpack(bytes));

describe('unzstd', () => {
  const made = Buffer.from(zstdOfTable, 'base64');

  it('undoes what zstd compressed, however the bytes are cut', async () => {
    for (const size of [1, 2, 3, 17, 18, 500, 1e6])
      expect((await unpack(made, size)).toString()).toBe(tableText);
  });

  it('reads several frames as one file, and passes over what is to be skipped', async () => {
    const bytes = Buffer.concat([skippable(0), made, skippable(40), frame(block(Buffer.from('end'), true))]);
    for (const size of [1, 5, 1e6]) expect((await unpack(bytes, size)).toString()).toBe(`${tableText}end`);
  });

  it('gives back any bytes in blocks of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 700 }),
        async (frames, size) => {
          const bytes = frames.map((blocks) =>
            frame(...blocks.map((each, at) => block(Buffer.from(each), at === blocks.length - 1))),
          );
          const expected = Buffer.concat(frames.flat());
          expect((await unpack(Buffer.concat(bytes), size)).equals(expected)).toBe(true);
        },
      ),
    );
  });

  it('says what is wrong, and where', async () => {
    expect(await fault(Buffer.alloc(0))).toContain('ends too early');
    expect(await fault(made.subarray(0, made.length - 3))).toContain('ends too early');
    expect(await fault(made.subarray(0, 40))).toContain('ends too early');
    expect(await fault(Buffer.concat([made, Buffer.from('trailing')]))).toContain('no Zstandard frame here');
    expect(await fault(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x50, 9, 1, 0, 0]))).toContain(
      'dictionary',
    );
    expect(await fault(frame(Buffer.from([7, 0, 0])))).toContain('no known type');
  });

  it('makes no window of a gigabyte, and not much more of a file than it can have been', async () => {
    expect(await fault(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0, 1, 0, 0]))).toContain(
      'asks for a window',
    );
    const letter = Buffer.from('a');
    const blocks = Array.from({ length: 2000 }, (_, at) => block(letter, at === 1999, 128 * 1024));
    expect(await fault(frame(...blocks))).toContain('4096 times its own size');
  });

  it('ends for any damage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(made.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(made);
        damaged[at]! ^= change;
        await fault(damaged);
      }),
    );
  });
});
