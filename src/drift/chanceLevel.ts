import { chiSquareQuantile } from '../numerics/chiSquareDistribution';

/** PSI that chance alone gives two samples of one distribution. */
export interface ChanceLevel {
  readonly mean: number;
  /** 95 of 100 such comparisons stay at or below. */
  readonly q95: number;
  readonly isSimulated: boolean;
}

/** Whether a PSI is more than what 95 of 100 equal pairs give. Pairs of few rows have few figures: one that they share with the column differs in its last digits. */
export function isAbove(chance: ChanceLevel, psi: number): boolean {
  return psi > chance.q95 * (1 + 1e-9) + 1e-12;
}

/** PSI of two large samples of one distribution is about (1/n_ref + 1/n_cur) χ²(bins − 1); zeros for a single bin. */
export function chanceOfLargeSamples(
  referenceCount: number,
  currentCount: number,
  binCount: number,
): ChanceLevel {
  const scale = 1 / referenceCount + 1 / currentCount;
  const degreesOfFreedom = binCount - 1;
  return {
    mean: scale * degreesOfFreedom,
    q95: degreesOfFreedom === 0 ? 0 : scale * quantile95(degreesOfFreedom),
    isSimulated: false,
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
