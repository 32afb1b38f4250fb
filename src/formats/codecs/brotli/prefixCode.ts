import { refuse } from '../../refusal';
import type { BitReader } from './bitReader';

const longest = 15;
const quickBits = 9;

/** A prefix code (RFC 7932, 3): gives the symbol that comes next. */
export class PrefixCode {
  /** By the next bits, length and symbol of those codes that are no longer: `symbol << 4 | length`, 0 for a longer one. */
  private readonly quick: Int32Array;
  private readonly quickLength: number;
  /** How many codes there are of each length, and the symbols in the order of their codes. */
  private readonly counts = new Uint16Array(longest + 1);
  private readonly symbols: Uint16Array;
  /** Of a code of one symbol, which takes no bits. */
  private readonly only: number;

  /** `lengths` has the length of each symbol's code, 0 for one that is not used. */
  constructor(lengths: Uint8Array) {
    for (const length of lengths) this.counts[length]! += 1;
    const usedCount = lengths.length - this.counts[0]!;
    this.counts[0] = 0;
    this.symbols = new Uint16Array(usedCount);
    const offsets = new Uint16Array(longest + 2);
    for (let length = 1; length <= longest; length++)
      offsets[length + 1] = offsets[length]! + this.counts[length]!;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol]!;
      if (length > 0) this.symbols[offsets[length]!++] = symbol;
    }
    this.only = usedCount === 1 ? this.symbols[0]! : -1;
    this.quickLength = Math.min(
      quickBits,
      this.counts.findLastIndex((count) => count > 0),
    );
    this.quick = new Int32Array(1 << Math.max(0, this.quickLength));
    if (this.only === -1) this.fillQuick();
  }

  next(bits: BitReader): number {
    if (this.only !== -1) return this.only;
    const entry = this.quick[bits.peek(this.quickLength)]!;
    if (entry === 0) return this.nextLong(bits);
    bits.drop(entry & 15);
    return entry >> 4;
  }

  private fillQuick(): void {
    let code = 0;
    let at = 0;
    for (let length = 1; length <= this.quickLength; length++) {
      for (let index = 0; index < this.counts[length]!; index++, at++, code++) {
        const entry = (this.symbols[at]! << 4) | length;
        for (let place = reversed(code, length); place < this.quick.length; place += 1 << length)
          this.quick[place] = entry;
      }
      code <<= 1;
    }
  }

  private nextLong(bits: BitReader): number {
    const ahead = bits.peek(longest);
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= longest; length++) {
      code |= (ahead >> (length - 1)) & 1;
      const count = this.counts[length]!;
      if (code - first < count) {
        bits.drop(length);
        return this.symbols[index + code - first]!;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return refuse('Brotli data is broken');
  }
}

/** Codes are written from their highest bit on. */
function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit);
  return turned;
}

/** Reads a code of an alphabet (3.4 and 3.5). */
export function readPrefixCode(bits: BitReader, alphabetSize: number): PrefixCode {
  const skipped = bits.take(2);
  return new PrefixCode(
    skipped === 1 ? simpleLengths(bits, alphabetSize) : complexLengths(bits, alphabetSize, skipped),
  );
}

const lengthsOfFew = [[1], [1, 1], [1, 2, 2]] as const;

function simpleLengths(bits: BitReader, alphabetSize: number): Uint8Array {
  const count = bits.take(2) + 1;
  const width = 32 - Math.clz32(alphabetSize - 1);
  const symbols = Array.from({ length: count }, () => bits.take(width));
  if (new Set(symbols).size < count || symbols.some((symbol) => symbol >= alphabetSize))
    refuse('Brotli data is broken');
  const lengths = new Uint8Array(alphabetSize);
  const ofEach = lengthsOfFew[count - 1] ?? (bits.take(1) === 1 ? [1, 2, 3, 3] : [2, 2, 2, 2]);
  symbols.forEach((symbol, index) => (lengths[symbol] = ofEach[index]!));
  return lengths;
}

const orderOfLengths = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/** By four bits, the length of the code of a length, and how many of the bits that takes. */
const lengthValues = [0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5];
const lengthWidths = [2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4];

function complexLengths(bits: BitReader, alphabetSize: number, skipped: number): Uint8Array {
  const code = codeOfLengths(bits, skipped);
  const lengths = new Uint8Array(alphabetSize);
  let [symbol, space, last, repeated, repeatedLength] = [0, 1 << longest, 8, 0, -1];
  while (symbol < alphabetSize && space > 0) {
    const length = code.next(bits);
    if (length < 16) {
      repeated = 0;
      lengths[symbol++] = length;
      if (length === 0) continue;
      last = length;
      space -= 1 << (longest - length);
      continue;
    }
    const filled = length === 16 ? last : 0;
    if (filled !== repeatedLength) repeated = 0;
    repeatedLength = filled;
    const before = repeated;
    const width = length - 14;
    repeated = (repeated > 0 ? (repeated - 2) << width : 0) + bits.take(width) + 3;
    const end = symbol + repeated - before;
    if (end > alphabetSize) refuse('Brotli data is broken');
    lengths.fill(filled, symbol, end);
    symbol = end;
    if (filled > 0) space -= (repeated - before) << (longest - filled);
  }
  if (space !== 0) refuse('Brotli data is broken');
  return lengths;
}

function codeOfLengths(bits: BitReader, skipped: number): PrefixCode {
  const lengths = new Uint8Array(18);
  let space = 32;
  let count = 0;
  for (const place of orderOfLengths.slice(skipped)) {
    if (space <= 0) break;
    const ahead = bits.peek(4);
    const length = lengthValues[ahead]!;
    bits.drop(lengthWidths[ahead]!);
    lengths[place] = length;
    if (length === 0) continue;
    space -= 32 >> length;
    count += 1;
  }
  if (space !== 0 && count !== 1) refuse('Brotli data is broken');
  return new PrefixCode(lengths);
}
