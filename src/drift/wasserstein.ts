import type { WeightedSample } from './weightedSample';

/** First Wasserstein distance ∫ |F_r − F_c| dx: how far values have to move on average, in the column's unit. NaN where a side is empty. */
export function wasserstein(reference: WeightedSample, current: WeightedSample): number {
  if (reference.total === 0 || current.total === 0) return NaN;
  let area = 0;
  let atReference = 0;
  let atCurrent = 0;
  let ofReference = 0;
  let ofCurrent = 0;
  let last = NaN;
  const { values: referenceValues, cumulative: referenceCumulative } = reference;
  const { values: currentValues, cumulative: currentCumulative } = current;
  while (atReference < referenceValues.length || atCurrent < currentValues.length) {
    const nextReference = referenceValues[atReference] ?? Infinity;
    const nextCurrent = currentValues[atCurrent] ?? Infinity;
    const value = nextReference < nextCurrent ? nextReference : nextCurrent;
    // Before the first value both shares are 0, and nothing is added.
    if (ofReference !== ofCurrent) area += Math.abs(ofReference - ofCurrent) * (value - last);
    last = value;
    if (nextReference === value) {
      ofReference = (referenceCumulative[atReference] ?? 0) / reference.total;
      atReference += 1;
    }
    if (nextCurrent === value) {
      ofCurrent = (currentCumulative[atCurrent] ?? 0) / current.total;
      atCurrent += 1;
    }
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
