import { describe, expect, it } from 'vitest';
import { chiSquareContingency, chiSquareOneWay } from '../../src/drift/chiSquare';

describe('chi-square tests', () => {
  it('one-way: 50/50 scaled to 40 against 30/10 is 100/20 + 100/20 = 10', () => {
    expect(chiSquareOneWay([100, 100], [30, 10])).toMatchObject({ statistic: 10, degreesOfFreedom: 1 });
  });

  it('contingency: of a 2 × 2 table is N (ad − bc)² / the product of the margins', () => {
    // a, b, c, d = 10, 20, 30, 5
    const expected = (65 * (10 * 5 - 20 * 30) ** 2) / (30 * 35 * 40 * 25);
    expect(chiSquareContingency([10, 20], [30, 5])?.statistic).toBeCloseTo(expected, 10);
  });

  it('leaves out what both sides lack, and has no figure for a single category or an empty side', () => {
    expect(chiSquareContingency([5, 0, 5], [5, 0, 5])).toEqual({
      statistic: 0,
      degreesOfFreedom: 1,
      pValue: 1,
    });
    expect(chiSquareContingency([5], [7])).toBeNull();
    expect(chiSquareContingency([0, 0], [1, 2])).toBeNull();
    expect(chiSquareOneWay([0, 0], [1, 2])).toBeNull();
  });
});
