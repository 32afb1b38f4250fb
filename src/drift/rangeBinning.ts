import { type Binning, type CountedBin, plainBin } from './bins';
import { type ColumnSide, noNumbers, type SideNumbers } from './columnSide';
import type { Cuts } from './cuts';
import { decileBinCount, partCount, restEdges } from './decileCuts';
import { labelEdges } from './edgeLabels';
import { extraBins } from './extraBins';
import { equalWidthEdges, sturgesEdges } from './edges';
import { type OwnValue, ownValuesOf } from './ownValues';
import { rangeUncertainties } from './rangeUncertainty';
import type { DecileBins, Recipe } from './recipe';
import { sum } from './shares';
import { countBelow, countOf, type WeightedSample } from '../numerics/weightedSample';

/** Bins that are ranges of numbers beside values of their own, then one for infinities and one for nulls where the recipe keeps them and there are any. */
export function rangeBinning(reference: ColumnSide, current: ColumnSide, recipe: Recipe): Binning {
  const ofReference = reference.numbers ?? noNumbers;
  const ofCurrent = current.numbers ?? noNumbers;
  const keepsNulls = recipe.nulls === 'ownBin';
  const referenceTotal = keepsNulls ? reference.rowCount : ofReference.count;
  const currentTotal = keepsNulls ? current.rowCount : ofCurrent.count;
  const cuts =
    recipe.binning === 'equalFrequency'
      ? frequencyCuts(reference, current, ofReference, ofCurrent, recipe)
      : widthCuts(reference, current, ofReference, ofCurrent, recipe);
  const extra = keepsNulls ? extraBins(reference, current, true) : [];
  const ranges = countRanges(cuts, ofReference, ofCurrent, reference);
  const isExact = ofReference.maxShareError === 0 && ofCurrent.maxShareError === 0;
  return {
    bins: [...cuts.own.map((own) => ownBin(own, reference)), ...ranges, ...extra],
    referenceTotal,
    currentTotal,
    uncertainties: isExact
      ? []
      : rangeUncertainties(cuts, ofReference, ofCurrent, extra, { referenceTotal, currentTotal }),
    values: null,
  };
}

function frequencyCuts(
  reference: ColumnSide,
  current: ColumnSide,
  ofReference: SideNumbers,
  ofCurrent: SideNumbers,
  recipe: DecileBins,
): Cuts {
  const { count, sample } = ofReference;
  const binCount = decileBinCount(count, recipe);
  const maybeOwn = ownValuesOf(reference, current, ofReference, ofCurrent, count / binCount);
  const own = maybeOwn.filter(({ reference: { estimate } }) => estimate * binCount >= count);
  const rest = Math.max(0, count - sum(own.map(({ reference: { estimate } }) => estimate)));
  const inner = restEdges(
    sample,
    own.map(({ value }) => value),
    partCount(binCount, Math.round(rest), count),
  );
  return { own, maybeOwn, inner, ends: null, binCount };
}

function widthCuts(
  reference: ColumnSide,
  current: ColumnSide,
  ofReference: SideNumbers,
  ofCurrent: SideNumbers,
  recipe: Extract<Recipe, { binning: 'sturges' | 'equalWidth' }>,
): Cuts {
  const min = ofCurrent.count === 0 ? ofReference.min : Math.min(ofReference.min, ofCurrent.min);
  const max = ofCurrent.count === 0 ? ofReference.max : Math.max(ofReference.max, ofCurrent.max);
  const edges =
    recipe.binning === 'equalWidth'
      ? equalWidthEdges(min, max, recipe.binCount)
      : sturgesEdges(
          min,
          max,
          ofReference.count + ofCurrent.count,
          isIntegerForPandas(reference) && isIntegerForPandas(current),
        );
  const ends = [edges[0] ?? min, edges.at(-1) ?? max] as const;
  return { own: [], maybeOwn: [], inner: edges.slice(1, -1), ends, binCount: null };
}

/** A column of integers with a null in it is one of floats to pandas, which Evidently reads with. */
function isIntegerForPandas(side: ColumnSide): boolean {
  return side.type === 'integer' && side.nullCount === 0;
}

function ownBin({ value, text, reference, current }: OwnValue, { type }: ColumnSide): CountedBin {
  const isPlainNumber = type === 'integer' || type === 'number';
  return {
    ...plainBin(text, 'value', reference.estimate, current.estimate),
    lower: isPlainNumber ? value : null,
    upper: isPlainNumber ? value : null,
  };
}

function countRanges(
  cuts: Cuts,
  reference: SideNumbers,
  current: SideNumbers,
  side: ColumnSide,
): CountedBin[] {
  const { own, inner, ends } = cuts;
  const ofReference = restCounts(
    reference,
    cuts,
    own.map((one) => one.reference.estimate),
  );
  const ofCurrent = restCounts(
    current,
    cuts,
    own.map((one) => one.current.estimate),
  );
  const bins = rangeLabels(cuts, side).map((label, bin): CountedBin => ({
    label,
    kind: 'range',
    lower: inner[bin - 1] ?? ends?.[0] ?? null,
    upper: inner[bin] ?? ends?.[1] ?? null,
    referenceCount: ofReference[bin]!,
    currentCount: ofCurrent[bin]!,
  }));
  const isEmpty = bins.length === 1 && bins[0]?.referenceCount === 0 && bins[0].currentCount === 0;
  return isEmpty && own.length > 0 ? [] : bins;
}

function rangeLabels({ own, inner, ends }: Cuts, { type }: ColumnSide): readonly string[] {
  const labels = labelEdges(ends ? [ends[0], ...inner, ends[1]] : inner, type);
  const at = (index: number) => labels[index] ?? '';
  return Array.from({ length: inner.length + 1 }, (_, bin) => {
    if (ends) return `${at(bin)} – ${at(bin + 1)}`;
    if (inner.length === 0) return own.length === 0 ? 'all values' : 'all other values';
    if (bin === 0) return `< ${at(0)}`;
    return bin === inner.length ? `≥ ${at(bin - 1)}` : `${at(bin - 1)} – ${at(bin)}`;
  });
}

/** How many values are in each range without those that have bins of their own, given the counts of these. */
function restCounts(
  { sample, count }: SideNumbers,
  { own, inner }: Cuts,
  ownCounts: readonly number[],
): readonly number[] {
  const sampled = sample.total - weightBelow(sample, own, Infinity);
  // What the sample gives to the rest is made to agree with the counts of the values that have bins.
  const scale = sampled <= 0 ? 0 : Math.max(0, count - sum(ownCounts)) / sampled;
  let last = 0;
  const counts = inner.map((edge) => {
    const below = countBelow(sample, edge) - weightBelow(sample, own, edge);
    const inRange = (below - last) * scale;
    last = below;
    return inRange;
  });
  return [...counts, (sampled - last) * scale];
}

/** How much of a sample is of values that have bins of their own and lie below an edge. */
function weightBelow(sample: WeightedSample, own: readonly OwnValue[], edge: number): number {
  return own.reduce((weight, { value }) => (value < edge ? weight + countOf(sample, value) : weight), 0);
}
