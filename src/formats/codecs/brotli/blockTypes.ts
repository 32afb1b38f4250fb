import type { BitReader } from './bitReader';
import { readPrefixCode } from './prefixCode';

/** Where each length of a block begins, and how many further bits say which (RFC 7932, 6). */
const lengthStarts = [
  1, 5, 9, 13, 17, 25, 33, 41, 49, 65, 81, 97, 113, 145, 177, 209, 241, 305, 369, 497, 753,
];
const longLengthStarts = [1265, 2289, 4337, 8433, 16625];
const starts = [...lengthStarts, ...longLengthStarts];
const widths = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24];

/** A number from 1 to 256, as counts of types and trees are written. */
export function readCount(bits: BitReader): number {
  if (bits.take(1) === 0) return 1;
  const width = bits.take(3);
  return 1 + (1 << width) + bits.take(width);
}

/** The blocks of one kind of symbol in a meta-block: which type holds, and for how many symbols still. */
export class BlockTypes {
  readonly count: number;
  type = 0;
  private before = 1;
  private left = 1 << 24;
  private readonly codes: {
    readonly types: ReturnType<typeof readPrefixCode>;
    readonly lengths: ReturnType<typeof readPrefixCode>;
  } | null;
  private readonly bits: BitReader;

  constructor(bits: BitReader) {
    this.bits = bits;
    this.count = readCount(bits);
    this.codes =
      this.count < 2
        ? null
        : { types: readPrefixCode(bits, this.count + 2), lengths: readPrefixCode(bits, starts.length) };
    if (this.codes) this.left = this.readLength();
  }

  /** Counts one symbol; gives whether its block is another than that of the last. */
  step(): boolean {
    if (this.codes === null) return false;
    const isOver = this.left === 0;
    if (isOver) {
      this.change(this.codes.types.next(this.bits));
      this.left = this.readLength();
    }
    this.left -= 1;
    return isOver;
  }

  private change(code: number): void {
    const next = code === 0 ? this.before : code === 1 ? (this.type + 1) % this.count : code - 2;
    this.before = this.type;
    this.type = next;
  }

  private readLength(): number {
    const code = this.codes!.lengths.next(this.bits);
    return starts[code]! + this.bits.take(widths[code]!);
  }
}
