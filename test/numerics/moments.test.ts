import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOf, momentsOf, sumOf } from '../../src/numerics/moments';

describe('sums', () => {
  it('[G5] keep what an addition rounds off: 1, 1e100, 1 and −1e100 are 2', () => {
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2);
    expect(sumOf([])).toBe(0);
    // Ten times 0.1 is 1, and 0.9999999999999999 where each addition rounds.
    expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });

  it('are what whole numbers of a common unit add up to', () => {
    // Multiples of 2^-20 below 2^30: their sum is exact in a double, and so is every partial sum of the integers.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), { maxLength: 60 }), (units) => {
        const exact = units.reduce((sum, unit) => sum + BigInt(unit), 0n);
        expect(sumOf(units.map((unit) => unit / 2 ** 20))).toBe(Number(exact) / 2 ** 20);
      }),
    );
  });
});

describe('moments', () => {
  it('of 2, 4, 9: mean 5, deviations −3, −1, 4, variance 26 / 2', () => {
    expect(momentsOf([2, 4, 9])).toEqual({
      count: 3,
      mean: 5,
      standardDeviation: expect.closeTo(Math.sqrt(13), 14) as number,
      largestDeviation: 4,
      largestSize: 9,
    });
    expect(meanOf([])).toBeNaN();
    expect(momentsOf([7]).standardDeviation).toBeNaN();
  });

  it('do not lose a spread whose squares would vanish, nor one far from zero', () => {
    expect(momentsOf([1e-200, 3e-200]).standardDeviation / Math.SQRT2).toBeCloseTo(1e-200, 214);
    expect(momentsOf([1e-200, 3e-200]).standardDeviation).toBeGreaterThan(1.4e-200);
    // Deviations ∓1 of numbers past 1e15.
    expect(momentsOf([1e15, 1e15 + 1, 1e15 + 2]).standardDeviation).toBe(1);
  });
});
