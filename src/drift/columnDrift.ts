import { binColumns } from './binning';
import { type Binning, share } from './bins';
import { chanceDrawOf } from './chanceDraw';
import { type ChanceLevel, chanceOfLargeSamples, isAbove } from './chanceLevel';
import type { ColumnSide } from './columnSide';
import { compareTypes } from './columnTypes';
import { errorWithin, psiBounds } from './errorBounds';
import type { Interval } from './intervals';
import { largestPsi } from './largestPsi';
import { psiTerm } from './psi';
import type { Recipe } from './recipe';
import type { Band, ColumnDrift, DriftBin, UnknownReason } from './report';
import { statisticsOf } from './statistics';
import { treatZeros } from './zeros';

/**
 * A column on both sides compared under a recipe, with the statistics that its bins give. No figure where a side has nothing that the
 * recipe counts. Where chance has to be drawn, it is null and `draw` says what from (`withChance`).
 */
export function columnDrift(
  name: string,
  reference: ColumnSide,
  current: ColumnSide,
  recipe: Recipe,
): ColumnDrift {
  const { type, note, asNumbers } = compareTypes(reference, current, recipe);
  const column = { name, type, typeNote: note, presence: 'both' } as const;
  const obstacle = asNumbers ? obstacleOfNumbers(reference, current) : null;
  if (obstacle !== null) return { ...column, ...withoutFigure(obstacle) };
  const binning = binColumns(reference, current, asNumbers, recipe);
  const { referenceTotal, currentTotal } = binning;
  if (referenceTotal === 0 || currentTotal === 0) {
    return { ...column, ...withoutFigure('noValues'), typeNote: note ?? `no value in ${emptySide(binning)}` };
  }
  if (referenceTotal === 1 || currentTotal === 1) return { ...column, ...withoutFigure('singleRow') };
  const referenceShares = binning.bins.map((bin) => share(bin.referenceCount, referenceTotal));
  const currentShares = binning.bins.map((bin) => share(bin.currentCount, currentTotal));
  const treatedReference = treatZeros(recipe, referenceShares);
  const treatedCurrent = treatZeros(recipe, currentShares);
  const bins = binning.bins.map((bin, at): DriftBin => ({
    label: bin.label,
    kind: bin.kind,
    lower: bin.lower,
    upper: bin.upper,
    referenceCount: bin.referenceCount,
    currentCount: bin.currentCount,
    referenceShare: referenceShares[at] ?? 0,
    currentShare: currentShares[at] ?? 0,
    contribution: psiTerm(treatedReference[at] ?? 0, treatedCurrent[at] ?? 0),
  }));
  const psi = bins.reduce((total, bin) => total + bin.contribution, 0);
  const bounds = psiBounds(binning, recipe);
  const draw = chanceDrawOf(binning, recipe);
  return {
    ...column,
    psi,
    maxError: errorWithin(bounds, psi),
    ...judge(psi, bounds, binning, recipe),
    chance: draw === null ? chanceOfLargeSamples(referenceTotal, currentTotal, bins.length) : null,
    draw,
    bins,
    statistics: statisticsOf({
      binning,
      recipe,
      asNumbers,
      reference,
      current,
      referenceShares,
      currentShares,
      treatedReference,
      treatedCurrent,
    }),
  };
}

/** Why numbers cannot be compared by size, whatever the recipe. */
function obstacleOfNumbers({ numbers: r }: ColumnSide, { numbers: c }: ColumnSide): UnknownReason | null {
  if (r?.count === 0 && r.infiniteCount > 0) return 'onlyInfinities';
  let [least, greatest] = [Infinity, -Infinity];
  for (const side of [r, c]) {
    if (side === null || side.count === 0) continue;
    least = Math.min(least, side.min);
    greatest = Math.max(greatest, side.max);
  }
  return greatest - least === Infinity ? 'rangeOverflows' : null;
}

function judge(
  psi: number,
  bounds: Interval | null,
  { bins }: Binning,
  recipe: Recipe,
): Pick<ColumnDrift, 'band' | 'unknown'> {
  const band = bandOf(psi, bounds ?? { low: psi, high: psi }, recipe);
  if (band === 'unknown') return { band, unknown: 'errorTooLarge' };
  const areAllPooled = bins.every(({ kind }) => kind === 'other' || kind === 'null' || kind === 'infinite');
  // A change of the nulls is seen; one of the values is not.
  if (band === 'stable' && areAllPooled && bins.some(({ kind }) => kind === 'other'))
    return { band: 'unknown', unknown: 'noRepeatedValue' };
  return { band, unknown: null };
}

/** The band of a figure; unknown where it may be anything from stable to significant. */
export function bandOf(psi: number, bounds: Interval, recipe: Recipe): Band {
  const [moderate, significant] = recipe.bands;
  if (bounds.low < moderate && bounds.high >= significant) return 'unknown';
  if (psi < moderate) return 'stable';
  return psi < significant ? 'moderate' : 'significant';
}

/** The column once its pairs are drawn: where not even the greatest PSI of these rows is above chance, there is no answer. */
export function withChance(column: ColumnDrift, chance: ChanceLevel, recipe: Recipe): ColumnDrift {
  const known = { ...column, chance, draw: null };
  const reference = column.bins.map((bin) => bin.referenceShare);
  return column.unknown === null && !isAbove(chance, largestPsi(reference, recipe))
    ? { ...known, band: 'unknown', unknown: 'tooFewRows' }
    : known;
}

/** A column that one side alone has. */
export function oneSidedColumn(
  name: string,
  side: ColumnSide,
  presence: 'referenceOnly' | 'currentOnly',
): ColumnDrift {
  return { ...withoutFigure('oneSided'), name, type: side.type, typeNote: null, presence };
}

function emptySide({ referenceTotal, currentTotal }: Binning): string {
  if (referenceTotal === 0 && currentTotal === 0) return 'either side';
  return referenceTotal === 0 ? 'the reference' : 'the current';
}

function withoutFigure(unknown: UnknownReason) {
  return {
    psi: null,
    maxError: 0,
    band: 'unknown',
    unknown,
    chance: null,
    draw: null,
    bins: [],
    statistics: [],
  } as const;
}
