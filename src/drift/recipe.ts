/**
 * Everything that a drift figure depends on. No figure is shown without it (I9). Figures are comparable only between equal
 * recipes: `version` counts the changes of what a recipe's name means, so that a stored report says which one it used.
 */
export type Recipe =
  | (DecileBins & {
      readonly name: 'deciles';
      readonly version: 2;
      readonly zeroShare: number;
      readonly normalisedAfterZeros: true;
      readonly nulls: 'ownBin';
      readonly bands: Bands;
    })
  | (DecileBins & {
      readonly name: 'proportions';
      readonly version: 2;
      readonly epsilon: number;
      readonly normalisedAfterZeros: true;
      readonly nulls: 'ownBin';
      readonly bands: Bands;
    })
  | {
      readonly name: 'evidently';
      readonly version: 1;
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
      readonly version: 1;
      /** Equal widths over both sides; a bin a value of either side for categories. */
      readonly binning: 'equalWidth';
      readonly binCount: number;
      readonly zeroShare: number;
      readonly normalisedAfterZeros: false;
      readonly nulls: 'dropped';
      readonly bands: Bands;
    };

/** The bins of `deciles` and `proportions` ([D6], [D7] in SPEC.md). */
export interface DecileBins {
  /** Values that hold a bin's share have a bin each; the rest is cut into parts of equal frequency in the reference. */
  readonly binning: 'equalFrequency';
  /** So many bins at most; one for every `rowsPerBin` reference values where there are fewer, but two at least. */
  readonly binCount: number;
  readonly rowsPerBin: number;
  /** Numbers have bins that are values up to so many distinct reference values … */
  readonly maxDistinctForValueBins: number;
  /** … and up to this share of the reference in values that come once. */
  readonly maxShareOfSingles: number;
  /** Where bins are values, a value of so many reference rows has one; all else is “other”. */
  readonly minRowsForValueBin: number;
}

/** The recipes that a report can be made by. */
export type RecipeName = Recipe['name'];

/** PSI from which a column counts as moderate, and as significant. */
export type Bands = readonly [number, number];

const bands: Bands = [0.1, 0.25];

const decileBins: DecileBins = {
  binning: 'equalFrequency',
  binCount: 10,
  rowsPerBin: 10,
  maxDistinctForValueBins: 20,
  maxShareOfSingles: 0.1,
  minRowsForValueBin: 5,
};

/** Every recipe with all that its figures depend on. */
export const recipes: { readonly [N in RecipeName]: Extract<Recipe, { name: N }> } = {
  deciles: {
    name: 'deciles',
    version: 2,
    ...decileBins,
    zeroShare: 1e-4,
    normalisedAfterZeros: true,
    nulls: 'ownBin',
    bands,
  },
  proportions: {
    name: 'proportions',
    version: 2,
    ...decileBins,
    epsilon: 1e-8,
    normalisedAfterZeros: true,
    nulls: 'ownBin',
    bands,
  },
  evidently: {
    name: 'evidently',
    version: 1,
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
    version: 1,
    binning: 'equalWidth',
    binCount: 10,
    zeroShare: 1e-5,
    normalisedAfterZeros: false,
    nulls: 'dropped',
    bands,
  },
};

/** In the order in which they are offered; the first is the default. */
export const recipeNames: readonly RecipeName[] = ['deciles', 'proportions', 'evidently', 'soda'];

/** Whether text names a recipe; `__proto__` does not. */
export function isRecipeName(text: string): text is RecipeName {
  return recipeNames.some((name) => name === text);
}
