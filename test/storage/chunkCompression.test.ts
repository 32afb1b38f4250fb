import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decompressLz4Frame } from '../../src/formats/arrow/lz4Frame';
import { compressChunk, decompressChunk } from '../../src/storage/chunkCompression';

/** Text of few words, as tables are, and bytes that cannot be compressed. */
const table = fc
  .array(fc.constantFrom('Lisbon,', 'Oslo,', '2026-11-25,', '12.5,', 'true\n', 'é', '\u0000'), {
    maxLength: 3000,
  })
  .map((words) => new TextEncoder().encode(words.join('')));
const noise = fc.uint8Array({ maxLength: 4000 });
const bytes = fc.oneof(table, noise);

describe('the compression of chunks', () => {
  it('gives back every chunk that it shortened', () => {
    fc.assert(
      fc.property(bytes, (chunk) => {
        const compressed = compressChunk(chunk);
        if (!compressed) return;
        expect(compressed.length).toBeLessThanOrEqual((chunk.length * 7) / 8);
        expect(decompressChunk(compressed, chunk.length)).toEqual(new Uint8Array(chunk));
      }),
    );
  });

  it('gives back every chunk that was shortened by what it shares with another', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.nat(4000), fc.nat(4000), (base, middle, head, tail) => {
        const chunk = Uint8Array.from([...base.subarray(0, head), ...middle, ...base.subarray(tail)]);
        const compressed = compressChunk(chunk, base);
        if (compressed) expect(decompressChunk(compressed, chunk.length, base)).toEqual(chunk);
      }),
    );
  });

  it('writes blocks as the LZ4 format describes them', () => {
    fc.assert(
      fc.property(table, (chunk) => {
        const block = compressChunk(chunk);
        if (!block) return;
        // A frame: magic, flags (version 1, independent blocks), largest block, header checksum, block, end mark.
        const frame = new Uint8Array(15 + block.length);
        const view = new DataView(frame.buffer);
        view.setUint32(0, 0x184d_2204, true);
        frame.set([0x60, 0x40, 0x82], 4);
        view.setUint32(7, block.length, true);
        frame.set(block, 11);
        expect(decompressLz4Frame(frame)).toEqual(new Uint8Array(chunk));
      }),
    );
  });

  it('leaves noise as it is', () => {
    const chunk = new Uint8Array(randomBytes(65_536));
    expect(compressChunk(chunk)).toBeNull();
  });

  it('takes an edited chunk down to its edit, wherever in the base it is', () => {
    const base = new Uint8Array(randomBytes(200_000));
    const chunk = base.slice(100_000);
    chunk[50_000] = chunk[50_000]! ^ 1;
    // Two matches of 50,000 bytes: each a token, an offset of three bytes, and a length of three; one byte between.
    expect(compressChunk(chunk, base)!.length).toBeLessThan(30);
  });

  it('refuses what is damaged instead of reading outside of it', () => {
    const chunk = new TextEncoder().encode('Lisbon,Oslo,2026,'.repeat(200));
    const compressed = compressChunk(chunk)!;
    fc.assert(
      fc.property(fc.nat(compressed.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const damaged = compressed.slice();
        damaged[at]! ^= mask;
        const result = decompressChunk(damaged, chunk.length);
        expect(result === null || result.length === chunk.length).toBe(true);
      }),
    );
    expect(decompressChunk(compressed.subarray(0, -1), chunk.length)).toBeNull();
    expect(decompressChunk(compressed, chunk.length + 1)).toBeNull();
  });
});
