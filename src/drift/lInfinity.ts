import type { Shares } from './shares';

/** The greatest difference of any bin's shares, max |r − c|, from 0 to 1. */
export function lInfinity(reference: Shares, current: Shares): number {
  let greatest = 0;
  reference.forEach((share, bin) => {
    greatest = Math.max(greatest, Math.abs(share - (current[bin] ?? 0)));
  });
  return greatest;
}
