import {
  type Binning,
  type ChosenValues,
  type CountedBin,
  exactSegment,
  type Segment,
  plainBin,
} from './bins';
import { type ColumnSide, valueCount } from './columnSide';
import { extraBins } from './extraBins';
import { type Interval, point, shareInterval } from './intervals';
import { numberOfText } from './numberCount';
import type { Recipe } from './recipe';
import { countOf as countInSample } from '../numerics/weightedSample';

/**
 * A bin a value: of the reference's values with enough rows, and “other” for the rest (deciles, proportions); or of either side's values.
 * Values that a profile no longer lists are together in “other”.
 */
export function valueBinning(
  referenceSide: ColumnSide,
  currentSide: ColumnSide,
  asNumbers: boolean,
  recipe: Recipe,
): Binning {
  const [reference, current] = [valuesOf(referenceSide, asNumbers), valuesOf(currentSide, asNumbers)];
  const keepsNulls = recipe.nulls === 'ownBin';
  const referenceTotal = keepsNulls ? referenceSide.rowCount : reference.total;
  const currentTotal = keepsNulls ? currentSide.rowCount : current.total;
  const counted = binTexts(reference, current, recipe).map((text) => ({
    text,
    reference: reference.countOf(text),
    current: current.countOf(text),
  }));
  const bins = counted.map(({ text, reference: ofReference, current: ofCurrent }): CountedBin => {
    const number = isPlainNumber(referenceSide) && asNumbers ? Number(text) : null;
    return { ...plainBin(text, 'value', ofReference.low, ofCurrent.low), lower: number, upper: number };
  });
  const other = otherBin(reference.total, current.total, bins);
  const extra = keepsNulls ? extraBins(referenceSide, currentSide, asNumbers) : [];
  const lumpedCount = other ? lumped(reference, current, other, recipe) : 0;
  const isExact = lumpedCount === 0 && counted.every((one) => isPoint(one.reference) && isPoint(one.current));
  const segments = (): Segment[] => {
    const exact = (bin: CountedBin) =>
      exactSegment(bin.referenceCount / referenceTotal, bin.currentCount / currentTotal);
    const values = counted.map((one) => segmentOf(one.reference, one.current, referenceTotal, currentTotal));
    const rest = segmentOf(
      restOf(
        reference.total,
        counted.map((one) => one.reference),
      ),
      restOf(
        current.total,
        counted.map((one) => one.current),
      ),
      referenceTotal,
      currentTotal,
    );
    // “Other” last, as `lumpedCount` says.
    return [...values, ...extra.map(exact), ...(other ? [rest] : [])];
  };
  return {
    bins: [...bins, ...(other ? [other] : []), ...extra],
    referenceTotal,
    currentTotal,
    uncertainties: isExact ? [] : [{ lumpedCount, below: null, segments: segments() }],
    values: () => chosenValues(reference, current, asNumbers),
  };
}

/** A side's values as the recipe sees them: where they are numbers, infinities are none. */
interface ComparedValues {
  readonly side: ColumnSide;
  readonly total: number;
  readonly isOrdered: boolean;
  /** With how often each is known to occur. */
  readonly listed: ReadonlyMap<string, number>;
  /** How often a value may occur: a point where that is known. */
  countOf(text: string): Interval;
}

function valuesOf(side: ColumnSide, asNumbers: boolean): ComparedValues {
  const infinite = asNumbers ? (side.numbers?.infiniteCount ?? 0) : 0;
  const listed = infinite === 0 ? side.values.counts() : withoutInfinities(side.values.counts());
  return {
    side,
    total: valueCount(side) - infinite,
    isOrdered: asNumbers || side.type === 'boolean',
    listed,
    countOf: (text) => countOf(side, text, listed.get(text)),
  };
}

function withoutInfinities(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...counts].filter(([text]) => Math.abs(Number(text)) !== Infinity));
}

function countOf(side: ColumnSide, text: string, listed: number | undefined): Interval {
  const { isComplete, maxCountError, maxUnlistedCount } = side.values;
  const known = listed ?? 0;
  if (isComplete) return point(known);
  const number = Number(text);
  if (isPlainNumber(side) && side.numbers?.maxShareError === 0 && Number.isFinite(number))
    return point(countInSample(side.numbers.sample, number));
  return { low: known, high: listed === undefined ? maxUnlistedCount : known + maxCountError };
}

function isPlainNumber(side: ColumnSide): boolean {
  return side.type === 'integer' || side.type === 'number';
}

function isPoint(interval: Interval): boolean {
  return interval.low === interval.high;
}

/** The values that have bins: numbers and truth values in their order, others by how often they occur. */
function binTexts(reference: ComparedValues, current: ComparedValues, recipe: Recipe): readonly string[] {
  const texts = new Set<string>();
  const least = recipe.binning === 'equalFrequency' ? recipe.minRowsForValueBin : 0;
  for (const [text, count] of reference.listed) if (count >= least) texts.add(text);
  if (recipe.binning !== 'equalFrequency') for (const text of current.listed.keys()) texts.add(text);
  const isNumeric =
    reference.isOrdered && [...texts].every((text) => text !== '' && Number.isFinite(Number(text)));
  return [...texts].sort((left, right) => {
    if (isNumeric) return Number(left) - Number(right);
    if (reference.isOrdered) return compareText(left, right);
    return (
      (reference.listed.get(right) ?? 0) - (reference.listed.get(left) ?? 0) ||
      (current.listed.get(right) ?? 0) - (current.listed.get(left) ?? 0) ||
      compareText(left, right)
    );
  });
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function otherBin(
  referenceValues: number,
  currentValues: number,
  bins: readonly CountedBin[],
): CountedBin | null {
  const referenceRest = bins.reduce((rest, bin) => rest - bin.referenceCount, referenceValues);
  const currentRest = bins.reduce((rest, bin) => rest - bin.currentCount, currentValues);
  return referenceRest > 0 || currentRest > 0
    ? plainBin('other', 'other', Math.max(0, referenceRest), Math.max(0, currentRest))
    : null;
}

/** At most how many values in “other” the recipe would give bins of their own, over all values, with what is left of it; 0 where none ([D17]). */
function lumped(
  reference: ComparedValues,
  current: ComparedValues,
  other: CountedBin,
  recipe: Recipe,
): number {
  const unlisted = ({ side: { values } }: ComparedValues) =>
    values.isComplete ? 0 : Math.max(0, values.maxDistinct - values.listed.length) + 1;
  if (recipe.binning !== 'equalFrequency') return unlisted(reference) + unlisted(current);
  const { isComplete, maxCountError, maxUnlistedCount } = reference.side.values;
  if (isComplete) return 0;
  const least = recipe.minRowsForValueBin;
  let open = maxUnlistedCount >= least ? unlisted(reference) : 0;
  for (const count of reference.listed.values())
    if (count < least && count + maxCountError >= least) open += 1;
  // So many values of that many rows are in it at most.
  const most = Math.min(open, Math.floor(other.referenceCount / least));
  return most === 0 ? 0 : most + 1;
}

function segmentOf(
  reference: Interval,
  current: Interval,
  referenceTotal: number,
  currentTotal: number,
): Segment {
  const shareOf = ({ low, high }: Interval, total: number) =>
    total === 0 ? point(0) : shareInterval(low / total, high / total);
  return {
    reference: shareOf(reference, referenceTotal),
    current: shareOf(current, currentTotal),
    mayMergeWithNext: false,
  };
}

/** What is left of a side's values once those with bins are taken. */
function restOf(total: number, taken: readonly Interval[]): Interval {
  return taken.reduce(
    (rest, { low, high }) => ({ low: rest.low - high, high: rest.high - low }),
    point(total),
  );
}

/** Every value that either side lists, with how often it occurs on both together. */
function chosenValues(reference: ComparedValues, current: ComparedValues, asNumbers: boolean): ChosenValues {
  const pooled = new Map<string, number>();
  for (const { listed } of [reference, current])
    for (const [text, count] of listed) pooled.set(text, (pooled.get(text) ?? 0) + count);
  const unlisted = [...pooled.values()].reduce(
    (rest, count) => rest - count,
    reference.total + current.total,
  );
  const entries = [...pooled].map(([text, count]) => ({ number: asNumbers ? numberOfText(text) : 0, count }));
  // Names are no part of it: figures of equal counts are equal.
  entries.sort((left, right) => left.number - right.number || right.count - left.count);
  return {
    pooled: entries.map(({ count }) => count),
    numbers: asNumbers ? entries.map(({ number }) => number) : null,
    unlisted: Math.max(0, unlisted),
  };
}
