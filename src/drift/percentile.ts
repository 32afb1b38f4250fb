import { orderStatistic, type WeightedSample } from './weightedSample';

/**
 * The q-th percentile (0 to 100) by linear interpolation between order statistics, as numpy's default: at h = (n − 1) q / 100,
 * between the values of rank ⌊h⌋ and ⌊h⌋ + 1. NaN for an empty sample.
 */
export function percentile(sample: WeightedSample, q: number): number {
  if (sample.total === 0) return NaN;
  const position = (sample.total - 1) * (q / 100);
  const rank = Math.floor(position);
  const fraction = position - rank;
  const below = orderStatistic(sample, rank);
  if (fraction === 0) return below;
  const above = orderStatistic(sample, rank + 1);
  // From the nearer end, as numpy does, so that the last digits agree.
  return fraction < 0.5 ? below + (above - below) * fraction : above - (above - below) * (1 - fraction);
}
