import type { Shares } from './shares';

/** Population stability index: Σ (c − r) ln(c / r) over shared bins. Comparable only between equal recipes. Infinite where one side alone is zero. */
export function psi(reference: Shares, current: Shares): number {
  let total = 0;
  for (let bin = 0; bin < reference.length; bin += 1)
    total += psiTerm(reference[bin] ?? 0, current[bin] ?? 0);
  return total;
}

/** One bin's part of PSI: (c − r) ln(c / r), never negative. */
export function psiTerm(reference: number, current: number): number {
  return reference === current ? 0 : (current - reference) * Math.log(current / reference);
}
