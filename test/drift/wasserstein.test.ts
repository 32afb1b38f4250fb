import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { populationDeviation, wasserstein, wassersteinNormed } from '../../src/drift/wasserstein';
import { sampleOfValues } from '../../src/numerics/weightedSample';

const distance = (reference: readonly number[], current: readonly number[]) =>
  wasserstein(sampleOfValues(reference), sampleOfValues(current));

describe('wasserstein', () => {
  it('of a shifted column is the shift', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }),
        fc.nat(50),
        (values, shift) => {
          expect(
            distance(
              values,
              values.map((value) => value + shift),
            ),
          ).toBeCloseTo(shift, 9);
        },
      ),
    );
  });

  it('of sizes that differ, by hand: {0, 1} against {0, 1, 3}', () => {
    // |½ − ⅓| over [0, 1], |1 − ⅔| over [1, 3].
    expect(distance([0, 1], [0, 1, 3])).toBeCloseTo(1 / 6 + 2 / 3, 12);
  });

  it('has no figure where a side is empty', () => {
    expect(distance([], [1])).toBeNaN();
  });

  it('normed divides by the population deviation, or 0.001 for a constant column', () => {
    // {0, 2}: population 1, sample √2.
    expect(populationDeviation(Math.SQRT2, 2)).toBeCloseTo(1, 15);
    expect(wassersteinNormed(3, 2)).toBe(1.5);
    expect(wassersteinNormed(3, 0)).toBe(3000);
  });
});
