import { orderStatistic, type WeightedSample } from './weightedSample';

/**
 * The q-th percentile (0 to 100) by linear interpolation between order statistics, as numpy's default: at h = (n − 1) q / 100,
 * between the values of rank ⌊h⌋ and ⌊h⌋ + 1. NaN for an empty sample.
 */
export function percentile(sample: WeightedSample, q: number): number {
  return percentileOfRanks(sample.total, q, (rank) => orderStatistic(sample, rank));
}

/** The same of `total` values that are asked for by their rank, counted from 0. */
export function percentileOfRanks(total: number, q: number, valueOfRank: (rank: number) => number): number {
  if (total === 0) return NaN;
  const position = (total - 1) * (q / 100);
  const rank = Math.floor(position);
  const fraction = position - rank;
  const below = valueOfRank(rank);
  if (fraction === 0) return below;
  const above = valueOfRank(rank + 1);
  // From the nearer end, as numpy does, so that the last digits agree.
  return fraction < 0.5 ? below + (above - below) * fraction : above - (above - below) * (1 - fraction);
}
