import type { NumberSummary } from './profile';

/**
 * The value at share p of the ranks, 0 to 1, between neighbours by straight line: numpy's `linear` percentile, exact
 * where the summary is (Hyndman and Fan's definition 7).
 */
export function quantile(summary: NumberSummary, p: number): number {
  const { values, weights } = summary.quantiles;
  if (p <= 0) return summary.min;
  if (p >= 1) return summary.max;
  const rank = p * (summary.count - 1);
  const below = Math.floor(rank);
  let passed = 0;
  for (let i = 0; i < values.length; i++) {
    passed += weights[i]!;
    if (below >= passed) continue;
    const low = values[i]!;
    const high = below + 1 < passed ? low : (values[i + 1] ?? low);
    return interpolate(low, high, rank - below);
  }
  return summary.max;
}

/** numpy's own form, so that figures agree to the last bit. */
function interpolate(low: number, high: number, share: number): number {
  const difference = high - low;
  return share >= 0.5 ? high - difference * (1 - share) : low + difference * share;
}

/** The share of finite values below x, 0 to 1; off by at most `maxRankError`. */
export function rankShare(summary: NumberSummary, x: number): number {
  const { values, weights } = summary.quantiles;
  let below = 0;
  for (let i = 0; i < values.length && values[i]! < x; i++) below += weights[i]!;
  return below / summary.count;
}

/** One bar of a histogram. */
export interface HistogramBin {
  readonly from: number;
  /** The bin is [from, to), but for the last, which is closed. */
  readonly to: number;
  readonly count: number;
}

/**
 * Counts of finite values in bins of one width from the least to the greatest; one bin where all values are equal. Each
 * count is off by at most 2 × maxRankError × count.
 */
export function histogram(summary: NumberSummary, binCount: number): readonly HistogramBin[] {
  const { min, max } = summary;
  if (min === max) return [{ from: min, to: max, count: summary.count }];
  const edges = Array.from({ length: binCount + 1 }, (_, i) => edgeAt(min, max, i / binCount));
  const counts = new Float64Array(binCount);
  const { values, weights } = summary.quantiles;
  for (let i = 0, bin = 0; i < values.length; i++) {
    while (bin < binCount - 1 && values[i]! >= edges[bin + 1]!) bin++;
    counts[bin]! += weights[i]!;
  }
  return Array.from(counts, (count, i) => ({ from: edges[i]!, to: edges[i + 1]!, count }));
}

function edgeAt(min: number, max: number, share: number): number {
  return share === 1 ? max : min * (1 - share) + max * share;
}
