/**
 * LZ4's block format (its description, version 1.6.4): quick enough that a restore waits for the disk and not for it.
 * With `base`, bytes that the chunk shares with another one are taken from there; offsets then have three bytes instead
 * of two, since they reach further back.
 */

const minMatch = 4;
/** The format wants the last five bytes as they are, and no match to begin in the last twelve. */
const lastLiterals = 5;
const matchLimit = 12;
const hashBits = 15;
const table = new Int32Array(1 << hashBits);
/** Of a base every so many positions can be found: what matches there matches for long. */
const baseStep = 4;
/** Less than an eighth saved is not worth the work at each read. */
const worthwhile = 7 / 8;

/** The compressed chunk; null where that would not be shorter by an eighth at least. */
export function compressChunk(
  chunk: Uint8Array,
  base: Uint8Array | null = null,
): Uint8Array<ArrayBuffer> | null {
  const bytes = base ? concatenated(base, chunk) : chunk;
  const start = bytes.length - chunk.length;
  const output = new Uint8Array(Math.floor(chunk.length * worthwhile));
  const offsetByteLength = base ? 3 : 2;
  const maxOffset = base ? 0xff_ffff : 0xffff;
  // Eight bytes tell the place in the base; four are in many places, and the nearest is seldom the one that goes on.
  const hashAt = base ? hashOfEight : hashOfFour;
  let written = 0;
  table.fill(-1);
  for (let at = 0; at + 8 <= start; at += baseStep) table[hashAt(bytes, at)] = at;

  /** False where the output is full, and so not worth it. */
  const write = (literalFrom: number, literalTo: number, offset: number, matchLength: number): boolean => {
    const literals = literalTo - literalFrom;
    const most = 1 + literals / 255 + 1 + literals + offsetByteLength + matchLength / 255 + 1;
    if (written + most > output.length) return false;
    const token = written++;
    const extra = matchLength - minMatch;
    output[token] = (Math.min(literals, 15) << 4) | (offset === 0 ? 0 : Math.min(extra, 15));
    if (literals >= 15) writeLength(literals - 15);
    output.set(bytes.subarray(literalFrom, literalTo), written);
    written += literals;
    if (offset === 0) return true;
    for (let byte = 0; byte < offsetByteLength; byte++) output[written++] = offset >>> (8 * byte);
    if (extra >= 15) writeLength(extra - 15);
    return true;
  };
  const writeLength = (length: number): void => {
    let left = length;
    for (; left >= 255; left -= 255) output[written++] = 255;
    output[written++] = left;
  };

  let anchor = start;
  let at = start;
  const searchEnd = bytes.length - matchLimit;
  const matchEnd = bytes.length - lastLiterals;
  let missed = 0;
  let lastOffset = 0;
  while (at < searchEnd) {
    const hash = hashAt(bytes, at);
    let candidate = table[hash]!;
    table[hash] = at;
    // After an edit, what follows is most likely where it would have been without it.
    if (lastOffset > 0 && isMatch(bytes, at - lastOffset, at)) candidate = at - lastOffset;
    if (candidate < 0 || at - candidate > maxOffset || !isMatch(bytes, candidate, at)) {
      // What does not compress is passed in growing steps.
      at += 1 + (missed++ >>> 6);
      continue;
    }
    missed = 0;
    let begin = at;
    while (begin > anchor && candidate > 0 && bytes[begin - 1] === bytes[candidate - 1]) {
      begin--;
      candidate--;
    }
    let end = at + minMatch;
    const offset = begin - candidate;
    lastOffset = base ? offset : 0;
    while (end < matchEnd && bytes[end] === bytes[end - offset]) end++;
    if (!write(anchor, begin, offset, end - begin)) return null;
    anchor = at = end;
    if (end < searchEnd) table[hashAt(bytes, end - 2)] = end - 2;
  }
  return write(anchor, bytes.length, 0, 0) ? output.subarray(0, written) : null;
}

/** The chunk of `byteLength` bytes again; null where `stored` is not what `compressChunk` gives. */
export function decompressChunk(
  stored: Uint8Array,
  byteLength: number,
  base: Uint8Array | null = null,
): Uint8Array<ArrayBuffer> | null {
  const start = base?.length ?? 0;
  const bytes = new Uint8Array(start + byteLength);
  if (base) bytes.set(base);
  const offsetByteLength = base ? 3 : 2;
  let from = 0;
  let to = start;
  const extended = (nibble: number): number => {
    let length = nibble;
    if (nibble !== 15) return length;
    for (;;) {
      const byte = stored[from++];
      if (byte === undefined) return Infinity;
      length += byte;
      if (byte !== 255) return length;
    }
  };
  while (from < stored.length) {
    const token = stored[from++]!;
    const literals = extended(token >>> 4);
    if (from + literals > stored.length || to + literals > bytes.length) return null;
    if (literals < 24) {
      // A call costs more than a few bytes do.
      for (const end = from + literals; from < end;) bytes[to++] = stored[from++]!;
    } else {
      bytes.set(stored.subarray(from, from + literals), to);
      from += literals;
      to += literals;
    }
    if (from >= stored.length) break;
    if (from + offsetByteLength > stored.length) return null;
    let offset = 0;
    for (let byte = 0; byte < offsetByteLength; byte++) offset |= stored[from++]! << (8 * byte);
    const length = extended(token & 15) + minMatch;
    if (offset === 0 || offset > to || to + length > bytes.length) return null;
    if (offset >= length && length > 32) {
      bytes.copyWithin(to, to - offset, to - offset + length);
      to += length;
    } else {
      for (const end = to + length; to < end; to++) bytes[to] = bytes[to - offset]!;
    }
  }
  return to === bytes.length ? bytes.subarray(start) : null;
}

function isMatch(bytes: Uint8Array, a: number, b: number): boolean {
  return (
    bytes[a] === bytes[b] &&
    bytes[a + 1] === bytes[b + 1] &&
    bytes[a + 2] === bytes[b + 2] &&
    bytes[a + 3] === bytes[b + 3]
  );
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

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
