import { type Binning, type CountedBin, exactPiece, type Piece, plainBin, share } from './bins';
import type { ColumnSide } from './columnSide';
import { type Interval, scale, shareInterval } from './intervals';
import type { Recipe } from './recipe';
import { countBelow, countUpTo } from './weightedSample';

/**
 * A bin a value: of the reference's values with “other” for the rest (deciles), or of either side's (the other recipes).
 * Values that a profile no longer lists are together in “other”.
 */
export function valueBinning(
  reference: ColumnSide,
  current: ColumnSide,
  asNumbers: boolean,
  recipe: Recipe,
): Binning {
  const keepsNulls = recipe.nulls === 'ownBin';
  const totals = [reference, current].map((side) => valueCount(side) + (keepsNulls ? side.nullCount : 0));
  const [referenceTotal = 0, currentTotal = 0] = totals;
  const texts = orderedTexts(reference, current, asNumbers, recipe);
  const counted = texts.map((text) => {
    const ofReference = countOf(reference, text);
    const ofCurrent = countOf(current, text);
    return {
      bin: {
        ...plainBin(text, 'value', ofReference.low, ofCurrent.low),
        ...valueAsRange(reference, text, asNumbers),
      },
      piece: pieceOf(scale(ofReference, inverse(referenceTotal)), scale(ofCurrent, inverse(currentTotal))),
    };
  });
  const nulls =
    keepsNulls && reference.nullCount + current.nullCount > 0
      ? plainBin('null', 'null', reference.nullCount, current.nullCount)
      : null;
  const other = otherBin(
    reference,
    current,
    counted.map(({ bin }) => bin),
  );
  const lumpedCount = other ? lumped(reference, current, recipe) : 0;
  const isExact =
    lumpedCount === 0 && counted.every(({ piece }) => isPoint(piece.reference) && isPoint(piece.current));
  const bins = counted.map(({ bin }) => bin);
  if (other) bins.push(other);
  if (nulls) bins.push(nulls);
  return {
    bins,
    referenceTotal,
    currentTotal,
    uncertainty: isExact
      ? null
      : {
          lumpedCount,
          below: null,
          // “Other” last, as `lumpedCount` says.
          pieces: [
            ...counted.map(({ piece }) => piece),
            ...(nulls
              ? [
                  exactPiece(
                    share(nulls.referenceCount, referenceTotal),
                    share(nulls.currentCount, currentTotal),
                  ),
                ]
              : []),
            ...(other
              ? [
                  otherPiece(
                    counted,
                    valueCount(reference),
                    valueCount(current),
                    referenceTotal,
                    currentTotal,
                  ),
                ]
              : []),
          ],
        },
  };
}

/** Rows with a value; infinities count as values here. */
function valueCount(side: ColumnSide): number {
  return side.rowCount - side.nullCount;
}

function inverse(total: number): number {
  return total === 0 ? 0 : 1 / total;
}

function pieceOf(reference: Interval, current: Interval): Piece {
  return {
    reference: shareInterval(reference.low, reference.high),
    current: shareInterval(current.low, current.high),
    mayMergeWithNext: false,
  };
}

function isPoint(interval: Interval): boolean {
  return interval.low === interval.high;
}

function orderedTexts(
  reference: ColumnSide,
  current: ColumnSide,
  asNumbers: boolean,
  recipe: Recipe,
): readonly string[] {
  const texts = new Set(reference.values.counts().keys());
  if (recipe.name !== 'deciles') for (const text of current.values.counts().keys()) texts.add(text);
  const isNumeric = asNumbers && [...texts].every((text) => text !== '' && Number.isFinite(Number(text)));
  const isOrdered = asNumbers || reference.type === 'boolean';
  const count = (side: ColumnSide, text: string) => side.values.counts().get(text) ?? 0;
  return [...texts].sort((left, right) => {
    if (isNumeric) return Number(left) - Number(right);
    if (isOrdered) return compareText(left, right);
    return (
      count(reference, right) - count(reference, left) ||
      count(current, right) - count(current, left) ||
      compareText(left, right)
    );
  });
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** How often a value may occur on a side: a point where that is known. */
function countOf(side: ColumnSide, text: string): Interval {
  const { isComplete, maxCountError, maxUnlistedCount } = side.values;
  const listed = side.values.counts().get(text);
  const known = listed ?? 0;
  if (isComplete) return { low: known, high: known };
  const number = Number(text);
  if (isPlainNumber(side) && side.numbers?.maxShareError === 0 && Number.isFinite(number)) {
    const { sample } = side.numbers;
    const exact = countUpTo(sample, number) - countBelow(sample, number);
    return { low: exact, high: exact };
  }
  return { low: known, high: listed === undefined ? maxUnlistedCount : known + maxCountError };
}

function isPlainNumber(side: ColumnSide): boolean {
  return side.type === 'integer' || side.type === 'number';
}

/** A single number is both ends of its bin. */
function valueAsRange(
  side: ColumnSide,
  text: string,
  asNumbers: boolean,
): Pick<CountedBin, 'lower' | 'upper'> {
  const number = asNumbers && isPlainNumber(side) && Number.isFinite(Number(text)) ? Number(text) : null;
  return { lower: number, upper: number };
}

function otherBin(
  reference: ColumnSide,
  current: ColumnSide,
  bins: readonly CountedBin[],
): CountedBin | null {
  const rest = (side: ColumnSide, count: (bin: CountedBin) => number) =>
    valueCount(side) - bins.reduce((total, bin) => total + count(bin), 0);
  const referenceRest = Math.max(
    0,
    rest(reference, (bin) => bin.referenceCount),
  );
  const currentRest = Math.max(
    0,
    rest(current, (bin) => bin.currentCount),
  );
  return referenceRest + currentRest > 0 ? plainBin('other', 'other', referenceRest, currentRest) : null;
}

/** How many values in “other” the recipe would have given bins of their own, at most; `deciles` has one “other” anyway for what the reference lacks. */
function lumped(reference: ColumnSide, current: ColumnSide, recipe: Recipe): number {
  const unlisted = (side: ColumnSide) =>
    side.values.isComplete ? 0 : Math.max(0, side.values.maxDistinct - side.values.listedCount) + 1;
  if (recipe.name === 'deciles') return unlisted(reference);
  return unlisted(reference) + unlisted(current);
}

function otherPiece(
  counted: readonly { readonly piece: Piece }[],
  referenceValues: number,
  currentValues: number,
  referenceTotal: number,
  currentTotal: number,
): Piece {
  const rest = (whole: number, side: 'reference' | 'current'): Interval =>
    shareInterval(
      whole - counted.reduce((total, { piece }) => total + piece[side].high, 0),
      whole - counted.reduce((total, { piece }) => total + piece[side].low, 0),
    );
  return {
    reference: rest(share(referenceValues, referenceTotal), 'reference'),
    current: rest(share(currentValues, currentTotal), 'current'),
    mayMergeWithNext: false,
  };
}
