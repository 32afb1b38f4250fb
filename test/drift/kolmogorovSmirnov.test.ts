import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactTwoSample } from '../../src/numerics/exactTwoSample';
import { kolmogorovSmirnov, kolmogorovSmirnovPValue } from '../../src/drift/kolmogorovSmirnov';
import { sampleOfValues } from '../../src/numerics/weightedSample';

const statistic = (reference: readonly number[], current: readonly number[]) =>
  kolmogorovSmirnov(sampleOfValues(reference), sampleOfValues(current));

describe('kolmogorovSmirnov', () => {
  it('is 1 for sides that do not overlap, 0 for equal ones, ties included', () => {
    expect(statistic([1, 2], [3])).toBe(1);
    expect(statistic([1, 1, 2], [2, 1, 1])).toBe(0);
    // At 2: 2 of 4 against 3 of 4.
    expect(statistic([1, 2, 3, 4], [2, 2, 2, 9])).toBe(0.25);
  });

  it('has no figure where a side is empty', () => {
    expect(statistic([], [1])).toBeNaN();
    expect(kolmogorovSmirnovPValue(0.5, 0, 10)).toBeNaN();
  });
});

describe('exactTwoSample', () => {
  it('of two against two: D ≥ ½ always; D = 1 for 2 of the 6 orders', () => {
    expect(exactTwoSample(0.5, 2, 2)).toBeCloseTo(1, 15);
    expect(exactTwoSample(1, 2, 2)).toBeCloseTo(1 / 3, 15);
  });

  it('of one against three: D = 1 where the one comes first or last, 2 of 4 orders', () => {
    expect(exactTwoSample(1, 1, 3)).toBeCloseTo(1 / 2, 15);
  });

  it('equals the share of all orders that reach D', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(24),
        (m, n, step) => {
          const d = Math.min(1, step / (m * n));
          const orders = ordersOf(m, n);
          const reached = orders.filter((order) => order >= d - 1e-9).length;
          // D is a multiple of 1/lcm; between two multiples, the nearest counts.
          const lcm = (m * n) / divisor(m, n);
          fc.pre(Math.abs(d * lcm - Math.round(d * lcm)) < 1e-9);
          expect(exactTwoSample(d, m, n)).toBeCloseTo(reached / orders.length, 12);
        },
      ),
    );
  });
});

/** D of every order of m values among n. */
function ordersOf(m: number, n: number): readonly number[] {
  const found: number[] = [];
  const walk = (i: number, j: number, greatest: number): void => {
    const next = Math.max(greatest, Math.abs(i / m - j / n));
    if (i === m && j === n) found.push(next);
    if (i < m) walk(i + 1, j, next);
    if (j < n) walk(i, j + 1, next);
  };
  walk(0, 0, 0);
  return found;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
