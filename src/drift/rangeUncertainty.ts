import { type CountedBin, exactSegment, type Segment, share, type Uncertainty } from './bins';
import type { SideNumbers } from './columnSide';
import type { Cuts } from './cuts';
import { partCount } from './decileCuts';
import { add, between, type Interval, point, scale } from './intervals';
import type { OwnValue } from './ownValues';
import { countBelow, firstIndex, type WeightedSample } from '../numerics/weightedSample';

interface Totals {
  readonly referenceTotal: number;
  readonly currentTotal: number;
}

/**
 * What sketches leave open of bins that are ranges ([D11] to [D14] in SPEC.md): one answer for each choice of values that may have bins of their
 * own, and of the number of parts that the rest may be cut into.
 */
export function rangeUncertainties(
  cuts: Cuts,
  reference: SideNumbers,
  current: SideNumbers,
  extra: readonly CountedBin[],
  totals: Totals,
): readonly Uncertainty[] {
  const rest = extra.map((bin) =>
    exactSegment(
      share(bin.referenceCount, totals.referenceTotal),
      share(bin.currentCount, totals.currentTotal),
    ),
  );
  if (cuts.binCount === null || reference.maxShareError === 0) {
    const edges = cuts.inner.map((edge) => ({ ...point(edge), mostBelow: Infinity }));
    return [uncertaintyOf(reference, current, cuts.own, edges, false, rest, totals)];
  }
  const { binCount } = cuts;
  return choicesOf(cuts.maybeOwn, binCount, reference.count).flatMap((own) => {
    const left = restOf(reference, own, 'reference');
    const least = partCount(binCount, Math.ceil(left.low), reference.count);
    const most = partCount(binCount, Math.floor(left.high), reference.count);
    return Array.from({ length: most - least + 1 }, (_, at) =>
      uncertaintyOf(
        reference,
        current,
        own,
        edgeBrackets(reference, own, left, least + at),
        true,
        rest,
        totals,
      ),
    );
  });
}

/** Every set of values that may be those with bins of their own. */
function choicesOf(
  maybeOwn: readonly OwnValue[],
  binCount: number,
  count: number,
): readonly (readonly OwnValue[])[] {
  let choices: (readonly OwnValue[])[] = [[]];
  for (const own of maybeOwn) {
    const isSure = own.reference.bounds.low * binCount >= count;
    const having = choices.map((choice) => [...choice, own]);
    choices = isSure ? having : [...choices, ...having];
  }
  return choices;
}

/** How many values of a side have no bins of their own. */
function restOf({ count }: SideNumbers, own: readonly OwnValue[], side: 'reference' | 'current'): Interval {
  const taken = own.reduce((total, one) => add(total, one[side].bounds), point(0));
  return { low: Math.max(0, count - taken.high), high: Math.max(0, count - taken.low) };
}

function uncertaintyOf(
  reference: SideNumbers,
  current: SideNumbers,
  own: readonly OwnValue[],
  brackets: readonly Bracket[],
  mayMerge: boolean,
  extra: readonly Segment[],
  { referenceTotal, currentTotal }: Totals,
): Uncertainty {
  const below = {
    reference: cumulativeShares(reference, own, 'reference', brackets, referenceTotal),
    current: cumulativeShares(current, own, 'current', brackets, currentTotal),
  };
  const ranges = Array.from({ length: brackets.length + 1 }, (_, bin): Segment => ({
    reference: between(below.reference[bin] ?? point(0), below.reference[bin + 1] ?? point(1)),
    current: between(below.current[bin] ?? point(0), below.current[bin + 1] ?? point(1)),
    mayMergeWithNext: mayMerge && mayVanish(brackets, bin, reference),
  }));
  const values = own.map((one): Segment => ({
    reference: scale(one.reference.bounds, 1 / referenceTotal),
    current: scale(one.current.bounds, 1 / currentTotal),
    mayMergeWithNext: false,
  }));
  return { segments: [...ranges, ...values, ...extra], below, lumpedCount: 0 };
}

/** Where an edge lies that the recipe would find over all values, and how much of the reference's rest can be below it. */
interface Bracket extends Interval {
  readonly mostBelow: number;
}

/** Between which values each inner edge of the rest lies that the recipe would find over all values ([D12]). */
function edgeBrackets(
  reference: SideNumbers,
  own: readonly OwnValue[],
  rest: Interval,
  parts: number,
): readonly Bracket[] {
  const finders = rankFinders(reference, own);
  return Array.from({ length: parts - 1 }, (_, at) => {
    const share = (at + 1) / parts;
    const lowest = Math.floor(Math.max(0, rest.low - 1) * share);
    const highest = Math.ceil(Math.max(0, rest.high - 1) * share);
    // The edge is at most the value of this rank.
    return { low: finders.low(lowest), high: finders.high(highest), mostBelow: highest };
  });
}

/**
 * The least value that can have a rank among the rest (from 0): at least rank + 1 of the rest are at most it; and the greatest: at most `rank` of
 * the rest are below it.
 */
function rankFinders(reference: SideNumbers, own: readonly OwnValue[]) {
  const { sample, count, maxShareError, min, max } = reference;
  const { values, cumulative } = sample;
  const perWeight = count / sample.total;
  // The last digits of the sums must not decide.
  const error = maxShareError * count + 1e-9;
  const { most, least } =
    own.length === 0 ? { most: cumulative, least: cumulative } : restUpTo(sample, own, perWeight);
  const scale = own.length === 0 ? perWeight : 1;
  return {
    low(rank: number): number {
      if (error >= rank + 1) return min;
      const at = firstIndex(most, (upTo) => upTo * scale + error >= rank + 1);
      return Math.max(min, values[at] ?? max);
    },
    high(rank: number): number {
      const at = firstIndex(least, (below) => below * scale - error > rank);
      return Math.min(max, values[at] ?? max);
    },
  };
}

/**
 * How many of the rest are at most each value of a sketch, but for its error: at most what the sketch has less what the values with bins hold at least; and
 * how many are below the next value, at least. Both are made to grow with the values.
 */
function restUpTo({ values, cumulative }: WeightedSample, own: readonly OwnValue[], perWeight: number) {
  const most = new Float64Array(values.length);
  const least = new Float64Array(values.length);
  let [takenLow, takenHigh, nextLow, nextHigh] = [0, 0, 0, 0];
  for (let at = 0; at < values.length; at += 1) {
    for (let one = own[nextLow]; one && one.value <= values[at]!; one = own[++nextLow])
      takenLow += one.reference.bounds.low;
    for (let one = own[nextHigh]; one && one.value < (values[at + 1] ?? Infinity); one = own[++nextHigh])
      takenHigh += one.reference.bounds.high;
    most[at] = Math.max(most[at - 1] ?? -Infinity, cumulative[at]! * perWeight - takenLow);
    least[at] = cumulative[at]! * perWeight - takenHigh;
  }
  for (let at = values.length - 2; at >= 0; at -= 1) least[at] = Math.min(least[at]!, least[at + 1]!);
  return { most, least };
}

/** The share of a side's rest below each edge, both ends included, of all that the recipe counts ([D13]). */
function cumulativeShares(
  numbers: SideNumbers,
  own: readonly OwnValue[],
  side: 'reference' | 'current',
  brackets: readonly Bracket[],
  total: number,
): readonly Interval[] {
  const rest = restOf(numbers, own, side);
  const inner = brackets.map((bracket) => {
    const below = countBelowEdge(numbers, bracket);
    const taken = (edge: number, bound: 'low' | 'high') =>
      own.reduce((count, one) => (one.value < edge ? count + one[side].bounds[bound] : count), 0);
    const most = side === 'reference' ? Math.min(rest.high, bracket.mostBelow) : rest.high;
    return {
      low: Math.max(0, below.low - taken(bracket.low, 'high')),
      high: Math.min(most, Math.max(0, below.high - taken(bracket.high, 'low'))),
    };
  });
  return [point(0), ...inner, rest].map((interval) => scale(interval, total === 0 ? 0 : 1 / total));
}

/** How many of a side's finite values are below an edge that lies in `bracket`. */
function countBelowEdge(
  { sample, count, maxShareError, min, max }: SideNumbers,
  bracket: Interval,
): Interval {
  if (sample.total === 0 || bracket.high <= min) return point(0);
  if (bracket.low > max) return point(count);
  const perWeight = count / sample.total;
  const error = maxShareError * count;
  return {
    low: bracket.low <= min ? 0 : Math.max(0, countBelow(sample, bracket.low) * perWeight - error),
    high: Math.min(count, countBelow(sample, bracket.high) * perWeight + error),
  };
}

/** Whether inner edge `at` may equal a neighbour or an end, and so not be an edge ([D14]). */
function mayVanish(brackets: readonly Interval[], at: number, { min, max }: SideNumbers): boolean {
  const bracket = brackets[at];
  if (!bracket) return false;
  const before = brackets[at - 1]?.high ?? min;
  const after = brackets[at + 1]?.low ?? max;
  return bracket.low <= before || bracket.high >= after;
}
