import type { Binning } from './bins';
import type { ColumnSide } from './columnSide';
import { hasRepeatingValues } from './decileCuts';
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

function hasRangeBins({ numbers, values }: ColumnSide, recipe: Recipe): boolean {
  if (numbers === null || numbers.count === 0) return false;
  if (recipe.binning === 'equalWidth') return true;
  const listed = numbers.infiniteCount === 0 ? values.listed : values.listed.filter(isFinite);
  const distinct = values.isComplete ? listed.length : Math.max(listed.length, values.maxDistinct);
  if (distinct > recipe.maxDistinctForValueBins) return true;
  return (
    recipe.binning === 'equalFrequency' &&
    !hasRepeatingValues(
      listed.map(({ count }) => count),
      recipe,
    )
  );
}

function isFinite({ value }: { readonly value: string }): boolean {
  return Math.abs(Number(value)) !== Infinity;
}
