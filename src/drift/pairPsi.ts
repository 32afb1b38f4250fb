import type { Recipe } from './recipe';

/**
 * PSI of the first `binCount` counts of each side under a recipe's treatment of zeros: `psi(treatZeros(…), treatZeros(…))` without
 * an array in between, for figures that are made thousands of times.
 */
export function pairPsi(
  recipe: Recipe,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  binCount: number,
): number {
  const ofReference = treatmentOf(recipe, reference, binCount);
  const ofCurrent = treatmentOf(recipe, current, binCount);
  let total = 0;
  for (let bin = 0; bin < binCount; bin += 1) {
    const r = treated(reference[bin]!, ofReference);
    const c = treated(current[bin]!, ofCurrent);
    if (r !== c) total += (c - r) * Math.log(c / r);
  }
  return total;
}

/** A count becomes (count × perRow, or `zero` where that is nothing, plus `added`) × scale. */
interface Treatment {
  readonly perRow: number;
  readonly zero: number;
  readonly added: number;
  readonly scale: number;
}

function treated(count: number, { perRow, zero, added, scale }: Treatment): number {
  return ((count === 0 ? zero : count * perRow) + added) * scale;
}

function treatmentOf(recipe: Recipe, counts: ArrayLike<number>, binCount: number): Treatment {
  let total = 0;
  let empty = 0;
  let least = Infinity;
  for (let bin = 0; bin < binCount; bin += 1) {
    const count = counts[bin]!;
    total += count;
    if (count === 0) empty += 1;
    else if (count < least) least = count;
  }
  const perRow = total === 0 ? 0 : 1 / total;
  switch (recipe.name) {
    case 'deciles':
      return { perRow, zero: recipe.zeroShare, added: 0, scale: 1 / (1 + empty * recipe.zeroShare) };
    case 'proportions':
      return { perRow, zero: 0, added: recipe.epsilon, scale: 1 / (1 + binCount * recipe.epsilon) };
    case 'evidently': {
      const smallest = least * perRow;
      const zero = smallest <= recipe.zeroShare ? smallest / recipe.smallShareDivisor : recipe.zeroShare;
      return { perRow, zero, added: 0, scale: 1 };
    }
    case 'soda':
      return { perRow, zero: recipe.zeroShare, added: 0, scale: 1 };
  }
}
