import { percentileOfRanks } from '../numerics/percentile';
import type { DecileBins } from './recipe';
import { countBelow, countOf, orderStatistic, type WeightedSample } from '../numerics/weightedSample';

/** Where `deciles` cuts numbers: the values that have a bin each, ascending, and the inner edges of all others. */
export interface DecileCuts {
  readonly ownValues: readonly number[];
  /** The outer bins are open; a bin is [a, b), without the values that have bins. */
  readonly edges: readonly number[];
}

/** Whether numbers are compared value by value: few are distinct, and few rows hold one that comes once. `counts` may hold zeros. */
export function hasRepeatingValues(counts: Iterable<number>, recipe: DecileBins): boolean {
  let [distinct, singles, total] = [0, 0, 0];
  for (const count of counts) {
    total += count;
    if (count > 0) distinct += 1;
    if (count === 1) singles += 1;
  }
  return distinct <= recipe.maxDistinctForValueBins && singles <= recipe.maxShareOfSingles * total;
}

/** The cuts of a reference whose values are all at hand ([D7] in SPEC.md). */
export function decileCuts(reference: WeightedSample, recipe: DecileBins): DecileCuts {
  const binCount = decileBinCount(reference.total, recipe);
  const ownValues = valuesOfAtLeast(reference, reference.total / binCount);
  const restCount = ownValues.reduce((rest, value) => rest - countOf(reference, value), reference.total);
  return {
    ownValues,
    edges: restEdges(reference, ownValues, partCount(binCount, restCount, reference.total)),
  };
}

/** min(10, max(2, ⌊n / 10⌋)) bins for n reference values: as many as the rows can fill. */
export function decileBinCount(count: number, { binCount, rowsPerBin }: DecileBins): number {
  return Math.min(binCount, Math.max(2, Math.floor(count / rowsPerBin)));
}

/** How many parts the rest is cut into: its share of the bins, rounded half up, one at least. */
export function partCount(binCount: number, restCount: number, count: number): number {
  return Math.max(1, Math.floor((2 * binCount * restCount + count) / (2 * count)));
}

/** The values that occur at least `least` times, ascending. A run of equal values that long holds every rank that divides by ⌈least⌉. */
export function valuesOfAtLeast(sample: WeightedSample, least: number): readonly number[] {
  const step = Math.max(1, Math.ceil(least));
  const found: number[] = [];
  for (let rank = 0; rank < sample.total; rank += step) {
    const value = orderStatistic(sample, rank);
    if (value !== found.at(-1) && countOf(sample, value) >= least) found.push(value);
  }
  return found;
}

/** Inner edges of parts of equal frequency: the percentiles 0, 100/k … 100 of the sample without some of its values, equal ones merged, the two ends dropped. */
export function restEdges(
  sample: WeightedSample,
  without: readonly number[],
  parts: number,
): readonly number[] {
  const left = without.map((value) => ({ from: countBelow(sample, value), count: countOf(sample, value) }));
  const restTotal = left.reduce((rest, { count }) => rest - count, sample.total);
  const valueOfRank = (rank: number): number => {
    let full = rank;
    for (const { from, count } of left) if (from <= full) full += count;
    return orderStatistic(sample, full);
  };
  const edges: number[] = [];
  for (let at = 0; at <= parts; at += 1) {
    const edge = percentileOfRanks(restTotal, at === parts ? 100 : at * (100 / parts), valueOfRank);
    if (edge !== edges.at(-1)) edges.push(edge);
  }
  return edges.slice(1, -1);
}
