import { joinBytes } from '../lib/joinBytes';
import { pageByteLength } from '../lib/wasmCode';
import { assembleLz4Module, slack } from './lz4Module';

/**
 * LZ4's block format (its description, version 1.6.4): quick enough that a restore waits for the disk and not for it.
 * With `base`, bytes that the chunk shares with another one are taken from there. Offsets then have three bytes instead of
 * two, since they reach further back, and what a length is above 15 is written seven bits a byte, the lowest first, all
 * but the last with the eighth bit set: lengths are long.
 */

const minMatch = 4;
/** The format wants the last five bytes as they are, and no match to begin in the last twelve. */
const lastLiterals = 5;
const matchLimit = 12;
const hashBits = 15;
const table = new Int32Array(1 << hashBits);
/** Of a base every so many positions can be found: what matches there matches for long. */
const baseStep = 4;
/** Up to here a loop copies sooner than a call does. */
const shortCopy = 40;
/** Less than an eighth saved is not worth the work at each read. */
const worthwhile = 7 / 8;

/** The compressed chunk; null where that would not be shorter by an eighth at least. */
export function compressChunk(
  chunk: Uint8Array,
  base: Uint8Array | null = null,
): Uint8Array<ArrayBuffer> | null {
  const bytes = base ? joinBytes([base, chunk]) : chunk;
  const start = bytes.length - chunk.length;
  const output = new Uint8Array(Math.floor(chunk.length * worthwhile));
  const offsetByteLength = base ? 3 : 2;
  const maxOffset = base ? 0xff_ffff : 0xffff;
  table.fill(-1);
  for (let at = 0; at + 8 <= start; at += baseStep) table[hashOfEight(bytes, at)] = at;

  const searchEnd = bytes.length - matchLimit;
  const matchEnd = bytes.length - lastLiterals;
  let written = 0;
  let anchor = start;
  let at = start;
  let missed = 0;
  let lastOffset = 0;
  while (at < searchEnd) {
    const word = wordAt(bytes, at);
    // Eight bytes tell the place in the base; four are in many places, and the nearest is seldom the one that goes on.
    const hash = base ? hashOfEight(bytes, at) : Math.imul(word, 0x9e37_79b1) >>> (32 - hashBits);
    let candidate = table[hash]!;
    table[hash] = at;
    // After an edit, what follows is most likely where it would have been without it.
    if (lastOffset > 0 && wordAt(bytes, at - lastOffset) === word) candidate = at - lastOffset;
    if (candidate < 0 || at - candidate > maxOffset || wordAt(bytes, candidate) !== word) {
      // What does not compress is passed in growing steps.
      at += 1 + (missed++ >>> 6);
      continue;
    }
    missed = 0;
    const offset = at - candidate;
    lastOffset = base ? offset : 0;
    let begin = at;
    while (begin > anchor && begin > offset && bytes[begin - 1] === bytes[begin - 1 - offset]) begin--;
    let end = at + minMatch;
    while (end < matchEnd && bytes[end] === bytes[end - offset]) end++;

    const literals = begin - anchor;
    const extra = end - begin - minMatch;
    if (written + literals + mostWritten(literals, extra) > output.length) return null;
    output[written++] = (Math.min(literals, 15) << 4) | Math.min(extra, 15);
    if (literals >= 15) written = writeLength(output, written, literals - 15, base !== null);
    if (literals < shortCopy) while (anchor < begin) output[written++] = bytes[anchor++]!;
    else {
      output.set(bytes.subarray(anchor, begin), written);
      written += literals;
    }
    for (let byte = 0; byte < offsetByteLength; byte++) output[written++] = offset >>> (8 * byte);
    if (extra >= 15) written = writeLength(output, written, extra - 15, base !== null);
    anchor = at = end;
    if (end < searchEnd) {
      const near = end - 2;
      table[base ? hashOfEight(bytes, near) : hashOfFour(bytes, near)] = near;
    }
  }
  const literals = bytes.length - anchor;
  if (written + literals + mostWritten(literals, 0) > output.length) return null;
  output[written++] = Math.min(literals, 15) << 4;
  if (literals >= 15) written = writeLength(output, written, literals - 15, base !== null);
  output.set(bytes.subarray(anchor), written);
  return output.subarray(0, written + literals);
}

/** Bytes that a step takes at most beside its literals: token, offset and both lengths. */
function mostWritten(literals: number, extra: number): number {
  return 6 + literals / 255 + extra / 255;
}

/** Writes what a length is above 15; gives where the next byte goes. */
function writeLength(output: Uint8Array, at: number, length: number, isFar: boolean): number {
  let to = at;
  let left = length;
  if (isFar) {
    for (; left >= 128; left >>>= 7) output[to++] = 128 | (left & 127);
    output[to++] = left;
    return to;
  }
  for (; left >= 255; left -= 255) output[to++] = 255;
  output[to++] = left;
  return to;
}

/** The chunk of `byteLength` bytes again, in `room` where that is given; null where `stored` is not what `compressChunk` gives. */
export function decompressChunk(
  stored: Uint8Array,
  byteLength: number,
  base: Uint8Array | null = null,
  room = new Uint8Array(byteLength),
): Uint8Array<ArrayBuffer> | null {
  decoder ??= startDecoder();
  const { memory, decode } = decoder;
  const start = base?.length ?? 0;
  const bytesEnd = start + byteLength;
  const from = bytesEnd + slack;
  const storedEnd = from + stored.length;
  const missing = storedEnd + slack - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageByteLength));
  const bytes = new Uint8Array(memory.buffer);
  if (base) bytes.set(base);
  bytes.set(stored, from);
  const end = decode(from, storedEnd, 0, start, bytesEnd, base === null ? 0 : 1);
  if (end !== bytesEnd) return null;
  room.set(bytes.subarray(start, end));
  return room;
}

interface Decoder {
  readonly memory: WebAssembly.Memory;
  readonly decode: (
    from: number,
    storedEnd: number,
    bytesStart: number,
    to: number,
    bytesEnd: number,
    isFar: 0 | 1,
  ) => number;
}

let decoder: Decoder | null = null;

function startDecoder(): Decoder {
  const module = new WebAssembly.Module(assembleLz4Module());
  return new WebAssembly.Instance(module).exports as unknown as Decoder;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

function hashOfFour(bytes: Uint8Array, at: number): number {
  return Math.imul(wordAt(bytes, at), 0x9e37_79b1) >>> (32 - hashBits);
}

function hashOfEight(bytes: Uint8Array, at: number): number {
  const mixed = Math.imul(wordAt(bytes, at), 0x9e37_79b1) ^ wordAt(bytes, at + 4);
  return Math.imul(mixed, 0x85eb_ca6b) >>> (32 - hashBits);
}
