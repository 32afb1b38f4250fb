import type { CanonicalCells } from '../table/cellReader';
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

/** Where cells stand in the file, before they became canonical: what lengths are of. */
export interface RawCells {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * What is known of a column's cells so far. While its distinct values fit a table, all figures are exact and do not
 * depend on the order of the cells; then it keeps sketches, each with its error.
 */
export class ColumnAccumulator {
  readonly #kindCounts = new Float64Array(kindCount);
  #leastLength = Number.POSITIVE_INFINITY;
  #greatestLength = 0;
  #lengthSum = 0;
  readonly #values = new ValueTable(exactCapacity);
  #maxCountError = 0;
  #sketch: ColumnSketch | null = null;
  readonly #hash = new Int32Array(2);

  /** Takes in the cells at indices `from` to `to`; their bytes must be readable three bytes past each cell. */
  addCells(
    bytes: Uint8Array<ArrayBuffer>,
    raw: RawCells,
    cells: CanonicalCells,
    from: number,
    to: number,
    isAscii: boolean,
  ): void {
    this.#countKinds(cells, from, to);
    this.#countLengths(bytes, raw, cells, from, to, isAscii);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { starts, ends, kinds, numbers } = cells;
    const values = this.#values;
    const hash = this.#hash;
    let sketch = this.#sketch;
    for (let i = from; i < to; i++) {
      if (kinds[i] === kind.empty) continue;
      const start = starts[i]!;
      const end = ends[i]!;
      const number = numbers[i]!;
      hashValue(view, start, end, hash);
      values.add(view, start, end, hash[0]!, hash[1]!, 1, number);
      if (sketch !== null) sketch.note(bytes, start, end, hash[0]!, hash[1]!, number);
      if (values.size > exactCapacity) {
        this.#overflow();
        sketch = this.#sketch;
      }
    }
  }

  #countKinds(cells: CanonicalCells, from: number, to: number): void {
    const kinds = cells.kinds;
    const counts = this.#kindCounts;
    for (let i = from; i < to; i++) counts[kinds[i]!]!++;
    counts[kind.empty] = 0;
  }

  #countLengths(
    bytes: Uint8Array,
    raw: RawCells,
    cells: CanonicalCells,
    from: number,
    to: number,
    isAscii: boolean,
  ): void {
    let least = this.#leastLength;
    let greatest = this.#greatestLength;
    let sum = 0;
    for (let i = from; i < to; i++) {
      if (cells.kinds[i] === kind.empty) continue;
      const start = raw.starts[i]!;
      const end = raw.ends[i]!;
      const length = isAscii ? end - start : codePointCount(bytes, start, end);
      sum += length;
      if (length < least) least = length;
      if (length > greatest) greatest = length;
    }
    this.#lengthSum += sum;
    this.#leastLength = least;
    this.#greatestLength = greatest;
  }

  /** Makes the table give up its rarer values; the sketches begin with all that it knew when it was full the first time. */
  #overflow(): void {
    if (this.#sketch === null) {
      this.#sketch = new ColumnSketch();
      this.#sketch.addTable(this.#values.state());
    }
    this.#maxCountError += this.#values.purge();
  }

  /** Takes in what another accumulator of the same column knows, of cells that come after its own. */
  merge(other: ColumnState): void {
    for (let k = 0; k < kindCount; k++) this.#kindCounts[k]! += other.kindCounts[k]!;
    this.#leastLength = Math.min(this.#leastLength, other.lengths.min);
    this.#greatestLength = Math.max(this.#greatestLength, other.lengths.max);
    this.#lengthSum += other.lengths.sum;
    if (other.sketch !== null) this.#mergeSketch(other.sketch);
    // A table beside a sketch holds only what the sketch has seen already.
    else if (this.#sketch !== null) this.#sketch.addTable(other.values);
    this.#addValues(other.values);
    this.#maxCountError += other.maxCountError;
  }

  #mergeSketch(other: ColumnSketchState): void {
    if (this.#sketch === null) {
      this.#sketch = new ColumnSketch();
      this.#sketch.addTable(this.#values.state());
    }
    this.#sketch.merge(other);
  }

  #addValues(other: ValueTableState): void {
    const bytes = new Uint8Array(other.bytes.length + 4);
    bytes.set(other.bytes);
    const view = new DataView(bytes.buffer);
    const { hashes, ends, counts, numbers } = other;
    let isExact = this.#sketch === null;
    for (let entry = 0, start = 0; entry < ends.length; entry++) {
      const end = ends[entry]!;
      this.#values.add(view, start, end, hashes[entry * 2]!, hashes[entry * 2 + 1]!, counts[entry]!, numbers[entry]!);
      start = end;
      if (this.#values.size <= exactCapacity) continue;
      if (isExact) {
        isExact = false;
        this.#sketch = new ColumnSketch();
        this.#sketch.addTable(this.#values.state());
        this.#sketch.addTable(other, entry + 1);
      }
      this.#maxCountError += this.#values.purge();
    }
  }

  state(): ColumnState {
    return {
      kindCounts: this.#kindCounts.slice(),
      lengths: { min: this.#leastLength, max: this.#greatestLength, sum: this.#lengthSum },
      values: this.#values.state(),
      maxCountError: this.#maxCountError,
      sketch: this.#sketch === null ? null : this.#sketch.state(),
    };
  }
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

  note(
    bytes: Uint8Array<ArrayBuffer>,
    start: number,
    end: number,
    hash: number,
    otherHash: number,
    number: number,
  ): void {
    noteHash(this.#registers, hash, otherHash);
    this.#extremes.noteText(bytes, start, end);
    if (Number.isNaN(number)) return;
    const ends = this.#extremes.numbers;
    if (number <= ends[0]! || number >= ends[1]!) this.#extremes.noteNumber(number, bytes, start, end);
    if (number - number !== 0) {
      this.#infiniteCount++;
      return;
    }
    this.#batch[this.#batchCount++] = number;
    if (this.#batchCount === batchCapacity) this.#settle();
  }

  #settle(): void {
    for (let i = 0; i < this.#batchCount; i++) this.#noteFinite(this.#batch[i]!);
    this.#moments = mergeMoments(this.#moments, momentsOf(this.#batch, this.#batchCount));
    this.#quantiles.addAll(this.#batch, this.#batchCount);
    this.#batchCount = 0;
  }

  #noteFinite(number: number): void {
    if (number < this.#finiteMin) this.#finiteMin = number;
    if (number > this.#finiteMax) this.#finiteMax = number;
  }

  /** Takes in a table of values with exact counts, from its value number `first` on. */
  addTable(table: ValueTableState, first = 0): void {
    this.#settle();
    const { hashes, ends, counts, numbers, bytes } = table;
    for (let entry = first; entry < ends.length; entry++) {
      const start = entry === 0 ? 0 : ends[entry - 1]!;
      noteHash(this.#registers, hashes[entry * 2]!, hashes[entry * 2 + 1]!);
      this.#extremes.noteText(bytes, start, ends[entry]!);
      const number = numbers[entry]!;
      if (!Number.isNaN(number)) this.#extremes.noteNumber(number, bytes, start, ends[entry]!);
      if (Math.abs(number) === Number.POSITIVE_INFINITY) this.#infiniteCount += counts[entry]!;
    }
    const finite = finiteEntries(table, first);
    for (const number of finite.values) this.#noteFinite(number);
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

/** The finite numbers of a table in ascending order, with their counts; from its value number `first` on. */
export function finiteEntries(table: ValueTableState, first = 0): { values: Float64Array; weights: Float64Array } {
  const order: number[] = [];
  for (let entry = first; entry < table.numbers.length; entry++) {
    if (Number.isFinite(table.numbers[entry])) order.push(entry);
  }
  order.sort((a, b) => table.numbers[a]! - table.numbers[b]!);
  return {
    values: Float64Array.from(order, (entry) => table.numbers[entry]!),
    weights: Float64Array.from(order, (entry) => table.counts[entry]!),
  };
}
