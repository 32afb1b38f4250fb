/** Everything that a drift figure depends on. No figure is shown without it (I9). Figures are comparable only between equal recipes. */
export type Recipe =
  | {
      readonly name: 'deciles';
      readonly binning: 'equalFrequency';
      readonly binCount: number;
      readonly maxDistinctForValueBins: number;
      readonly zeroShare: number;
      readonly normalisedAfterZeros: true;
      readonly nulls: 'ownBin';
      readonly bands: readonly [number, number];
    }
  | {
      readonly name: 'proportions';
      readonly binning: 'perValue';
      readonly epsilon: number;
      readonly normalisedAfterZeros: true;
      readonly nulls: 'ownBin';
      readonly bands: readonly [number, number];
    }
  | {
      readonly name: 'evidently';
      readonly binning: 'sturges';
      readonly maxDistinctForValueBins: number;
      readonly zeroShare: number;
      readonly normalisedAfterZeros: false;
      readonly nulls: 'dropped';
      readonly bands: readonly [number, number];
    }
  | {
      readonly name: 'soda';
      readonly binning: 'equalWidth';
      readonly binCount: number;
      readonly zeroShare: number;
      readonly normalisedAfterZeros: false;
      readonly nulls: 'dropped';
      readonly bands: readonly [number, number];
    };

export type RecipeName = Recipe['name'];

export const recipes: { readonly [N in RecipeName]: Extract<Recipe, { name: N }> } = {
  deciles: {
    name: 'deciles',
    binning: 'equalFrequency',
    binCount: 10,
    maxDistinctForValueBins: 20,
    zeroShare: 1e-4,
    normalisedAfterZeros: true,
    nulls: 'ownBin',
    bands: [0.1, 0.25],
  },
  proportions: {
    name: 'proportions',
    binning: 'perValue',
    epsilon: 1e-8,
    normalisedAfterZeros: true,
    nulls: 'ownBin',
    bands: [0.1, 0.25],
  },
  evidently: {
    name: 'evidently',
    binning: 'sturges',
    maxDistinctForValueBins: 20,
    zeroShare: 1e-4,
    normalisedAfterZeros: false,
    nulls: 'dropped',
    bands: [0.1, 0.25],
  },
  soda: {
    name: 'soda',
    binning: 'equalWidth',
    binCount: 10,
    zeroShare: 1e-5,
    normalisedAfterZeros: false,
    nulls: 'dropped',
    bands: [0.1, 0.25],
  },
};
