import { binColumns } from './binning';
import { type Binning, share } from './bins';
import { chanceLevel } from './chanceLevel';
import type { ColumnSide } from './columnSide';
import { type Comparability, compareTypes } from './columnTypes';
import { errorWithin, psiBounds } from './errorBounds';
import { psiTerm } from './psi';
import type { Recipe } from './recipe';
import type { Band, ColumnDrift, DriftBin } from './report';
import { statisticsOf } from './statistics';
import { treatZeros } from './zeros';

/** A column on both sides compared under a recipe, with the statistics that its bins give. No figure where a side has nothing that the recipe counts. */
export function columnDrift(
  name: string,
  reference: ColumnSide,
  current: ColumnSide,
  recipe: Recipe,
): ColumnDrift {
  const types = compareTypes(reference, current);
  const binning = binColumns(reference, current, types.asNumbers, recipe);
  if (binning.referenceTotal === 0 || binning.currentTotal === 0)
    return nothingToCompare(name, types, binning);
  const referenceShares = binning.bins.map((bin) => share(bin.referenceCount, binning.referenceTotal));
  const currentShares = binning.bins.map((bin) => share(bin.currentCount, binning.currentTotal));
  const treatedReference = treatZeros(recipe, referenceShares);
  const treatedCurrent = treatZeros(recipe, currentShares);
  let psi = 0;
  const bins = binning.bins.map((bin, at): DriftBin => {
    const contribution = psiTerm(treatedReference[at] ?? 0, treatedCurrent[at] ?? 0);
    psi += contribution;
    return {
      label: bin.label,
      kind: bin.kind,
      lower: bin.lower,
      upper: bin.upper,
      referenceCount: bin.referenceCount,
      currentCount: bin.currentCount,
      referenceShare: referenceShares[at] ?? 0,
      currentShare: currentShares[at] ?? 0,
      contribution,
    };
  });
  const bounds = psiBounds(binning, recipe);
  return {
    name,
    type: types.type,
    typeNote: types.note,
    presence: 'both',
    psi,
    maxError: errorWithin(bounds, psi),
    band: bandOf(psi, bounds ?? { low: psi, high: psi }, recipe),
    chance: chanceLevel(binning.referenceTotal, binning.currentTotal, bins.length),
    bins,
    statistics: statisticsOf({
      binning,
      recipe,
      asNumbers: types.asNumbers,
      reference,
      current,
      referenceShares,
      currentShares,
      treatedReference,
      treatedCurrent,
    }),
  };
}

/** The band of a figure; unknown where it may be anything from stable to significant. */
export function bandOf(
  psi: number,
  bounds: { readonly low: number; readonly high: number },
  recipe: Recipe,
): Band {
  const [moderate, significant] = recipe.bands;
  if (bounds.low < moderate && bounds.high >= significant) return 'unknown';
  if (psi < moderate) return 'stable';
  return psi < significant ? 'moderate' : 'significant';
}

/** A column that one side alone has. */
export function oneSidedColumn(
  name: string,
  side: ColumnSide,
  presence: 'referenceOnly' | 'currentOnly',
): ColumnDrift {
  return { ...withoutFigure, name, type: side.type, typeNote: null, presence };
}

function nothingToCompare(name: string, types: Comparability, binning: Binning): ColumnDrift {
  const empty =
    binning.referenceTotal === 0 && binning.currentTotal === 0
      ? 'either side'
      : `the ${binning.referenceTotal === 0 ? 'reference' : 'current'}`;
  return {
    ...withoutFigure,
    name,
    type: types.type,
    typeNote: types.note ?? `no value in ${empty}`,
    presence: 'both',
  };
}

const withoutFigure = {
  psi: null,
  maxError: 0,
  band: 'unknown',
  chance: null,
  bins: [],
  statistics: [],
} as const;
