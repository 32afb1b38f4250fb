import type { QuantileSketchState } from './columnState';
import type { QuantileSummary } from './profile';
import { sortFinite } from './sortFinite';

/** How many items a level holds before it is compacted. */
const levelCapacity = 4096;

/** How many values a finished summary of a sketch holds at most. */
const summaryCapacity = 4096;

/**
 * Quantiles after Karnin, Lang and Liberty ("Optimal quantile approximation in streams", 2016), with levels of one size:
 * a full level is sorted, and every second item moves up and stands for twice as many. Which half moves follows a fixed
 * sequence, so that the same values in the same order always give the same sketch.
 */
export class QuantileSketch {
  #count = 0;
  #input = new Float64Array(levelCapacity);
  #inputCount = 0;
  /** Level h from 1, ascending, at index h − 1; shorter than its capacity. */
  #levels: Float64Array<ArrayBuffer>[] = [];
  #rankVariance = 0;
  #compactionCount = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds `values[0]` to `values[count - 1]`, finite numbers all. */
  addAll(values: Float64Array, count: number): void {
    this.#count += count;
    for (let from = 0; from < count;) {
      const taken = Math.min(count - from, levelCapacity - this.#inputCount);
      this.#input.set(values.subarray(from, from + taken), this.#inputCount);
      this.#inputCount += taken;
      from += taken;
      if (this.#inputCount === levelCapacity) this.#compactInput();
    }
  }

  /** Adds values that stand for `weights[i]` values each, whole numbers: each bit of a weight is an item of that level. */
  addWeighted(values: Float64Array, weights: Float64Array): void {
    if (weights.every((weight) => weight === 1)) {
      this.addAll(values, values.length);
      return;
    }
    let rest = weights.slice();
    for (let level = 0; ; level++) {
      const items = values.filter((_, i) => rest[i]! % 2 === 1);
      if (level === 0) {
        this.addAll(items, items.length);
      } else if (items.length > 0) {
        this.#count += items.length * 2 ** level;
        for (let from = 0; from < items.length; from += levelCapacity) {
          this.#push(level, items.slice(from, from + levelCapacity).sort());
        }
      }
      rest = rest.map((weight) => Math.floor(weight / 2));
      if (rest.every((weight) => weight === 0)) return;
    }
  }

  merge(other: QuantileSketchState): void {
    this.#rankVariance += other.rankVariance;
    this.#compactionCount += other.compactionCount;
    const [input, ...levels] = other.levels;
    if (input !== undefined) this.addAll(input, input.length);
    levels.forEach((items, index) => {
      this.#count += items.length * 2 ** (index + 1);
      this.#push(index + 1, items);
    });
  }

  state(): QuantileSketchState {
    return {
      count: this.#count,
      levels: [this.#input.slice(0, this.#inputCount), ...this.#levels.map((level) => level.slice())],
      rankVariance: this.#rankVariance,
      compactionCount: this.#compactionCount,
    };
  }

  #compactInput(): void {
    this.#inputCount = 0;
    if (!isAscending(this.#input)) sortFinite(this.#input);
    this.#push(1, this.#halve(0, this.#input));
  }

  /** Adds ascending items to a level from 1 up, and compacts it where it is full. */
  #push(level: number, items: Float64Array<ArrayBuffer>): void {
    while (this.#levels.length < level) this.#levels.push(new Float64Array(0));
    const merged = mergeAscending(this.#levels[level - 1]!, items);
    if (merged.length < levelCapacity) {
      this.#levels[level - 1] = merged;
      return;
    }
    // Of an odd number of items the last stays, so that no weight is lost.
    const even = merged.length & ~1;
    this.#levels[level - 1] = merged.slice(even);
    this.#push(level + 1, this.#halve(level, merged.subarray(0, even)));
  }

  #halve(level: number, sorted: Float64Array): Float64Array<ArrayBuffer> {
    this.#rankVariance += 4 ** level;
    const half = new Float64Array(sorted.length >> 1);
    const offset = this.#coin();
    for (let i = 0; i < half.length; i++) half[i] = sorted[i * 2 + offset]!;
    return half;
  }

  /** Bit 0 or 1 by hashing how many compactions came before. */
  #coin(): number {
    let bits = Math.imul(++this.#compactionCount, 0x9e37_79b1 | 0);
    bits = Math.imul(bits ^ (bits >>> 15), 0x85eb_ca6b);
    return ((bits ^ (bits >>> 13)) >>> 7) & 1;
  }

  /**
   * At most 4096 values. `maxRankError`: with 99 % confidence by Hoeffding's bound over the compactions,
   * √(2 ln 200 · Σ 4^h) / n, and half a step of the summary.
   */
  summary(): QuantileSummary {
    const { values, weights } = this.#weighted();
    if (this.#compactionCount === 0) return { values, weights, maxRankError: 0 };
    const spread = Math.sqrt(2 * Math.log(200) * this.#rankVariance) / this.#count;
    if (values.length <= summaryCapacity) return { values, weights, maxRankError: spread };
    return thinned(values, weights, this.#count, spread);
  }

  #weighted(): { values: Float64Array; weights: Float64Array } {
    const levels = [this.#input.slice(0, this.#inputCount).sort(), ...this.#levels];
    const length = levels.reduce((sum, level) => sum + level.length, 0);
    const values = new Float64Array(length);
    const weights = new Float64Array(length);
    const next = levels.map(() => 0);
    let size = 0;
    for (let taken = 0; taken < length; taken++) {
      let least = -1;
      for (let h = 0; h < levels.length; h++) {
        if (next[h]! >= levels[h]!.length) continue;
        if (least < 0 || levels[h]![next[h]!]! < levels[least]![next[least]!]!) least = h;
      }
      const value = levels[least]![next[least]!++]!;
      if (size > 0 && values[size - 1] === value) weights[size - 1]! += 2 ** least;
      else {
        values[size] = value;
        weights[size++] = 2 ** least;
      }
    }
    return { values: values.slice(0, size), weights: weights.slice(0, size) };
  }
}

/** At most 4096 values for many that stand for `count`; `spread` is the error that they have already. */
export function thinned(
  values: Float64Array,
  weights: Float64Array,
  count: number,
  spread: number,
): QuantileSummary {
  const step = count / summaryCapacity;
  const outValues: number[] = [];
  const outWeights: number[] = [];
  let pending = 0;
  let before = 0;
  let middle = -1;
  let widest = 0;
  for (let i = 0; i < values.length; i++) {
    pending += weights[i]!;
    before += weights[i]!;
    // The value in the middle of a group stands for all of it.
    if (middle < 0 || pending - weights[i]! / 2 <= step / 2) middle = i;
    if (before >= (outValues.length + 1) * step || i === values.length - 1) {
      outValues.push(values[middle]!);
      outWeights.push(pending);
      if (pending > weights[middle]!) widest = Math.max(widest, pending);
      pending = 0;
      middle = -1;
    }
  }
  return {
    values: Float64Array.from(outValues),
    weights: Float64Array.from(outWeights),
    maxRankError: spread + widest / count,
  };
}

/** Ids and times often come in order, and then sorting is most of the work. */
function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i - 1]! > values[i]!) return false;
  return true;
}

function mergeAscending(
  a: Float64Array<ArrayBuffer>,
  b: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  if (a[a.length - 1]! <= b[0]!) return concatenated(a, b);
  const merged = new Float64Array(a.length + b.length);
  for (let i = 0, left = 0, right = 0; i < merged.length; i++) {
    if (right >= b.length || (left < a.length && a[left]! <= b[right]!)) merged[i] = a[left++]!;
    else merged[i] = b[right++]!;
  }
  return merged;
}

function concatenated(a: Float64Array<ArrayBuffer>, b: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
