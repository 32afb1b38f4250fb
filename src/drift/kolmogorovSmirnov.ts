import { exactTwoSample } from '../numerics/exactTwoSample';
import { kolmogorovSurvival } from '../numerics/kolmogorovSurvival';
import type { WeightedSample } from '../numerics/weightedSample';

/** The Kolmogorov–Smirnov statistic max |F_r − F_c|, from 0 to 1. NaN where a side is empty. */
export function kolmogorovSmirnov(reference: WeightedSample, current: WeightedSample): number {
  if (reference.total === 0 || current.total === 0) return NaN;
  const { values: r, cumulative: referenceUpTo } = reference;
  const { values: c, cumulative: currentUpTo } = current;
  const perReference = 1 / reference.total;
  const perCurrent = 1 / current.total;
  let greatest = 0;
  let ofReference = 0;
  let ofCurrent = 0;
  for (let i = 0, j = 0; i < r.length && j < c.length;) {
    const value = r[i]! < c[j]! ? r[i]! : c[j]!;
    while (r[i] === value) ofReference = referenceUpTo[i++]! * perReference;
    while (c[j] === value) ofCurrent = currentUpTo[j++]! * perCurrent;
    const difference = Math.abs(ofReference - ofCurrent);
    if (difference > greatest) greatest = difference;
  }
  return greatest;
}

/** Up to this many values on the larger side the p-value is exact; scipy's limit. */
const exactUpTo = 10_000;

/**
 * P of a statistic at least `statistic` for two samples of one continuous distribution, as scipy's `ks_2samp` with
 * `method='auto'`: exact while the larger side has at most 10,000 values, else the one-sample distribution for
 * mn / (m + n) values, rounded half to even. NaN where a side is empty.
 */
export function kolmogorovSmirnovPValue(
  statistic: number,
  referenceCount: number,
  currentCount: number,
): number {
  if (referenceCount === 0 || currentCount === 0) return NaN;
  return Math.max(referenceCount, currentCount) <= exactUpTo
    ? exactTwoSample(statistic, referenceCount, currentCount)
    : kolmogorovSmirnovAsymptotic(statistic, referenceCount, currentCount);
}

/** The same by the one-sample distribution alone, whatever the sizes. */
export function kolmogorovSmirnovAsymptotic(
  statistic: number,
  referenceCount: number,
  currentCount: number,
): number {
  return kolmogorovSurvival(
    statistic,
    roundHalfEven((referenceCount * currentCount) / (referenceCount + currentCount)),
  );
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const fraction = value - below;
  if (fraction !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
