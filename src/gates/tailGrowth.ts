/** A percentile with what sampling leaves open: between two values of the sample. */
export interface PercentileInterval {
  readonly low: number;
  readonly high: number;
}

/** Below so many samples a 95 % interval of p95 is not said: with 58 there is none, as 0.95^58 is more than 0.05. */
export const leastTailSamples = 60;

/** What became of the tail between two samples of one latency; null where either has fewer than `leastTailSamples`. */
export interface TailGrowth {
  readonly p50: { readonly before: PercentileInterval; readonly after: PercentileInterval };
  readonly p95: { readonly before: PercentileInterval; readonly after: PercentileInterval };
  /** p95 grew, and p50 did not: the intervals of p95 lie apart, those of p50 do not. */
  readonly tailAloneGrew: boolean;
}

/** Compares tails by the order statistics of both samples [G19]. All values must be finite. */
export function tailGrowth(before: ArrayLike<number>, after: ArrayLike<number>): TailGrowth | null {
  if (before.length < leastTailSamples || after.length < leastTailSamples) return null;
  const [one, other] = [Float64Array.from(before).sort(), Float64Array.from(after).sort()];
  const sides = (share: number) => ({
    before: percentileInterval(one, share)!,
    after: percentileInterval(other, share)!,
  });
  const [p50, p95] = [sides(0.5), sides(0.95)];
  const grew = (side: TailGrowth['p50']): boolean => side.after.low > side.before.high;
  return { p50, p95, tailAloneGrew: grew(p95) && !grew(p50) };
}

/**
 * An interval of a percentile that holds it with at least `confidence`, whatever the distribution: between the order statistics
 * x(l) and x(u), as P(x(l) ≤ q < x(u)) ≥ Σ C(n, i) p^i (1 − p)^(n − i) for i from l to u − 1 (David and Nagaraja, Order
 * Statistics, 7.1). Of those that do it is the one over the fewest ranks, then the one that is surest. Null where none does.
 * `sorted` ascends.
 */
export function percentileInterval(
  sorted: ArrayLike<number>,
  share: number,
  confidence = 0.95,
): PercentileInterval | null {
  const n = sorted.length;
  const mass = binomialMass(n, share);
  let best: { readonly l: number; readonly u: number; readonly sum: number } | null = null;
  let sum = 0;
  let u = 1;
  for (let l = 1; l < n; l++) {
    while (u < n && sum < confidence) sum += mass[u++]!;
    if (sum < confidence) break;
    const span = u - l;
    if (!best || span < best.u - best.l || (span === best.u - best.l && sum > best.sum)) best = { l, u, sum };
    sum -= mass[l]!;
  }
  return best && { low: sorted[best.l - 1]!, high: sorted[best.u - 1]! };
}

/** C(n, i) p^i (1 − p)^(n − i) for every i from 0 to n, by logarithms so that nothing leaves what a number can hold. */
function binomialMass(n: number, p: number): Float64Array {
  const mass = new Float64Array(n + 1);
  let logarithm = n * Math.log1p(-p);
  for (let i = 0; i <= n; i++) {
    mass[i] = Math.exp(logarithm);
    logarithm += Math.log((n - i) / (i + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return mass;
}
