import type { QuantileSummary } from '../profile/profile';

/** Values in ascending order, and how many of the sample each of them ends; equal ones may stand side by side. */
export interface WeightedSample {
  readonly values: Float64Array;
  readonly cumulative: Float64Array;
  readonly total: number;
}

/** Every value of a column, in any order; NaN and infinities must have been left out. */
export function sampleOfValues(values: ArrayLike<number>): WeightedSample {
  return withCumulative(Float64Array.from(values).sort(), null);
}

/** The values that stand for a column in its profile; all of them where the summary is exact. Kept, since a profile never changes. */
export function sampleOfSummary(summary: QuantileSummary): WeightedSample {
  const known = keptSamples.get(summary);
  if (known) return known;
  const sample = withCumulative(summary.values, summary.weights);
  keptSamples.set(summary, sample);
  return sample;
}

const keptSamples = new WeakMap<QuantileSummary, WeightedSample>();

function withCumulative(values: Float64Array, weights: Float64Array | null): WeightedSample {
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
