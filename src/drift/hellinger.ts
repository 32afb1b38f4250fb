import type { Shares } from './shares';

/** Hellinger distance √(½ Σ (√r − √c)²): 0 for equal shares, 1 for disjoint ones. */
export function hellinger(reference: Shares, current: Shares): number {
  let total = 0;
  reference.forEach((share, bin) => {
    total += hellingerTerm(share, current[bin] ?? 0);
  });
  return Math.sqrt(total);
}

/** One bin's part of the squared distance: ½ (√r − √c)². */
export function hellingerTerm(reference: number, current: number): number {
  return (Math.sqrt(reference) - Math.sqrt(current)) ** 2 / 2;
}
