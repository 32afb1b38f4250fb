/** Codes of up to `directBits` bits are found by one look-up; longer ones bit by bit from there. */
export const directBits = 10;

/**
 * Decodes RFC 1951's canonical Huffman codes. `direct[next bits]` is symbol << 4 | length, or 0 where the code is
 * longer than `directBits` or is none.
 */
export interface HuffmanCode {
  readonly direct: Uint16Array;
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** Null where the lengths make no prefix code. An incomplete one is taken where it has one code at most (RFC 1951, 3.2.7). */
export function makeHuffmanCode(lengths: Uint8Array): HuffmanCode | null {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]!++;
  const used = lengths.length - counts[0]!;
  counts[0] = 0;
  let left = 1;
  for (let length = 1; length < 16; length++) {
    left = left * 2 - counts[length]!;
    if (left < 0) return null;
  }
  if (left > 0 && used > 1) return null;
  const offsets = new Uint16Array(17);
  const nextCodes = new Uint16Array(17);
  for (let length = 1; length < 16; length++) {
    offsets[length + 1] = offsets[length]! + counts[length]!;
    nextCodes[length + 1] = (nextCodes[length]! + counts[length]!) << 1;
  }
  const symbols = new Uint16Array(used);
  const direct = new Uint16Array(1 << directBits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    symbols[offsets[length]!++] = symbol;
    const code = nextCodes[length]!++;
    if (length > directBits) return;
    const step = 1 << length;
    for (let at = reversed(code, length); at < direct.length; at += step) direct[at] = (symbol << 4) | length;
  });
  return { direct, counts, symbols };
}

/** The symbol that `bits` begin with and its length, as symbol << 4 | length; 0 where it is none. Needs 15 bits. */
export function decodeSymbol(code: HuffmanCode, bits: number): number {
  const found = code.direct[bits & ((1 << directBits) - 1)]!;
  if (found !== 0) return found;
  let value = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length < 16; length++) {
    value |= (bits >>> (length - 1)) & 1;
    const count = code.counts[length]!;
    if (value - count < first) return (code.symbols[index + (value - first)]! << 4) | length;
    index += count;
    first = (first + count) << 1;
    value <<= 1;
  }
  return 0;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >>> bit) & 1) << (length - 1 - bit);
  return result;
}
