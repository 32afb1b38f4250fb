import type { Shares } from './shares';

/** Jensen–Shannon divergence to the natural logarithm, in nats: 0 for equal shares, ln 2 for disjoint ones. Zeros are fine. */
export function jsDivergence(reference: Shares, current: Shares): number {
  let total = 0;
  for (let bin = 0; bin < reference.length; bin += 1) total += jsTerm(reference[bin] ?? 0, current[bin] ?? 0);
  return total;
}

/** One bin's part of the divergence, never negative: ½ (r ln(r / m) + c ln(c / m)) with m = (r + c) / 2. */
export function jsTerm(reference: number, current: number): number {
  if (reference === current) return 0;
  const middle = (reference + current) / 2;
  const ofReference = reference > 0 ? reference * Math.log(reference / middle) : 0;
  const ofCurrent = current > 0 ? current * Math.log(current / middle) : 0;
  return (ofReference + ofCurrent) / 2;
}

/** Square root of the divergence: a metric. `nats` is to the natural logarithm (at most √ln 2), `bits` to base 2 (at most 1). */
export function jsDistance(reference: Shares, current: Shares, base: 'nats' | 'bits'): number {
  const divergence = Math.max(0, jsDivergence(reference, current));
  return Math.sqrt(base === 'bits' ? divergence / Math.LN2 : divergence);
}
