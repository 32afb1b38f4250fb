import chisquare from '@stdlib/stats-base-dists-chisquare';
import { describe, expect, it } from 'vitest';
import { chiSquareQuantile, chiSquareSurvival } from '../../src/numerics/chiSquareDistribution';

describe('the chi-square distribution', () => {
  it('with two degrees of freedom is exponential: P(X > x) = e^(−x/2)', () => {
    for (const x of [0.01, 1, 5, 50, 600])
      expect(chiSquareSurvival(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 12);
  });

  it('with four: P(X > x) = (1 + x/2) e^(−x/2)', () => {
    for (const x of [0.01, 1, 5, 50, 600]) {
      expect(chiSquareSurvival(x, 4) / ((1 + x / 2) * Math.exp(-x / 2))).toBeCloseTo(1, 12);
    }
  });

  it('agrees with another implementation, quantiles too', () => {
    for (const k of [1, 3, 9, 50, 1000]) {
      for (const factor of [0.2, 0.9, 1, 1.3]) {
        expect(chiSquareSurvival(k * factor, k)).toBeCloseTo(1 - chisquare.cdf(k * factor, k), 11);
      }
      for (const p of [0.01, 0.5, 0.95, 0.999]) {
        expect(chiSquareQuantile(p, k) / chisquare.quantile(p, k)).toBeCloseTo(1, 9);
      }
    }
  });
});
