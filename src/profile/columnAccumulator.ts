import { keepText, type CanonicalCells, type CellPlaces } from '../table/cellReader';
import { isColumnOfText } from '../table/columnType';
import { kind, kindCount } from '../table/kinds';
import { codePointCount } from '../table/utf8';
import type { ColumnSketchState, ColumnState, MomentsState, ValueTableState } from './columnState';
import { Extremes } from './extremes';
import { emptyRegisters, mergeRegisters, noteHash } from './hyperLogLog';
import { mergeMoments, momentsOf, noMoments, weightedMoments } from './moments';
import { QuantileSketch } from './quantileSketch';
import { hashValue } from './valueHash';
import { ValueTable } from './valueTable';

/** Up to so many distinct values a column's figures are exact. */
export const exactCapacity = 16_384;

/** How many numbers wait before moments and quantiles take them. */
const batchCapacity = 4096;

/**
 * What is known of a column's cells so far. While its distinct values fit a table, all figures are exact and do not
 * depend on the order of the cells; then it keeps sketches, each with its error.
 */
export class ColumnAccumulator {
  readonly #kindCounts = new Float64Array(kindCount);
  #leastLength = Number.POSITIVE_INFINITY;
  #greatestLength = 0;
  #lengthSum = 0;
  readonly #values = new ValueTable();
  #sketch: ColumnSketch | null = null;
  #hashes = new Int32Array(0);
  #isChanged = false;
  readonly #isText: boolean;

  /**
   * `isText` where it is known that the column is one of text, whose cells are as they stand in the file. `isSketched` where
   * it is known that its values will be too many for exact figures.
   */
  constructor(isText = false, isSketched = false) {
    this.#isText = isText;
    if (isSketched) this.#beginSketch();
  }

  /** Whether cells were made canonical that are text, now that another kind of cell came. */
  get isMistaken(): boolean {
    return this.#isChanged && !this.#isText && isColumnOfText(this.#kindCounts);
  }

  /** Whether what came so far can only be a column of text. */
  get isOfText(): boolean {
    return isColumnOfText(this.#kindCounts);
  }

  /**
   * Takes in the cells at indices `from` to `to`, which stand as `raw` has them in the file. In a column of text `cells`
   * become these. Bytes must be readable three bytes past each cell.
   */
  addCells(
    bytes: Uint8Array<ArrayBuffer>,
    raw: CellPlaces,
    cells: CanonicalCells,
    from: number,
    to: number,
    isAscii: boolean,
  ): void {
    const nanCount = this.#kindCounts[kind.nan]!;
    const isChanged = this.#countCells(bytes, raw, cells, from, to, isAscii);
    if (isChanged) this.#isChanged = true;
    if (isChanged && this.#isText) keepText(raw, cells, from, to);
    else if (this.#kindCounts[kind.nan]! > nanCount) leaveOutNan(cells, from, to);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let sketchedFrom = from;
    if (this.#sketch === null) {
      sketchedFrom = this.#values.addExactly(view, cells, from, to, exactCapacity);
      if (this.#values.size > exactCapacity) this.#beginSketch();
    }
    if (this.#sketch === null) return;
    const hashes = this.#hash(view, cells, sketchedFrom, to);
    this.#values.addHashed(view, cells, hashes, sketchedFrom, to);
    this.#sketch.addCells(bytes, hashes, cells, sketchedFrom, to);
  }

  /** The hashes of cells, two words each, from that of cell `from` on; until the next call. */
  #hash(view: DataView, { starts, ends, kinds }: CanonicalCells, from: number, to: number): Int32Array {
    const hashes = (this.#hashes = roomFor(this.#hashes, (to - from) * 2));
    for (let i = from; i < to; i++) {
      if (kinds[i] !== kind.empty) hashValue(view, starts[i]!, ends[i]!, hashes, (i - from) * 2);
    }
    return hashes;
  }

  /** Counts kinds and lengths; gives whether the canonical form of any cell is not its text. */
  #countCells(
    bytes: Uint8Array,
    raw: CellPlaces,
    cells: CanonicalCells,
    from: number,
    to: number,
    isAscii: boolean,
  ): boolean {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const counts = this.#kindCounts;
    const { kinds, starts, ends } = cells;
    let moved = 0;
    let least = this.#leastLength;
    let greatest = this.#greatestLength;
    let sum = 0;
    // Cells of one kind come in long runs, and to count in a local is faster than in the array.
    let runKind: number = kind.empty;
    let runLength = 0;
    for (let i = from; i < to; i++) {
      const cellKind = kinds[i]!;
      if (cellKind === kind.empty) continue;
      if (cellKind !== runKind) {
        counts[runKind]! += runLength;
        runKind = cellKind;
        runLength = 0;
      }
      runLength++;
      const start = raw.starts[i]!;
      const end = raw.ends[i]!;
      moved |= (starts[i]! ^ start) | (ends[i]! ^ end);
      const isPlain = isAscii || (cellKind !== kind.string && cellKind !== kind.nested);
      const length = isPlain ? end - start : codePointCount(view, start, end);
      sum += length;
      if (length < least) least = length;
      if (length > greatest) greatest = length;
    }
    counts[runKind]! += runLength;
    this.#lengthSum += sum;
    this.#leastLength = least;
    this.#greatestLength = greatest;
    return moved !== 0;
  }

  /** Ends exactness: sketches, that begin with all that the table knows, and the table holds the frequent values from now on. */
  #beginSketch(): ColumnSketch {
    const sketch = new ColumnSketch();
    if (this.#values.size > 0) sketch.addTable(this.#values.state());
    this.#sketch = sketch;
    this.#values.keepFrequent();
    return sketch;
  }

  /** Takes in what another accumulator of the same column knows, of cells that come after its own. */
  merge(other: ColumnState): void {
    for (let k = 0; k < kindCount; k++) this.#kindCounts[k]! += other.kindCounts[k]!;
    if (other.isChanged) this.#isChanged = true;
    this.#leastLength = Math.min(this.#leastLength, other.lengths.min);
    this.#greatestLength = Math.max(this.#greatestLength, other.lengths.max);
    this.#lengthSum += other.lengths.sum;
    if (other.sketch !== null) (this.#sketch ?? this.#beginSketch()).merge(other.sketch);
    // A table beside a sketch holds only what the sketch has seen already.
    else this.#sketch?.addTable(other.values);
    let added = 0;
    if (this.#sketch === null) {
      added = this.#values.addTable(other.values, exactCapacity);
      if (this.#values.size > exactCapacity) this.#beginSketch().addTable(other.values, added);
    }
    if (this.#sketch !== null) this.#values.addTable(other.values, Number.POSITIVE_INFINITY, added);
    this.#values.maxCountError += other.maxCountError;
  }

  state(): ColumnState {
    return {
      kindCounts: this.#kindCounts.slice(),
      isChanged: this.#isChanged,
      isText: this.#isText,
      lengths: { min: this.#leastLength, max: this.#greatestLength, sum: this.#lengthSum },
      values: this.#values.state(),
      maxCountError: this.#values.maxCountError,
      sketch: this.#sketch === null ? null : this.#sketch.state(),
    };
  }
}

/** In a column of numbers NaN is no value. */
function leaveOutNan({ kinds }: CanonicalCells, from: number, to: number): void {
  for (let i = from; i < to; i++) if (kinds[i] === kind.nan) kinds[i] = kind.empty;
}

function roomFor(words: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  return words.length >= length ? words : new Int32Array(length);
}

/** The sketches of a column with more distinct values than the table holds. */
class ColumnSketch {
  readonly #registers = emptyRegisters();
  readonly #quantiles = new QuantileSketch();
  #moments: MomentsState = noMoments;
  #infiniteCount = 0;
  #finiteMin = Number.POSITIVE_INFINITY;
  #finiteMax = Number.NEGATIVE_INFINITY;
  readonly #extremes = new Extremes();
  readonly #batch = new Float64Array(batchCapacity);
  #batchCount = 0;

  /** Takes in the cells `from` to `to`; `hashes` are two words a cell, from that of cell `from` on. */
  addCells(
    bytes: Uint8Array<ArrayBuffer>,
    hashes: Int32Array,
    cells: CanonicalCells,
    from: number,
    to: number,
  ): void {
    const { kinds, numbers } = cells;
    const registers = this.#registers;
    let least = -1;
    let greatest = -1;
    let leastNumber = this.#extremes.numbers[0]!;
    let greatestNumber = this.#extremes.numbers[1]!;
    for (let i = from; i < to; i++) {
      if (kinds[i] === kind.empty) continue;
      noteHash(registers, hashes[(i - from) * 2]!, hashes[(i - from) * 2 + 1]!);
      const number = numbers[i]!;
      // False for NaN and the infinities, in one comparison.
      if (number - number === 0) {
        this.#batch[this.#batchCount++] = number;
        if (this.#batchCount === batchCapacity) this.#settle();
      } else if (!Number.isNaN(number)) {
        this.#infiniteCount++;
      }
      if (number < leastNumber) {
        leastNumber = number;
        least = i;
      } else if (number === leastNumber) {
        this.#extremes.noteNumber(number, bytes, cells.starts[i]!, cells.ends[i]!);
      }
      if (number > greatestNumber) {
        greatestNumber = number;
        greatest = i;
      } else if (number === greatestNumber) {
        this.#extremes.noteNumber(number, bytes, cells.starts[i]!, cells.ends[i]!);
      }
    }
    if (least >= 0) this.#extremes.noteNumber(leastNumber, bytes, cells.starts[least]!, cells.ends[least]!);
    if (greatest >= 0) {
      this.#extremes.noteNumber(greatestNumber, bytes, cells.starts[greatest]!, cells.ends[greatest]!);
    }
    this.#extremes.noteTexts(bytes, cells, from, to);
  }

  #settle(): void {
    this.#noteFinite(this.#batch, this.#batchCount);
    this.#moments = mergeMoments(this.#moments, momentsOf(this.#batch, this.#batchCount));
    this.#quantiles.addAll(this.#batch, this.#batchCount);
    this.#batchCount = 0;
  }

  #noteFinite(numbers: Float64Array, count: number): void {
    let least = this.#finiteMin;
    let greatest = this.#finiteMax;
    for (let i = 0; i < count; i++) {
      const number = numbers[i]!;
      if (number < least) least = number;
      if (number > greatest) greatest = number;
    }
    this.#finiteMin = least;
    this.#finiteMax = greatest;
  }

  /** Takes in a table of values with exact counts, from its value number `first` on. */
  addTable(table: ValueTableState, first = 0): void {
    this.#settle();
    const { hashes, counts, numbers } = table;
    for (let entry = first; entry < numbers.length; entry++) {
      noteHash(this.#registers, hashes[entry * 2]!, hashes[entry * 2 + 1]!);
      if (Math.abs(numbers[entry]!) === Number.POSITIVE_INFINITY) this.#infiniteCount += counts[entry]!;
    }
    this.#extremes.noteTable(table, first);
    const finite = finiteEntries(table, first);
    this.#noteFinite(finite.values, finite.values.length);
    this.#moments = mergeMoments(this.#moments, weightedMoments(finite.values, finite.weights));
    this.#quantiles.addWeighted(finite.values, finite.weights);
  }

  merge(other: ColumnSketchState): void {
    this.#settle();
    mergeRegisters(this.#registers, other.registers);
    this.#quantiles.merge(other.quantiles);
    this.#moments = mergeMoments(this.#moments, other.moments);
    this.#infiniteCount += other.infiniteCount;
    this.#finiteMin = Math.min(this.#finiteMin, other.finite.min);
    this.#finiteMax = Math.max(this.#finiteMax, other.finite.max);
    this.#extremes.merge(other.extremes);
  }

  state(): ColumnSketchState {
    this.#settle();
    return {
      registers: this.#registers.slice(),
      quantiles: this.#quantiles.state(),
      moments: this.#moments,
      infiniteCount: this.#infiniteCount,
      finite: { min: this.#finiteMin, max: this.#finiteMax },
      extremes: this.#extremes.state(),
    };
  }
}

/** The finite numbers of a table, with their counts, in the table's order; from its value number `first` on. */
function finiteEntries(
  table: ValueTableState,
  first: number,
): { values: Float64Array; weights: Float64Array } {
  const { numbers, counts } = table;
  const values = new Float64Array(numbers.length - first);
  const weights = new Float64Array(numbers.length - first);
  let size = 0;
  for (let entry = first; entry < numbers.length; entry++) {
    const number = numbers[entry]!;
    if (number - number !== 0) continue;
    values[size] = number;
    weights[size++] = counts[entry]!;
  }
  return { values: values.subarray(0, size), weights: weights.subarray(0, size) };
}
