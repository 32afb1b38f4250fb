import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/random';
import { QuantileSketch } from '../../src/profile/quantileSketch';
import { histogram, quantile, rankShare } from '../../src/profile/summary';
import { mergeMoments, momentsOf } from '../../src/profile/moments';
import { finish, finishColumn, partOf } from './partOf';
import type { ColumnProfile } from '../../src/profile/profile';

const profileOf = (values: readonly unknown[]): ColumnProfile => finishColumn(values).profile.columns[0]!;
const parts = (values: readonly unknown[], sizes: readonly number[]): ColumnProfile => {
  let at = 0;
  const made = [...sizes, Infinity].map((size) => {
    const rows = values.slice(at, at + size).map((value) => [value]);
    at += size;
    return partOf({ names: ['x'], rows });
  });
  return finish(made).profile.columns[0]!;
};

describe('profiles of few values', () => {
  it('[P2] are exact: 1, 2, 2, 5 and a null', () => {
    // mean 10/4; squares of deviations 2.25 + 0.25 + 0.25 + 6.25 = 9, / 3; median (2 + 2) / 2; p = 0.9: 2 + 0.7 · 3
    const column = profileOf([1, 2, null, 2, 5]);
    expect(column).toMatchObject({ type: 'integer', rowCount: 5, nullCount: 1, min: '1', max: '5' });
    expect(column.distinct).toEqual({ count: 3, isExact: true, relativeError: 0 });
    expect(column.frequent.items).toEqual([
      { value: '2', count: 2 },
      { value: '1', count: 1 },
      { value: '5', count: 1 },
    ]);
    const numbers = column.numbers!;
    expect(numbers).toMatchObject({
      count: 4,
      infiniteCount: 0,
      mean: 2.5,
      standardDeviation: Math.sqrt(3),
      min: 1,
      max: 5,
    });
    expect(quantile(numbers, 0.5)).toBe(2);
    expect(quantile(numbers, 0.9)).toBeCloseTo(4.1, 12);
    expect([rankShare(numbers, 2), rankShare(numbers, 2.1)]).toEqual([0.25, 0.75]);
    expect(histogram(numbers, 2)).toEqual([
      { from: 1, to: 3, count: 3 },
      { from: 3, to: 5, count: 1 },
    ]);
  });

  it('[P7] [P8] count lengths in code points, and order text by code unit', () => {
    const column = profileOf(['é', 'a😀b', '\uFFFD', '😀']);
    expect(column.lengths).toEqual({ min: 1, max: 3, mean: 1.5 });
    expect([column.min, column.max]).toEqual(['a😀b', '\uFFFD']);
  });

  it('say nothing of a column without values', () => {
    expect(profileOf([null, undefined])).toMatchObject({
      type: 'empty',
      nullCount: 2,
      min: null,
      max: null,
      numbers: null,
      lengths: null,
    });
  });

  it('[P8] keep infinities out of the figures, and count them', () => {
    const column = profileOf([1, Infinity, 3, -Infinity, NaN]);
    expect(column.numbers).toMatchObject({ count: 2, infiniteCount: 2, mean: 2, min: 1, max: 3 });
    expect(column).toMatchObject({ nullCount: 1, min: '-Infinity', max: 'Infinity' });
  });

  it('[P2] are the same in parts and in any order, bit for bit', () => {
    const values = fc.array(fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 }), fc.constant(null)), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(values, fc.array(fc.nat(60), { maxLength: 4 }), fc.nat(), (list, sizes, seed) => {
        const whole = profileOf(list);
        expect(parts(list, sizes)).toEqual(whole);
        const random = seededRandom(seed);
        const shuffled = list.map((value) => ({ value, key: random() })).sort((a, b) => a.key - b.key);
        expect(profileOf(shuffled.map(({ value }) => value))).toEqual(whole);
      }),
    );
  });
});

describe('moments', () => {
  it('[P6] are stable where naive sums are not, in parts as in one', () => {
    const values = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
    const merged = mergeMoments(momentsOf(values.slice(0, 1)), momentsOf(values.slice(1)));
    expect(merged.sumOfSquares / 3).toBeCloseTo(30, 6);
    expect(momentsOf(values)).toEqual({ count: 4, mean: 1e9 + 10, sumOfSquares: 90 });
    expect(momentsOf([1e308, 1e308]).mean).toBe(1e308);
  });
});

describe('QuantileSketch', () => {
  it('[P5] carries the errors of both sides over into a merge', () => {
    const side = (seed: number): QuantileSketch => {
      const random = seededRandom(seed);
      const sketch = new QuantileSketch();
      sketch.addAll(Float64Array.from({ length: 40_000 }, random), 40_000);
      return sketch;
    };
    const [a, b] = [side(1), side(2)];
    const before = a.state().rankVariance + b.state().rankVariance;
    a.merge(b.state());
    expect(a.state().rankVariance).toBeGreaterThanOrEqual(before);
    expect(a.count).toBe(80_000);
  });

  it('[P5] takes values that stand for many: 5 × 10 and 3 × 20 have their weights', () => {
    const sketch = new QuantileSketch();
    sketch.addWeighted(Float64Array.of(20, 10), Float64Array.of(3, 5));
    expect(sketch.summary()).toEqual({
      values: Float64Array.of(10, 20),
      weights: Float64Array.of(5, 3),
      maxRankError: 0,
    });
  });
});

describe('profiles of many values', () => {
  const random = seededRandom(7);
  const values = Array.from({ length: 60_000 }, () => random() ** 3 * 1000);
  const sorted = Float64Array.from(values).sort();
  const whole = profileOf(values);
  const cut = parts(values, [100, 20_000, 5000, 17_000]);

  it.each([
    ['whole', whole],
    ['in parts', cut],
  ])('[P5] keep to the rank error that they state, %s', (_, column) => {
    const { quantiles } = column.numbers!;
    expect(quantiles.maxRankError).toBeGreaterThan(0);
    expect(quantiles.maxRankError).toBeLessThan(0.002);
    expect(quantiles.weights.reduce((sum, weight) => sum + weight, 0)).toBe(60_000);
    for (let i = 0; i < 60_000; i += 97) {
      const error = Math.abs(rankShare(column.numbers!, sorted[i]!) - i / 60_000);
      expect(error).toBeLessThanOrEqual(quantiles.maxRankError);
    }
  });

  it.each([
    ['whole', whole],
    ['in parts', cut],
  ])(
    '[P3] [P6] [P7] keep moments and ends exact, and distinct values within four standard errors, %s',
    (_, column) => {
      const exact = momentsOf(values);
      expect(column.numbers!.mean).toBeCloseTo(exact.mean, 9);
      expect(column.numbers!.standardDeviation!).toBeCloseTo(Math.sqrt(exact.sumOfSquares / 59_999), 9);
      expect([column.numbers!.min, column.numbers!.max]).toEqual([sorted[0], sorted[59_999]]);
      expect([column.min, column.max]).toEqual([String(sorted[0]), String(sorted[59_999])]);
      const { count, relativeError, isExact } = column.distinct;
      expect(isExact).toBe(false);
      expect(Math.abs(count - 60_000)).toBeLessThan(4 * relativeError * 60_000);
    },
  );

  it('[P1] are reproducible', () => {
    expect(parts(values, [100, 20_000, 5000, 17_000])).toEqual(cut);
  });

  it('[P4] are short of a frequent value’s count by no more than they state', () => {
    const list = Array.from({ length: 120_000 }, (_, i) => (i % 10 === 0 ? `common ${i % 30}` : `rare ${i}`));
    for (const column of [profileOf(list), parts(list, [30_000, 10, 50_000])]) {
      const { items, isComplete, maxCountError } = column.frequent;
      expect(isComplete).toBe(false);
      expect(maxCountError).toBeLessThan(120_000 / 2048);
      for (const value of ['common 0', 'common 10', 'common 20']) {
        const { count } = items.find((item) => item.value === value)!;
        expect(count).toBeLessThanOrEqual(4000);
        expect(count).toBeGreaterThanOrEqual(4000 - maxCountError);
      }
      expect([column.min, column.max]).toEqual(['common 0', 'rare 99999']);
    }
  });

  it('[P2] stay exact over many rows of few values', () => {
    const list = Array.from({ length: 50_000 }, (_, i) => i % 9000);
    const column = parts(list, [10_000, 10_000]);
    expect(column.distinct).toEqual({ count: 9000, isExact: true, relativeError: 0 });
    expect(column.numbers!.quantiles.maxRankError).toBe(0);
    expect(rankShare(column.numbers!, 4500)).toBe(list.filter((value) => value < 4500).length / 50_000);
  });
});
