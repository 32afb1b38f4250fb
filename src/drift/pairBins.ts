import type { ChanceDraw } from './chanceDraw';
import { type DecileCuts, decileCuts, hasRepeatingValues } from './decileCuts';
import { firstIndex, type WeightedSample } from '../numerics/weightedSample';

/** Puts a drawn pair into the bins that the recipe gives it; the counts are in `reference` and `current` until the next pair. */
export interface PairBinner {
  readonly reference: Float64Array;
  readonly current: Float64Array;
  /** Takes the counts of a pair (fixed bins, then what is not listed, then the values); gives how many bins it has. */
  binPair(reference: Float64Array, current: Float64Array): number;
}

/** Bins for the pairs of one draw, made once and filled anew for each pair. */
export function pairBinner(draw: ChanceDraw): PairBinner {
  const { fixed, numbers, recipe, values } = draw;
  const size = fixed.length + 1 + values.length;
  const [reference, current] = [new Float64Array(size), new Float64Array(size)];
  const first = fixed.length + 1;
  let binCount = 0;
  const put = (ofReference: number, ofCurrent: number): void => {
    if (ofReference === 0 && ofCurrent === 0) return;
    reference[binCount] = ofReference;
    current[binCount] = ofCurrent;
    binCount += 1;
  };

  const putValues = (ofReference: Float64Array, ofCurrent: Float64Array, least: number): void => {
    let [otherReference, otherCurrent] = [ofReference[first - 1]!, ofCurrent[first - 1]!];
    for (let at = first; at < size; at += 1) {
      const [r, c] = [ofReference[at]!, ofCurrent[at]!];
      if (r >= least) put(r, c);
      else {
        otherReference += r;
        otherCurrent += c;
      }
    }
    put(otherReference, otherCurrent);
  };

  return {
    reference,
    current,
    binPair(ofReference, ofCurrent) {
      binCount = 0;
      for (let at = 0; at < fixed.length; at += 1) put(ofReference[at]!, ofCurrent[at]!);
      if (recipe.binning !== 'equalFrequency') putValues(ofReference, ofCurrent, 0);
      else if (numbers === null || hasRepeatingValues(ofReference.subarray(first), recipe))
        putValues(ofReference, ofCurrent, recipe.minRowsForValueBin);
      else {
        const [r, c] = [ofReference.subarray(first), ofCurrent.subarray(first)];
        putRanges(numbers, r, c, decileCuts(sampleOfCounts(numbers, r), recipe), put);
      }
      return binCount;
    },
  };
}

function sampleOfCounts(values: Float64Array, counts: Float64Array): WeightedSample {
  let total = 0;
  const cumulative = counts.map((count) => (total += count));
  return { values, cumulative, total };
}

function putRanges(
  numbers: Float64Array,
  reference: Float64Array,
  current: Float64Array,
  { ownValues, edges }: DecileCuts,
  put: (reference: number, current: number) => void,
): void {
  const isOwn = new Set(ownValues);
  let from = 0;
  for (let bin = 0; bin <= edges.length; bin += 1) {
    const edge = edges[bin];
    const to = edge === undefined ? numbers.length : firstIndex(numbers, (number) => number >= edge);
    let [r, c] = [0, 0];
    for (; from < to; from += 1) {
      if (isOwn.has(numbers[from]!)) put(reference[from]!, current[from]!);
      else {
        r += reference[from]!;
        c += current[from]!;
      }
    }
    put(r, c);
  }
}
