import { decodeSymbol, directBits, makeHuffmanCode, type HuffmanCode } from './huffman';

/** Thrown where compressed bytes break RFC 1951 or 1952; `byteOffset` counts from the start of the file. */
export class MalformedGzip extends Error {
  override readonly name = 'MalformedGzip';
  readonly byteOffset: number;
  constructor(message: string, byteOffset: number) {
    super(message);
    this.byteOffset = byteOffset;
  }
}

/** More than any one step below takes: the lengths of a dynamic block's codes are the longest. */
const longestStep = 400;
const windowByteLength = 32 * 1024;
/** The longest match. */
const roomForStep = 258;

const lengthBases = Uint16Array.of(
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  13,
  15,
  17,
  19,
  23,
  27,
  31,
  35,
  43,
  51,
  59,
  67,
  83,
  99,
  115,
  131,
  163,
  195,
  227,
  258,
);
const lengthExtraBits = Uint8Array.of(
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  0,
);
const distanceBases = Uint16Array.of(
  1,
  2,
  3,
  4,
  5,
  7,
  9,
  13,
  17,
  25,
  33,
  49,
  65,
  97,
  129,
  193,
  257,
  385,
  513,
  769,
  1025,
  1537,
  2049,
  3073,
  4097,
  6145,
  8193,
  12289,
  16385,
  24577,
);
const distanceExtraBits = Uint8Array.of(
  0,
  0,
  0,
  0,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  4,
  5,
  5,
  6,
  6,
  7,
  7,
  8,
  8,
  9,
  9,
  10,
  10,
  11,
  11,
  12,
  12,
  13,
  13,
);
const lengthOrder = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

const fixedCodes = /* @__PURE__ */ makeFixedCodes();

function makeFixedCodes(): { readonly literals: HuffmanCode; readonly distances: HuffmanCode } {
  const lengths = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
  return { literals: makeHuffmanCode(lengths)!, distances: makeHuffmanCode(new Uint8Array(32).fill(5))! };
}

/** What an `Inflater` wants next. */
export type InflateNeed = 'input' | 'room' | 'end';

/** Decompresses one raw DEFLATE stream (RFC 1951) a bounded piece at a time. */
export class Inflater {
  /** Decompressed bytes: those from `taken` to `filled` are new, those before are the window. */
  output: Uint8Array<ArrayBuffer>;
  filled = 0;
  private taken = 0;
  private input = new Uint8Array(0);
  private at = 0;
  /** Where `input` begins in the file. */
  private inputOffset: number;
  private isLastInput = false;
  private bits = 0;
  private bitCount = 0;
  private isLastBlock = false;
  private state: 'block' | 'stored' | 'codes' | 'end' = 'block';
  private storedLeft = 0;
  private literals = fixedCodes.literals;
  private distances = fixedCodes.distances;

  constructor(outputByteLength: number, inputOffset: number) {
    this.output = new Uint8Array(windowByteLength + Math.max(outputByteLength, 2 * windowByteLength));
    this.inputOffset = inputOffset;
  }

  /** Adds input after what is left of the one before. */
  feed(input: Uint8Array, isLast: boolean): void {
    // Whole bytes go back, so that what is unread is always in one buffer.
    this.at -= this.bitCount >>> 3;
    this.bitCount &= 7;
    this.bits &= (1 << this.bitCount) - 1;
    const rest = this.input.subarray(this.at);
    this.inputOffset += this.at;
    if (rest.length === 0) this.input = input as Uint8Array<ArrayBuffer>;
    else {
      const joined = new Uint8Array(rest.length + input.length);
      joined.set(rest);
      joined.set(input, rest.length);
      this.input = joined;
    }
    this.at = 0;
    this.isLastInput = isLast;
  }

  /** Hands out what is new, in a buffer of its own, and makes room. */
  take(): Uint8Array<ArrayBuffer> {
    const fresh = this.output.slice(this.taken, this.filled);
    const kept = Math.min(this.filled, windowByteLength);
    this.output.copyWithin(0, this.filled - kept, this.filled);
    this.filled = this.taken = kept;
    return fresh;
  }

  /** What comes after the end of the stream, from the next whole byte on. */
  remainder(): { readonly bytes: Uint8Array<ArrayBuffer>; readonly byteOffset: number } {
    const unread = this.bitCount >>> 3;
    return { bytes: this.input.subarray(this.at - unread), byteOffset: this.inputOffset + this.at - unread };
  }

  run(): InflateNeed {
    for (;;) {
      if (this.state === 'end') return 'end';
      if (!this.isLastInput && this.input.length - this.at < longestStep) return 'input';
      if (this.output.length - this.filled < roomForStep) return 'room';
      if (this.state === 'block') this.beginBlock();
      else if (this.state === 'stored') this.copyStored();
      else this.decodeCodes();
    }
  }

  private fault(message: string): MalformedGzip {
    return new MalformedGzip(message, this.inputOffset + Math.min(this.at, this.input.length));
  }

  private takeBits(count: number): number {
    while (this.bitCount < count) {
      if (this.at >= this.input.length) throw this.fault('The compressed data ends too early.');
      this.bits |= this.input[this.at++]! << this.bitCount;
      this.bitCount += 8;
    }
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.bitCount -= count;
    return value;
  }

  /** For codes, of which the last may be shorter than 15 bits: past the end there are zeros. */
  private takeSymbol(code: HuffmanCode): number {
    while (this.bitCount < 15) {
      if (this.at < this.input.length) this.bits |= this.input[this.at]! << this.bitCount;
      this.at++;
      this.bitCount += 8;
    }
    const found = decodeSymbol(code, this.bits);
    const length = found & 15;
    if (length === 0) throw this.fault(noSymbol);
    this.bits >>>= length;
    this.bitCount -= length;
    if (this.at - (this.bitCount >>> 3) > this.input.length)
      throw this.fault('The compressed data ends too early.');
    return found >>> 4;
  }

  private beginBlock(): void {
    if (this.isLastBlock) {
      this.state = 'end';
      return;
    }
    this.isLastBlock = this.takeBits(1) === 1;
    const type = this.takeBits(2);
    if (type === 0) {
      this.takeBits(this.bitCount & 7);
      const length = this.takeBits(16);
      if ((this.takeBits(16) ^ 0xffff) !== length) throw this.fault('A stored block has a broken length.');
      this.storedLeft = length;
      this.state = 'stored';
      return;
    }
    if (type === 3) throw this.fault('The compressed data has a block of an unknown type.');
    if (type === 1) ({ literals: this.literals, distances: this.distances } = fixedCodes);
    else this.readDynamicCodes();
    this.state = 'codes';
  }

  private readDynamicCodes(): void {
    const literalCount = this.takeBits(5) + 257;
    const distanceCount = this.takeBits(5) + 1;
    const lengthCount = this.takeBits(4) + 4;
    const lengthLengths = new Uint8Array(19);
    for (let index = 0; index < lengthCount; index++) lengthLengths[lengthOrder[index]!] = this.takeBits(3);
    const lengthCode = makeHuffmanCode(lengthLengths);
    const lengths = new Uint8Array(literalCount + distanceCount);
    for (let index = 0; index < lengths.length;) {
      const symbol = lengthCode ? this.takeSymbol(lengthCode) : 0;
      if (symbol < 16) {
        lengths[index++] = symbol;
        continue;
      }
      if (symbol === 16 && index === 0)
        throw this.fault('A block repeats a code length before there is one.');
      const value = symbol === 16 ? lengths[index - 1]! : 0;
      const times =
        symbol === 16 ? 3 + this.takeBits(2) : symbol === 17 ? 3 + this.takeBits(3) : 11 + this.takeBits(7);
      if (index + times > lengths.length) throw this.fault('A block has too many code lengths.');
      lengths.fill(value, index, index + times);
      index += times;
    }
    const literals = makeHuffmanCode(lengths.subarray(0, literalCount));
    const distances = makeHuffmanCode(lengths.subarray(literalCount));
    if (!lengthCode || !literals || !distances) throw this.fault('A block has codes that are none.');
    this.literals = literals;
    this.distances = distances;
  }

  private copyStored(): void {
    // Whole bytes that are in the bit buffer already come first.
    while (this.storedLeft > 0 && this.bitCount > 0) {
      this.output[this.filled++] = this.takeBits(8);
      this.storedLeft--;
    }
    const size = Math.min(this.storedLeft, this.input.length - this.at, this.output.length - this.filled);
    if (size === 0 && this.storedLeft > 0 && this.isLastInput)
      throw this.fault('The compressed data ends too early.');
    this.output.set(this.input.subarray(this.at, this.at + size), this.filled);
    this.at += size;
    this.filled += size;
    this.storedLeft -= size;
    if (this.storedLeft === 0) this.state = 'block';
  }

  private decodeCodes(): void {
    this.decodeQuickly();
    if (this.state !== 'codes') return;
    const { literals, distances } = this;
    const lastInput = this.isLastInput ? Number.POSITIVE_INFINITY : this.input.length - longestStep;
    const lastOutput = this.output.length - roomForStep;
    while (this.at <= lastInput && this.filled <= lastOutput) {
      const symbol = this.takeSymbol(literals);
      if (symbol < 256) {
        this.output[this.filled++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.state = 'block';
        return;
      }
      if (symbol > 285) throw this.fault(noLength);
      const length = lengthBases[symbol - 257]! + this.takeBits(lengthExtraBits[symbol - 257]!);
      const distanceSymbol = this.takeSymbol(distances);
      if (distanceSymbol > 29) throw this.fault(noDistance);
      const distance = distanceBases[distanceSymbol]! + this.takeBits(distanceExtraBits[distanceSymbol]!);
      if (distance > this.filled) throw this.fault(beforeStart);
      this.filled = repeat(this.output, this.filled, distance, length);
    }
  }

  /** The same while there is input enough that no step can run out of it: without checks, in local variables. */
  private decodeQuickly(): void {
    const { input, output, literals, distances } = this;
    const literalsDirect = literals.direct;
    const distancesDirect = distances.direct;
    const lastInput = input.length - longestStep;
    const lastOutput = output.length - roomForStep;
    let { at, bits, bitCount, filled } = this;
    let problem: string | null = null;
    while (at <= lastInput && filled <= lastOutput) {
      for (; bitCount < 24; bitCount += 8) bits |= input[at++]! << bitCount;
      let found = literalsDirect[bits & directMask]! || decodeSymbol(literals, bits);
      bits >>>= found & 15;
      bitCount -= found & 15;
      const symbol = found >>> 4;
      if (symbol < 256 && found !== 0) {
        output[filled++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.state = 'block';
        break;
      }
      if (found === 0 || symbol > 285) {
        problem = found === 0 ? noSymbol : noLength;
        break;
      }
      const lengthBits = lengthExtraBits[symbol - 257]!;
      const length = lengthBases[symbol - 257]! + (bits & ((1 << lengthBits) - 1));
      bits >>>= lengthBits;
      bitCount -= lengthBits;
      for (; bitCount < 24; bitCount += 8) bits |= input[at++]! << bitCount;
      found = distancesDirect[bits & directMask]! || decodeSymbol(distances, bits);
      bits >>>= found & 15;
      bitCount -= found & 15;
      const distanceSymbol = found >>> 4;
      if (found === 0 || distanceSymbol > 29) {
        problem = found === 0 ? noSymbol : noDistance;
        break;
      }
      const distanceBits = distanceExtraBits[distanceSymbol]!;
      for (; bitCount < distanceBits; bitCount += 8) bits |= input[at++]! << bitCount;
      const distance = distanceBases[distanceSymbol]! + (bits & ((1 << distanceBits) - 1));
      bits >>>= distanceBits;
      bitCount -= distanceBits;
      if (distance > filled) {
        problem = beforeStart;
        break;
      }
      filled = repeat(output, filled, distance, length);
    }
    this.at = at;
    this.bits = bits;
    this.bitCount = bitCount;
    this.filled = filled;
    if (problem !== null) throw this.fault(problem);
  }
}

const directMask = (1 << directBits) - 1;
const noSymbol = 'The compressed data has a code that stands for nothing.';
const noLength = 'The compressed data has a length that is none.';
const noDistance = 'The compressed data has a distance that is none.';
const beforeStart = 'The compressed data refers to bytes before its start.';

/** Copies `length` bytes from `distance` before `filled`, which may be bytes that it writes; gives the new end. */
function repeat(output: Uint8Array, filled: number, distance: number, length: number): number {
  const end = filled + length;
  if (distance >= length && length > 48) output.copyWithin(filled, filled - distance, end - distance);
  else for (let at = filled; at < end; at++) output[at] = output[at - distance]!;
  return end;
}
