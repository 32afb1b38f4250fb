import { chiSquareQuantile } from './chiSquareDistribution';

/** PSI that chance alone gives two samples of one distribution. */
export interface ChanceLevel {
  readonly mean: number;
  /** 95 of 100 such comparisons stay below. */
  readonly q95: number;
}

/** PSI of two samples of one distribution is about (1/n_ref + 1/n_cur) χ²(bins − 1). Null where a side is empty; zeros for a single bin. */
export function chanceLevel(
  referenceCount: number,
  currentCount: number,
  binCount: number,
): ChanceLevel | null {
  if (referenceCount === 0 || currentCount === 0 || binCount === 0) return null;
  const scale = 1 / referenceCount + 1 / currentCount;
  const degreesOfFreedom = binCount - 1;
  return {
    mean: scale * degreesOfFreedom,
    q95: degreesOfFreedom === 0 ? 0 : scale * quantile95(degreesOfFreedom),
  };
}

const kept = new Map<number, number>();

function quantile95(degreesOfFreedom: number): number {
  const known = kept.get(degreesOfFreedom);
  if (known !== undefined) return known;
  const quantile = chiSquareQuantile(0.95, degreesOfFreedom);
  kept.set(degreesOfFreedom, quantile);
  return quantile;
}
