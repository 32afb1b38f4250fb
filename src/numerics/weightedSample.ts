/** Values in ascending order, and how many of the sample each of them ends; equal ones may stand side by side. */
export interface WeightedSample {
  readonly values: Float64Array;
  readonly cumulative: Float64Array;
  readonly total: number;
}

/** Every value of a column, in any order; NaN and infinities must have been left out. */
export function sampleOfValues(values: ArrayLike<number>): WeightedSample {
  return sampleOfWeighted(Float64Array.from(values).sort(), null);
}

/** Values in ascending order, each of which stands for as many of the sample as its weight says; for one where there are no weights. */
export function sampleOfWeighted(values: Float64Array, weights: Float64Array | null): WeightedSample {
  const cumulative = new Float64Array(values.length);
  let total = 0;
  for (let at = 0; at < values.length; at += 1) {
    total += weights ? weights[at]! : 1;
    cumulative[at] = total;
  }
  return { values, cumulative, total };
}

/** How many of the sample are less than `value`. */
export function countBelow(sample: WeightedSample, value: number): number {
  const at = firstIndex(sample.values, (candidate) => candidate >= value);
  return at === 0 ? 0 : (sample.cumulative[at - 1] ?? 0);
}

/** How many of the sample are at most `value`. */
export function countUpTo(sample: WeightedSample, value: number): number {
  const at = firstIndex(sample.values, (candidate) => candidate > value);
  return at === 0 ? 0 : (sample.cumulative[at - 1] ?? 0);
}

/** How many of the sample are this value. */
export function countOf(sample: WeightedSample, value: number): number {
  return countUpTo(sample, value) - countBelow(sample, value);
}

/** The value of rank `rank`, counted from 0; the nearest end where there is no such rank. */
export function orderStatistic(sample: WeightedSample, rank: number): number {
  const at = firstIndex(sample.cumulative, (upTo) => upTo > rank);
  return sample.values[Math.min(at, sample.values.length - 1)] ?? NaN;
}

/** The first index whose entry holds the predicate, which must hold for all that follow; the length where there is none. */
export function firstIndex(entries: Float64Array, holds: (entry: number) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(entries[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
