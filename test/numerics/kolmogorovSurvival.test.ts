import { describe, expect, it } from 'vitest';
import { kolmogorovSurvival } from '../../src/numerics/kolmogorovSurvival';

/** n, x, `scipy.stats.kstwo.sf(x, n)` of scipy 1.17.1, and the method that the point is for. */
const figures: readonly (readonly [number, number, number, string])[] = [
  [1, 0.7, 0.6000000000000001, 'n = 1'],
  [10, 0.08, 0.9999978058034054, 'Ruben and Gambino, small'],
  [10, 0.95, 1.9531250000000172e-13, 'Ruben and Gambino, large'],
  [50, 0.1, 0.6623112704658186, 'Durbin'],
  [50, 0.2, 0.03143877776953241, 'Pomeranz'],
  [100, 0.3, 1.7719869892662917e-8, 'Smirnov, n ≤ 140'],
  [100, 0.6, 5.912822156396238e-35, 'twice Smirnov, x ≥ ½'],
  [667, 0.0885, 5.386789551948723e-5, 'Smirnov'],
  [1000, 0.009, 0.9999964462512184, 'Durbin, n > 140'],
  [5000, 0.012, 0.4639912166690192, 'Pelz and Good'],
  [500000, 0.001, 0.6989801443663661, 'Pelz and Good, large n'],
  [500000, 0.01, 7.374635645083527e-44, 'Smirnov by a coarser sum'],
  [100000, 0.05, 1.0446857833684497e-217, 'far tail'],
];

describe('kolmogorovSurvival', () => {
  it.each(figures)('n = %d, x = %d is %d (%s)', (n, x, expected) => {
    expect(Math.abs(kolmogorovSurvival(x, n) / expected - 1)).toBeLessThan(1e-10);
  });

  it('is 1 up to 1/(2n) and 0 from 1', () => {
    expect(kolmogorovSurvival(0, 7)).toBe(1);
    expect(kolmogorovSurvival(0.5 / 7, 7)).toBe(1);
    expect(kolmogorovSurvival(1, 7)).toBe(0);
  });

  it('of a single value is 2 (1 − x): the distance of a uniform draw from its farther end', () => {
    for (const x of [0.55, 0.75, 0.9]) expect(kolmogorovSurvival(x, 1)).toBeCloseTo(2 * (1 - x), 14);
  });

  it('falls as x grows, across every border between methods', () => {
    for (const n of [2, 30, 140, 141, 5000, 100_000, 100_001]) {
      let last = 1;
      for (let z = 0.02; z < 4; z += 0.02) {
        const next = kolmogorovSurvival(z / Math.sqrt(n), n);
        expect(next).toBeLessThanOrEqual(last + 1e-9);
        last = next;
      }
    }
  });
});
