import type { Shares } from './shares';

/** Kullback–Leibler divergence of the reference from the current, Σ r ln(r / c), in nats. A bin empty in the reference adds nothing; infinite where the current alone is empty. */
export function klDivergence(reference: Shares, current: Shares): number {
  let total = 0;
  reference.forEach((share, bin) => {
    if (share > 0) total += share * Math.log(share / (current[bin] ?? 0));
  });
  return total;
}
