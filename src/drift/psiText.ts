import { textApart } from '../lib/textApart';
import type { Recipe } from './recipe';
import type { ColumnDrift } from './report';

/** `0.31`, `0.0996` beside a band from 0.1, `0.31 ± 0.02`, `none`: PSI wherever it stands beside its band and what chance gives. */
export function psiText(
  {
    psi,
    maxError,
    chance = null,
  }: Pick<ColumnDrift, 'psi' | 'maxError'> & Partial<Pick<ColumnDrift, 'chance'>>,
  recipe: Recipe,
): string {
  if (psi === null) return 'none';
  const limits = chance === null ? recipe.bands : [...recipe.bands, chance.q95];
  const text = psi > 0 && psi < 0.005 && chance === null ? '< 0.01' : textApart(psi, limits);
  return maxError === 0 ? text : `${text} ± ${errorText(maxError)}`;
}

/** An error in one or two digits, never rounded down to nothing. */
function errorText(error: number): string {
  if (error === Infinity) return '∞';
  return error < 0.005 ? '0.01' : error.toPrecision(error < 0.1 ? 1 : 2);
}

/** What chance alone gives, as text that tells it apart from the PSI beside it. */
export function chanceText({ psi, chance }: Pick<ColumnDrift, 'psi' | 'chance'>): string {
  if (chance === null) return 'none';
  return textApart(chance.q95, psi === null ? [] : [psi], chance.q95 < 0.095 ? 4 : 2);
}
