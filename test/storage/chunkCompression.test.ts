import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decompressLz4Frame } from '../../src/formats/codecs/lz4';
import { compressChunk, decompressChunk } from '../../src/storage/chunkCompression';

/** Text of few words, as tables are, and bytes that cannot be compressed. */
const table = fc
  .array(fc.constantFrom('Lisbon,', 'Oslo,', '2026-11-25,', '12.5,', 'true\n', 'é', '\u0000'), {
    maxLength: 3000,
  })
  .map((words) => new TextEncoder().encode(words.join('')));
const noise = fc.uint8Array({ maxLength: 4000 });
const bytes = fc.oneof(table, noise);

/** The format read byte by byte, as its description has it. */
function decodedPlainly(stored: Uint8Array, byteLength: number, base: Uint8Array | null): Uint8Array | null {
  const made = [...(base ?? [])];
  const begin = made.length;
  const most = begin + byteLength;
  let from = 0;
  const lengthAfter = (nibble: number): number => {
    let length = nibble;
    for (let shift = 0, byte = 255; nibble === 15 && (base ? byte > 127 : byte === 255); shift += 7) {
      if (from >= stored.length || (base && shift > 21)) return Infinity;
      byte = stored[from++]!;
      length += base ? (byte & 127) * 2 ** shift : byte;
    }
    return length;
  };
  while (from < stored.length) {
    const token = stored[from++]!;
    const literals = lengthAfter(token >>> 4);
    if (from + literals > stored.length || made.length + literals > most) return null;
    made.push(...stored.subarray(from, (from += literals)));
    if (from === stored.length) break;
    const offsetBytes = stored.subarray(from, from + (base ? 3 : 2));
    if (offsetBytes.length < (base ? 3 : 2)) return null;
    from += offsetBytes.length;
    const offset = offsetBytes.reduce((sum, byte, at) => sum + byte * 256 ** at, 0);
    const length = lengthAfter(token & 15) + 4;
    if (offset === 0 || offset > made.length || made.length + length > most) return null;
    for (let left = length; left > 0; left--) made.push(made[made.length - offset]!);
  }
  return made.length === most ? Uint8Array.from(made.slice(begin)) : null;
}

interface Step {
  readonly literals: Uint8Array;
  /** How far back the match begins, within what is made. */
  readonly back: number;
  readonly matchLength: number;
}

const steps = fc.array(
  fc.record({
    literals: fc.uint8Array({ maxLength: 40 }),
    back: fc.nat(50),
    matchLength: fc.integer({ min: 4, max: 400 }),
  }),
  { maxLength: 6 },
);

/** Those steps as the format writes them, and what they make. */
function written(all: readonly Step[], base: Uint8Array | null): { stored: Uint8Array; byteLength: number } {
  const stored: number[] = [];
  let made = base?.length ?? 0;
  const lengthBytes = (above: number): number[] => {
    if (!base) return [...Array<number>(Math.floor(above / 255)).fill(255), above % 255];
    return above < 128 ? [above] : [128 | (above & 127), ...lengthBytes(above >>> 7)];
  };
  const longer = (length: number): number[] => (length < 15 ? [] : lengthBytes(length - 15));
  for (const { literals, back, matchLength } of [...all, null].map((step) => step ?? last)) {
    made += literals.length;
    const hasMatch = matchLength > 0 && made > 0;
    const extra = hasMatch ? matchLength - 4 : 0;
    stored.push((Math.min(literals.length, 15) << 4) | Math.min(extra, 15), ...longer(literals.length));
    stored.push(...literals);
    if (!hasMatch) break;
    stored.push(1 + (back % made), 0, ...(base ? [0] : []), ...longer(extra));
    made += matchLength;
  }
  return { stored: Uint8Array.from(stored), byteLength: made - (base?.length ?? 0) };
}

const last: Step = { literals: Uint8Array.from([1, 2, 3, 4, 5]), back: 0, matchLength: 0 };

describe('the compression of chunks', () => {
  it('reads whatever is stored, whole or damaged, as a plain reading of the format does', () => {
    const base = fc.option(fc.uint8Array({ minLength: 1, maxLength: 80 }));
    fc.assert(
      fc.property(steps, base, fc.nat(), fc.nat(255), (all, before, at, byte) => {
        const { stored, byteLength } = written(all, before);
        const read = decompressChunk(stored, byteLength, before);
        expect(read).toEqual(decodedPlainly(stored, byteLength, before));
        expect(read).toHaveLength(byteLength);
        const damaged = stored.slice();
        damaged[at % damaged.length] = byte;
        expect(decompressChunk(damaged, byteLength, before)).toEqual(
          decodedPlainly(damaged, byteLength, before),
        );
      }),
      { numRuns: 500 },
    );
  });

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
        expect(decompressLz4Frame(frame, chunk.length)).toEqual(new Uint8Array(chunk));
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
