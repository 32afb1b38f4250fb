import type { Shares } from './shares';

/** Total variation distance ½ Σ |r − c|: the share of rows that would have to move to another bin, from 0 to 1. */
export function totalVariation(reference: Shares, current: Shares): number {
  let total = 0;
  reference.forEach((share, bin) => {
    total += Math.abs(share - (current[bin] ?? 0));
  });
  return total / 2;
}
