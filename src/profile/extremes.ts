import type { CanonicalCells } from '../table/cellReader';
import { kind } from '../table/kinds';
import { compareAsCodeUnits, decodeUtf8 } from '../table/utf8';
import type { Extreme, ExtremesState, ValueTableState } from './columnState';

/** The least and greatest of a column's values, by number and by text, as canonical bytes. */
export class Extremes {
  #leastNumber: Extreme | null = null;
  #greatestNumber: Extreme | null = null;
  /** The numbers of the two again, where a loop can compare with them. */
  readonly numbers = Float64Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  #leastText: Uint8Array<ArrayBuffer> | null = null;
  #greatestText: Uint8Array<ArrayBuffer> | null = null;

  /** Notes a value, which has a number. */
  noteNumber(number: number, bytes: Uint8Array, start: number, end: number): void {
    const least = this.#leastNumber;
    if (
      least === null ||
      number < least.number ||
      (number === least.number && isLess(bytes, start, end, least))
    ) {
      this.#leastNumber = { number, bytes: bytes.slice(start, end) };
      this.numbers[0] = number;
    }
    const greatest = this.#greatestNumber;
    if (
      greatest === null ||
      number > greatest.number ||
      (number === greatest.number && isGreater(bytes, start, end, greatest))
    ) {
      this.#greatestNumber = { number, bytes: bytes.slice(start, end) };
      this.numbers[1] = number;
    }
  }

  noteText(bytes: Uint8Array, start: number, end: number): void {
    const least = this.#leastText;
    if (least === null || compareAsCodeUnits(bytes, start, end, least, 0, least.length) < 0) {
      this.#leastText = bytes.slice(start, end);
    }
    const greatest = this.#greatestText;
    if (greatest === null || compareAsCodeUnits(bytes, start, end, greatest, 0, greatest.length) > 0) {
      this.#greatestText = bytes.slice(start, end);
    }
  }

  /** Notes the cells `from` to `to`, whose bytes must be readable three bytes past each. */
  noteTexts(bytes: Uint8Array<ArrayBuffer>, cells: CanonicalCells, from: number, to: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { starts, ends, kinds } = cells;
    let least = -1;
    let greatest = -1;
    for (let i = from; i < to; i++) {
      if (kinds[i] === kind.empty) continue;
      if (least < 0) {
        least = i;
        greatest = i;
      } else if (compareCells(bytes, view, starts[i]!, ends[i]!, starts[least]!, ends[least]!) < 0) {
        least = i;
      } else if (compareCells(bytes, view, starts[i]!, ends[i]!, starts[greatest]!, ends[greatest]!) > 0) {
        greatest = i;
      }
    }
    if (least < 0) return;
    this.noteText(bytes, starts[least]!, ends[least]!);
    this.noteText(bytes, starts[greatest]!, ends[greatest]!);
  }

  /** Notes the values of a table from its value number `first` on. */
  noteTable({ bytes, ends, numbers }: ValueTableState, first: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const startOf = (entry: number): number => (entry === 0 ? 0 : ends[entry - 1]!);
    let least = first;
    let greatest = first;
    for (let entry = first, start = startOf(first); entry < ends.length; entry++) {
      const end = ends[entry]!;
      if (compareCells(bytes, view, start, end, startOf(least), ends[least]!) < 0) least = entry;
      else if (compareCells(bytes, view, start, end, startOf(greatest), ends[greatest]!) > 0)
        greatest = entry;
      const number = numbers[entry]!;
      // False for NaN, and for most numbers of a long table.
      if (number <= this.numbers[0]! || number >= this.numbers[1]!)
        this.noteNumber(number, bytes, start, end);
      start = end;
    }
    if (first >= ends.length) return;
    this.noteText(bytes, startOf(least), ends[least]!);
    this.noteText(bytes, startOf(greatest), ends[greatest]!);
  }

  merge(other: ExtremesState): void {
    for (const extreme of [other.leastNumber, other.greatestNumber]) {
      if (extreme !== null) this.noteNumber(extreme.number, extreme.bytes, 0, extreme.bytes.length);
    }
    for (const text of [other.leastText, other.greatestText]) {
      if (text !== null) this.noteText(text, 0, text.length);
    }
  }

  state(): ExtremesState {
    return {
      leastNumber: this.#leastNumber,
      greatestNumber: this.#greatestNumber,
      leastText: this.#leastText,
      greatestText: this.#greatestText,
    };
  }
}

/** As `compareAsCodeUnits` within one buffer; four bytes at a time while both are ASCII. */
function compareCells(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  otherStart: number,
  otherEnd: number,
): number {
  const shared = Math.min(end - start, otherEnd - otherStart);
  for (let i = 0; i + 4 <= shared; i += 4) {
    const word = view.getInt32(start + i, false);
    const other = view.getInt32(otherStart + i, false);
    if (word === other) continue;
    // Without a sign bit in any byte, words compare as their bytes do.
    if (((word | other) & 0x8080_8080) === 0) return word - other;
    return compareAsCodeUnits(bytes, start, end, bytes, otherStart, otherEnd);
  }
  return compareAsCodeUnits(bytes, start + (shared & ~3), end, bytes, otherStart + (shared & ~3), otherEnd);
}

/** Equal doubles can be different integers past 2^53, or times that differ past the milliseconds' precision. */
function isLess(bytes: Uint8Array, start: number, end: number, other: Extreme): boolean {
  return compareExactly(bytes, start, end, other.bytes) < 0;
}

function isGreater(bytes: Uint8Array, start: number, end: number, other: Extreme): boolean {
  return compareExactly(bytes, start, end, other.bytes) > 0;
}

function compareExactly(bytes: Uint8Array, start: number, end: number, other: Uint8Array): number {
  if (end - start === other.length && compareAsCodeUnits(bytes, start, end, other, 0, other.length) === 0)
    return 0;
  const text = decodeUtf8(bytes, start, end);
  const otherText = decodeUtf8(other);
  if (isInteger(text) && isInteger(otherText)) {
    const difference = BigInt(text) - BigInt(otherText);
    return difference < 0n ? -1 : Number(difference > 0n);
  }
  return compareAsCodeUnits(bytes, start, end, other, 0, other.length);
}

function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text);
}
