import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unzipOne } from '../../../src/formats/compressed/unzipOne';
import { cut, faultOf, joined } from './cut';

interface Packed {
  readonly name: string;
  readonly content: Uint8Array;
  readonly method?: 0 | 8 | 12;
  readonly flags?: number;
  /** Whether the checksum and lengths stand behind the content: with a mark, and of 8 bytes each. */
  readonly after?: 'marked' | 'plain' | 'large';
}

/** Local headers with contents, and the beginning of the list of files. */
function archive(...files: readonly Packed[]): Buffer {
  const parts = files.flatMap(({ name, content, method = 8, flags = 0, after }) => {
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x0403_4b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(after === undefined ? flags : flags | 8, 6);
    header.writeUInt16LE(method, 8);
    if (after === undefined) {
      header.writeUInt32LE(crc32(content), 14);
      header.writeUInt32LE(packed.length, 18);
      header.writeUInt32LE(content.length, 22);
    }
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    header.writeUInt16LE(4, 28);
    return [header, Buffer.from(name), Buffer.from([1, 2, 3, 4]), packed, descriptor(content, packed, after)];
  });
  const list = Buffer.alloc(46 + 22);
  list.writeUInt32LE(0x0201_4b50, 0);
  list.writeUInt32LE(0x0605_4b50, 46);
  return Buffer.concat([...parts, list]);
}

function descriptor(content: Uint8Array, packed: Uint8Array, after: Packed['after']): Buffer {
  if (after === undefined) return Buffer.alloc(0);
  const wide = after === 'large' ? 8 : 4;
  const made = Buffer.alloc(8 + 2 * wide);
  made.writeUInt32LE(0x0807_4b50, 0);
  made.writeUInt32LE(crc32(content), 4);
  made.writeUInt32LE(packed.length, 8);
  made.writeUInt32LE(content.length, 8 + wide);
  return after === 'plain' ? made.subarray(4) : made;
}

const unpack = (bytes: Uint8Array, size = 1000) => joined(unzipOne(cut(bytes, size)));

const fault = (bytes: Uint8Array) => faultOf(unpack(bytes));

const text = Buffer.from('a,b\n1,2\n'.repeat(200));
const table: Packed = { name: 'a.csv', content: text };

describe('unzipOne', () => {
  it('gives back the one file of an archive, packed or as it is, its lengths before it or after it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.constantFrom(0 as const, 8 as const),
        fc.constantFrom(undefined, 'marked' as const, 'plain' as const, 'large' as const),
        async (content, size, method, after) => {
          const packed = { name: 'a', content, method, ...(after && method === 8 && { after }) };
          expect((await unpack(archive(packed), size)).equals(content)).toBe(true);
        },
      ),
    );
  });

  it('passes over what macOS puts beside it, and refuses several files', async () => {
    const aside = { name: '__MACOSX/._a.csv', content: Buffer.from('x') };
    expect(
      (await unpack(archive({ name: 'd/', content: Buffer.alloc(0), method: 0 }, table, aside))).equals(text),
    ).toBe(true);
    expect(await fault(archive(table, { ...table, name: 'b.csv' }))).toContain('several files');
    expect(await fault(archive(aside))).toContain('no file');
  });

  it('says what is wrong', async () => {
    const sound = archive(table);
    expect(await fault(sound.subarray(0, 60))).toContain('ends too early');
    expect(await fault(archive({ ...table, flags: 1 }))).toContain('encrypted');
    expect(await fault(archive({ ...table, method: 12 }))).toContain('method that is not read (12)');
    const damaged = Buffer.from(sound);
    damaged[14]! ^= 1;
    expect(await fault(damaged)).toContain('checksum');
  });

  it('ends for any damage', async () => {
    const sound = archive({ ...table, after: 'marked' });
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(sound);
        damaged[at]! ^= change;
        await fault(damaged);
      }),
    );
  });
});
