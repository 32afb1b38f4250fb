import type { Binning } from './bins';
import type { ColumnSide } from './columnSide';
import { rangeBinning } from './rangeBinning';
import type { Recipe } from './recipe';
import { valueBinning } from './valueBinning';

/** Bins of two columns that are compared as numbers, or else value by value. */
export function binColumns(
  reference: ColumnSide,
  current: ColumnSide,
  asNumbers: boolean,
  recipe: Recipe,
): Binning {
  return asNumbers && hasRangeBins(reference, recipe)
    ? rangeBinning(reference, current, recipe)
    : valueBinning(reference, current, asNumbers, recipe);
}

function hasRangeBins(reference: ColumnSide, recipe: Recipe): boolean {
  if (reference.numbers === null || reference.numbers.count === 0) return false;
  if (recipe.name === 'soda') return true;
  const { listedCount, isComplete, maxDistinct } = reference.values;
  return Math.max(listedCount, isComplete ? 0 : maxDistinct) > recipe.maxDistinctForValueBins;
}
