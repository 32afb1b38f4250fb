import type { KllSketch } from './kll';

/** Values in ascending order, each with how many it stands for. */
export interface WeightedItems {
  readonly values: readonly (number | bigint)[];
  readonly weights: readonly number[];
}

/** Whether the rank of a value counts the values that equal it. */
export type RankRule = 'inclusive' | 'exclusive';

/** The items of all levels in ascending order. */
export function kllItems({ levels }: KllSketch): WeightedItems {
  const all: { value: number | bigint; weight: number }[] = [];
  levels.forEach((level, height) => {
    for (const value of level) all.push({ value, weight: 2 ** height });
  });
  all.sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));
  return { values: all.map(({ value }) => value), weights: all.map(({ weight }) => weight) };
}

/**
 * The values at shares of the ranks, 0 to 1; null where there is no value. Inclusive: the first whose weight with all before it is
 * at least ⌈share · n⌉; exclusive: the first past ⌊share · n⌋. At 0 and 1 the exact least and greatest. Rule [X5].
 */
export function kllQuantiles(
  sketch: KllSketch,
  shares: readonly number[],
  rule: RankRule = 'inclusive',
): readonly (number | bigint)[] | null {
  const { count, min, max } = sketch;
  if (min === null || max === null) return null;
  const { values, weights } = kllItems(sketch);
  return shares.map((share) => {
    if (share <= 0) return min;
    if (share >= 1) return max;
    const wanted = rule === 'inclusive' ? Math.ceil(share * count) : Math.floor(share * count) + 1;
    let passed = 0;
    for (let i = 0; i < values.length; i++) {
      passed += weights[i]!;
      if (passed >= wanted) return values[i]!;
    }
    return max;
  });
}

/** The share of values up to `value` (inclusive) or below it (exclusive); NaN where there is no value. */
export function kllRank(sketch: KllSketch, value: number | bigint, rule: RankRule = 'inclusive'): number {
  let passed = 0;
  sketch.levels.forEach((level, height) => {
    for (const item of level) {
      if (item < value || (rule === 'inclusive' && item <= value)) passed += 2 ** height;
    }
  });
  return passed / sketch.count;
}

/** How far a rank may be off, as a share of the count, with 99 % confidence: 2.296 / k^0.9723 of the least k merged. Rule [X6]. */
export function kllRankError({ minK, levels }: KllSketch): number {
  return levels.length <= 1 ? 0 : kllRankErrorOf(minK);
}

/** `kllRankError` of any sketch of that k whose values no longer all fit. Coefficients of datasketches-cpp 5.2, kll_sketch_impl.hpp. */
export function kllRankErrorOf(k: number): number {
  return 2.296 / k ** 0.9723;
}

/** How far the share of a histogram's bin may be off, with 99 % confidence: 2.446 / k^0.9433. */
export function kllBinErrorOf(k: number): number {
  return 2.446 / k ** 0.9433;
}
