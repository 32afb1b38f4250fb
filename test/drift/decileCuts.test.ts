import { describe, expect, it } from 'vitest';
import {
  decileBinCount,
  decileCuts,
  hasRepeatingValues,
  partCount,
  restEdges,
} from '../../src/drift/decileCuts';
import { recipes } from '../../src/drift/recipe';
import { sampleOfValues } from '../../src/numerics/weightedSample';

const recipe = recipes.deciles;
const ramp = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const times = (value: number, count: number) => Array.from({ length: count }, () => value);

describe('the cuts of deciles', () => {
  it('[D7] of 0 to 100: by tens', () => {
    expect(decileCuts(sampleOfValues(ramp(0, 101)), recipe)).toEqual({
      ownValues: [],
      edges: [10, 20, 30, 40, 50, 60, 70, 80, 90],
    });
  });

  it('[D7] are as many as the rows can fill', () => {
    const counts = [1, 19, 20, 39, 99, 100, 5000].map((count) => decileBinCount(count, recipe));
    expect(counts).toEqual([2, 2, 2, 3, 9, 10, 10]);
  });

  it('[D7] give a value of a bin’s share its own bin, and cut the rest', () => {
    // n = 100, ten bins: 40 zeros hold four; of the other 60 rows, 60 to 119, six parts have edges at 69.83 …
    const { ownValues, edges } = decileCuts(sampleOfValues([...times(0, 40), ...ramp(60, 60)]), recipe);
    expect(ownValues).toEqual([0]);
    expect(edges).toHaveLength(5);
    // 60 values 60, 61 …: the percentile 100/6 lies at (60 − 1) / 6 = 9.83.
    expect(edges[0]).toBeCloseTo(69.8333333333, 9);
  });

  it('[D7] take a value that holds exactly a bin’s share, and not one with a row less', () => {
    expect(decileCuts(sampleOfValues([...times(7, 10), ...ramp(20, 90)]), recipe).ownValues).toEqual([7]);
    expect(decileCuts(sampleOfValues([...times(7, 9), ...ramp(20, 91)]), recipe).ownValues).toEqual([]);
  });

  it('[D7] round the parts of the rest half up, one at least', () => {
    // 10 × 15 / 100 = 1.5; 10 × 14 / 100 = 1.4; 10 × 4 / 100 = 0.4.
    expect([15, 14, 4, 0].map((rest) => partCount(10, rest, 100))).toEqual([2, 1, 1, 1]);
  });

  it('[D7] merge equal percentiles, and drop what equals an end', () => {
    expect(restEdges(sampleOfValues([5, 5, 5]), [], 10)).toEqual([]);
    expect(restEdges(sampleOfValues([1, 1, 1, 2, 3, 3]), [], 5)).toEqual([2]);
  });
});

describe('bins that are values', () => {
  it('[D6] are there for at most twenty values that repeat', () => {
    expect(hasRepeatingValues(times(2, 20), recipe)).toBe(true);
    expect(hasRepeatingValues(times(2, 21), recipe)).toBe(false);
  });

  it('[D6] allow a tenth of the rows in values that come once', () => {
    expect(hasRepeatingValues([50, 40, ...times(1, 10)], recipe)).toBe(true);
    expect(hasRepeatingValues([50, 39, ...times(1, 11)], recipe)).toBe(false);
  });
});
