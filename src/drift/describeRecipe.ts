import type { Recipe } from './recipe';

/** A recipe in full, a sentence each, as it stands beside the figures. */
export function describeRecipe(recipe: Recipe): readonly string[] {
  return [describeBins(recipe), describeZeros(recipe), describeNulls(recipe), describeBands(recipe)];
}

function describeBins(recipe: Recipe): string {
  switch (recipe.name) {
    case 'deciles':
    case 'proportions':
      return `Numbers: at most ${recipe.binCount} bins. A value that holds a bin’s share of the reference has a bin of its own. The others are cut into ranges of equal frequency in the reference, the outer ones open. Categories, and numbers of at most ${recipe.maxDistinctForValueBins} values that repeat: a bin for each value of ${recipe.minRowsForValueBin} reference rows, and “other” for the rest.`;
    case 'evidently':
      return `Numbers with more than ${recipe.maxDistinctForValueBins} distinct reference values: bins of equal width over both sides, as many as Sturges’ rule gives. Others: a bin for each value of either side.`;
    case 'soda':
      return `Numbers: ${recipe.binCount} bins of equal width over both sides. Others: a bin for each value of either side.`;
  }
}

function describeZeros(recipe: Recipe): string {
  switch (recipe.name) {
    case 'deciles':
      return `A share of zero counts as ${recipe.zeroShare}; both sides are then normalised.`;
    case 'proportions':
      return `${recipe.epsilon} is added to every share; both sides are then normalised.`;
    case 'evidently':
      return `A share of zero counts as ${recipe.zeroShare}, or as the side’s smallest share / ${recipe.smallShareDivisor.toLocaleString('en-US')} where that share is at most ${recipe.zeroShare}; not normalised again.`;
    case 'soda':
      return `A share of zero counts as ${recipe.zeroShare}; not normalised again.`;
  }
}

function describeNulls(recipe: Recipe): string {
  return recipe.nulls === 'ownBin'
    ? 'Nulls are a bin of their own where either side has any.'
    : 'Nulls and infinities are left out.';
}

function describeBands({ bands: [moderate, significant] }: Recipe): string {
  return `Below ${moderate} stable, from ${moderate} moderate, from ${significant} significant: a rule of thumb.`;
}
