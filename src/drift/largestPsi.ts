import { psiTerm } from './psi';
import type { Recipe } from './recipe';
import type { Shares } from './shares';
import { treatZeros } from './zeros';

/** The greatest PSI that a current side can have against these shares of the reference: all of it in one bin. */
export function largestPsi(reference: Shares, recipe: Recipe): number {
  const r = treatZeros(recipe, reference);
  // Which bin it is does not change what the recipe makes of a full one and of empty ones.
  const [full = 1, empty = 0] = treatZeros(
    recipe,
    reference.map((_, bin) => (bin === 0 ? 1 : 0)),
  );
  const allEmpty = r.reduce((total, share) => total + psiTerm(share, empty), 0);
  return r.reduce(
    (greatest, share) => Math.max(greatest, allEmpty - psiTerm(share, empty) + psiTerm(share, full)),
    0,
  );
}
