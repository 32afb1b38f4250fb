import type { WeightedSample } from '../numerics/weightedSample';

/** First Wasserstein distance ∫ |F_r − F_c| dx: how far values have to move on average, in the column's unit. NaN where a side is empty. */
export function wasserstein(reference: WeightedSample, current: WeightedSample): number {
  if (reference.total === 0 || current.total === 0) return NaN;
  const { values: r, cumulative: referenceUpTo } = reference;
  const { values: c, cumulative: currentUpTo } = current;
  const perReference = 1 / reference.total;
  const perCurrent = 1 / current.total;
  let area = 0;
  let i = 0;
  let j = 0;
  let ofReference = 0;
  let ofCurrent = 0;
  let last = Math.min(r[0]!, c[0]!);
  while (i < r.length && j < c.length) {
    const value = r[i]! < c[j]! ? r[i]! : c[j]!;
    area += Math.abs(ofReference - ofCurrent) * (value - last);
    last = value;
    while (r[i] === value) ofReference = referenceUpTo[i++]! * perReference;
    while (c[j] === value) ofCurrent = currentUpTo[j++]! * perCurrent;
  }
  // One side is at 1 from here on.
  for (; i < r.length; ofReference = referenceUpTo[i++]! * perReference) {
    area += (1 - ofReference) * (r[i]! - last);
    last = r[i]!;
  }
  for (; j < c.length; ofCurrent = currentUpTo[j++]! * perCurrent) {
    area += (1 - ofCurrent) * (c[j]! - last);
    last = c[j]!;
  }
  return area;
}

/** Evidently's normed form: W / max(population standard deviation of the reference, 0.001). Without a unit. */
export function wassersteinNormed(distance: number, referencePopulationDeviation: number): number {
  return distance / Math.max(referencePopulationDeviation, 0.001);
}

/** √(Σ (x − x̄)² / n) from the sample's deviation, which divides by n − 1. */
export function populationDeviation(sampleDeviation: number | null, count: number): number {
  return sampleDeviation === null || count < 2 ? 0 : sampleDeviation * Math.sqrt((count - 1) / count);
}
