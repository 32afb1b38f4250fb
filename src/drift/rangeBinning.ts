import {
  type Binning,
  type CountedBin,
  exactPiece,
  type Piece,
  plainBin,
  share,
  type Uncertainty,
} from './bins';
import type { ColumnSide, SideNumbers } from './columnSide';
import { labelEdges } from './edgeLabels';
import { equalFrequencyEdges, equalWidthEdges, sturgesEdges } from './edges';
import { between, type Interval, point, scale, shareInterval } from './intervals';
import type { Recipe } from './recipe';
import { countBelow, firstIndex, orderStatistic } from './weightedSample';

const nobody: SideNumbers = {
  count: 0,
  infiniteCount: 0,
  min: NaN,
  max: NaN,
  populationDeviation: 0,
  sample: { values: new Float64Array(), cumulative: new Float64Array(), total: 0 },
  maxShareError: 0,
};

/** Bins that are ranges of numbers, then one for infinities and one for nulls where the recipe keeps them and there are any. */
export function rangeBinning(reference: ColumnSide, current: ColumnSide, recipe: Recipe): Binning {
  const ofReference = reference.numbers ?? nobody;
  const ofCurrent = current.numbers ?? nobody;
  const keepsNulls = recipe.nulls === 'ownBin';
  const referenceTotal = keepsNulls ? reference.rowCount : ofReference.count;
  const currentTotal = keepsNulls ? current.rowCount : ofCurrent.count;
  const cuts = cutsOf(reference, current, ofReference, ofCurrent, recipe);
  const extra = keepsNulls ? extraBins(reference, current) : [];
  const isExact = ofReference.maxShareError === 0 && ofCurrent.maxShareError === 0;
  return {
    bins: [...countRanges(cuts, ofReference, ofCurrent, reference), ...extra],
    referenceTotal,
    currentTotal,
    uncertainty: isExact
      ? null
      : uncertaintyOf(cuts, ofReference, ofCurrent, extra, { referenceTotal, currentTotal }),
  };
}

function uncertaintyOf(
  cuts: Cuts,
  reference: SideNumbers,
  current: SideNumbers,
  extra: readonly CountedBin[],
  { referenceTotal, currentTotal }: { readonly referenceTotal: number; readonly currentTotal: number },
): Uncertainty {
  const brackets = edgeBrackets(cuts, reference);
  const below = {
    reference: cumulativeShares(reference, brackets, share(reference.count, referenceTotal)),
    current: cumulativeShares(current, brackets, share(current.count, currentTotal)),
  };
  const ranges = Array.from({ length: brackets.length + 1 }, (_, bin): Piece => ({
    reference: between(below.reference[bin] ?? point(0), below.reference[bin + 1] ?? point(1)),
    current: between(below.current[bin] ?? point(0), below.current[bin + 1] ?? point(1)),
    mayMergeWithNext: cuts.percentileCount !== null && mayVanish(brackets, bin, reference),
  }));
  const rest = extra.map((bin) =>
    exactPiece(share(bin.referenceCount, referenceTotal), share(bin.currentCount, currentTotal)),
  );
  return { pieces: [...ranges, ...rest], below, lumpedCount: 0 };
}

/** Where ranges are cut. With open ends, values beyond the outer edges are in the outer bins. */
interface Cuts {
  readonly inner: readonly number[];
  readonly ends: readonly [number, number] | null;
  /** Percentiles that the inner edges stand for; null where the edges do not depend on the sample. */
  readonly percentileCount: number | null;
}

function cutsOf(
  reference: ColumnSide,
  current: ColumnSide,
  ofReference: SideNumbers,
  ofCurrent: SideNumbers,
  recipe: Recipe,
): Cuts {
  if (recipe.name === 'deciles' || recipe.name === 'proportions') {
    const inner = equalFrequencyEdges(ofReference.sample, recipe.binCount);
    return { inner, ends: null, percentileCount: recipe.binCount };
  }
  const min = ofCurrent.count === 0 ? ofReference.min : Math.min(ofReference.min, ofCurrent.min);
  const max = ofCurrent.count === 0 ? ofReference.max : Math.max(ofReference.max, ofCurrent.max);
  const edges =
    recipe.name === 'soda'
      ? equalWidthEdges(min, max, recipe.binCount)
      : sturgesEdges(
          min,
          max,
          ofReference.count + ofCurrent.count,
          isIntegerForPandas(reference) && isIntegerForPandas(current),
        );
  return { inner: edges.slice(1, -1), ends: [edges[0] ?? min, edges.at(-1) ?? max], percentileCount: null };
}

/** A column of integers with a null in it is one of floats to pandas, which Evidently reads with. */
function isIntegerForPandas(side: ColumnSide): boolean {
  return side.type === 'integer' && side.nullCount === 0;
}

function countRanges(
  cuts: Cuts,
  reference: SideNumbers,
  current: SideNumbers,
  side: ColumnSide,
): CountedBin[] {
  const { inner, ends } = cuts;
  const labels = labelEdges(ends ? [ends[0], ...inner, ends[1]] : inner, side.type);
  const at = (index: number) => labels[index] ?? '';
  const bins: CountedBin[] = [];
  for (let bin = 0; bin <= inner.length; bin += 1) {
    const lower = inner[bin - 1] ?? ends?.[0] ?? null;
    const upper = inner[bin] ?? ends?.[1] ?? null;
    let label: string;
    if (ends) label = `${at(bin)} – ${at(bin + 1)}`;
    else if (inner.length === 0) label = 'all values';
    else if (bin === 0) label = `< ${at(0)}`;
    else if (bin === inner.length) label = `≥ ${at(bin - 1)}`;
    else label = `${at(bin - 1)} – ${at(bin)}`;
    bins.push({
      label,
      kind: 'range',
      lower,
      upper,
      referenceCount: countBetween(reference, inner[bin - 1], inner[bin]),
      currentCount: countBetween(current, inner[bin - 1], inner[bin]),
    });
  }
  return bins;
}

/** How many values are in [lower, upper), each end open where it is undefined. */
function countBetween(side: SideNumbers, lower: number | undefined, upper: number | undefined): number {
  const { sample, count } = side;
  if (sample.total === 0) return 0;
  const below = upper === undefined ? sample.total : countBelow(sample, upper);
  return ((below - (lower === undefined ? 0 : countBelow(sample, lower))) * count) / sample.total;
}

/** The share of a side below each edge, both ends included, as a share of all that the recipe counts. */
function cumulativeShares(
  side: SideNumbers,
  brackets: readonly Bracket[],
  finiteShare: number,
): readonly Interval[] {
  return [point(0), ...brackets.map((bracket) => shareBelow(side, bracket)), point(1)].map((interval, at) => {
    const most = brackets[at - 1]?.mostBelow ?? Infinity;
    const isReference = brackets[at - 1]?.of === side;
    return scale(
      isReference ? { low: interval.low, high: Math.min(interval.high, most) } : interval,
      finiteShare,
    );
  });
}

/** Where an edge lies that the recipe would find over all values of a side, and how much of that side can be below it. */
interface Bracket extends Interval {
  readonly of: SideNumbers | null;
  readonly mostBelow: number;
}

/** Between which values each inner edge lies that the recipe would find over all values ([D12] in SPEC.md). */
function edgeBrackets(cuts: Cuts, reference: SideNumbers): readonly Bracket[] {
  if (cuts.percentileCount === null || reference.maxShareError === 0) {
    return cuts.inner.map((edge) => ({ ...point(edge), of: null, mostBelow: 1 }));
  }
  const brackets: Bracket[] = [];
  for (let at = 1; at < cuts.percentileCount; at += 1) {
    const position = ((reference.count - 1) * at) / cuts.percentileCount;
    brackets.push({
      low: lowestOfRank(reference, Math.floor(position)),
      high: highestOfRank(reference, Math.ceil(position)),
      of: reference,
      // The edge is at most the value of this rank.
      mostBelow: Math.ceil(position) / reference.count,
    });
  }
  return brackets;
}

/** The least value that can have this rank (from 0): at least rank + 1 values are at most it. */
function lowestOfRank({ sample, count, maxShareError, min }: SideNumbers, rank: number): number {
  const needed = ((rank + 1) / count - maxShareError) * sample.total;
  if (needed <= 0) return min;
  const at = firstIndex(sample.cumulative, (upTo) => upTo >= needed);
  return Math.max(min, sample.values[at] ?? min);
}

/** The greatest value that can have this rank: at most `rank` values are below it. */
function highestOfRank({ sample, count, maxShareError, max }: SideNumbers, rank: number): number {
  const allowed = (rank / count + maxShareError) * sample.total;
  return allowed >= sample.total ? max : Math.min(max, orderStatistic(sample, allowed));
}

/** The share of a side's finite values below an edge that lies in `bracket`. */
function shareBelow(side: SideNumbers, bracket: Interval): Interval {
  const { sample, maxShareError, min, max } = side;
  if (sample.total === 0 || bracket.high <= min) return point(0);
  if (bracket.low > max) return point(1);
  return shareInterval(
    bracket.low <= min ? 0 : countBelow(sample, bracket.low) / sample.total - maxShareError,
    countBelow(sample, bracket.high) / sample.total + maxShareError,
  );
}

/** Whether inner edge `at` may equal a neighbour or an end, and so not be an edge. */
function mayVanish(
  brackets: readonly Interval[],
  at: number,
  { min, max, maxShareError }: SideNumbers,
): boolean {
  const bracket = brackets[at];
  if (!bracket || maxShareError === 0) return false;
  const before = brackets[at - 1]?.high ?? min;
  const after = brackets[at + 1]?.low ?? max;
  return bracket.low <= before || bracket.high >= after;
}

function extraBins(reference: ColumnSide, current: ColumnSide): CountedBin[] {
  const infinite = [reference.numbers?.infiniteCount ?? 0, current.numbers?.infiniteCount ?? 0] as const;
  const bins: CountedBin[] = [];
  if (infinite[0] + infinite[1] > 0) bins.push(plainBin('±∞', 'value', ...infinite));
  if (reference.nullCount + current.nullCount > 0) {
    bins.push(plainBin('null', 'null', reference.nullCount, current.nullCount));
  }
  return bins;
}
