/** Everything that a drift figure depends on. No figure is shown without it (I9). Figures are comparable only between equal recipes. */
export type Recipe =
  | {
      readonly name: 'deciles';
      /** Percentiles of the reference as edges; a bin a value up to `maxDistinctForValueBins` distinct reference values, and for categories. */
      readonly binning: 'equalFrequency';
      readonly binCount: number;
      readonly maxDistinctForValueBins: number;
      readonly zeroShare: number;
      readonly normalisedAfterZeros: true;
      readonly nulls: 'ownBin';
      readonly bands: Bands;
    }
  | {
      readonly name: 'proportions';
      /** A bin a value of either side; percentiles of the reference for numbers of more than `maxDistinctForValueBins` distinct reference values. */
      readonly binning: 'perValue';
      readonly binCount: number;
      readonly maxDistinctForValueBins: number;
      readonly epsilon: number;
      readonly normalisedAfterZeros: true;
      readonly nulls: 'ownBin';
      readonly bands: Bands;
    }
  | {
      readonly name: 'evidently';
      /** Sturges' number of equal widths over both sides; a bin a value of either side up to `maxDistinctForValueBins` distinct reference values, and for categories. */
      readonly binning: 'sturges';
      readonly maxDistinctForValueBins: number;
      readonly zeroShare: number;
      /** A side whose smallest share is at most `zeroShare` gets this share over the divisor in place of its zeros. */
      readonly smallShareDivisor: number;
      readonly normalisedAfterZeros: false;
      readonly nulls: 'dropped';
      readonly bands: Bands;
    }
  | {
      readonly name: 'soda';
      /** Equal widths over both sides; a bin a value of either side for categories. */
      readonly binning: 'equalWidth';
      readonly binCount: number;
      readonly zeroShare: number;
      readonly normalisedAfterZeros: false;
      readonly nulls: 'dropped';
      readonly bands: Bands;
    };

export type RecipeName = Recipe['name'];

/** PSI from which a column counts as moderate, and as significant. */
export type Bands = readonly [number, number];

const bands: Bands = [0.1, 0.25];

export const recipes: { readonly [N in RecipeName]: Extract<Recipe, { name: N }> } = {
  deciles: {
    name: 'deciles',
    binning: 'equalFrequency',
    binCount: 10,
    maxDistinctForValueBins: 20,
    zeroShare: 1e-4,
    normalisedAfterZeros: true,
    nulls: 'ownBin',
    bands,
  },
  proportions: {
    name: 'proportions',
    binning: 'perValue',
    binCount: 10,
    maxDistinctForValueBins: 20,
    epsilon: 1e-8,
    normalisedAfterZeros: true,
    nulls: 'ownBin',
    bands,
  },
  evidently: {
    name: 'evidently',
    binning: 'sturges',
    maxDistinctForValueBins: 20,
    zeroShare: 1e-4,
    smallShareDivisor: 1e6,
    normalisedAfterZeros: false,
    nulls: 'dropped',
    bands,
  },
  soda: {
    name: 'soda',
    binning: 'equalWidth',
    binCount: 10,
    zeroShare: 1e-5,
    normalisedAfterZeros: false,
    nulls: 'dropped',
    bands,
  },
};

export const recipeNames: readonly RecipeName[] = ['deciles', 'proportions', 'evidently', 'soda'];

/** Whether text names a recipe; `__proto__` does not. */
export function isRecipeName(text: string): text is RecipeName {
  return recipeNames.some((name) => name === text);
}
