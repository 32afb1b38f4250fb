import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTCritical, studentTTwoSided } from '../../src/numerics/studentT';

describe("Student's distribution", () => {
  it('with one degree of freedom is Cauchy: P(|T| ≥ t) = 1 − (2/π) arctan t', () => {
    for (const t of [1e-3, 0.5, 1, 4, 30])
      expect(studentTTwoSided(t, 1) / ((2 / Math.PI) * Math.atan(1 / t))).toBeCloseTo(1, 12);
  });

  it('with two: P(|T| ≥ t) = 1 − t / √(2 + t²)', () => {
    for (const t of [1e-3, 0.5, 1, 4])
      expect(studentTTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
  });

  it.each([
    [2, 3, 0.13932596855884305],
    [11, 4, 0.00038817133849401416],
    [1.96, 1e6, 0.04999606758526985],
    [3.0508510792387447, 7.7, 0.016536713588467044],
    [0.001, 12.5, 0.9992178981938967],
    [40, 2.5, 0.0001419563429049338],
    [12, 1000, 4.324057386774429e-31],
  ])('agrees with scipy: t %d, %d degrees of freedom', (t, df, expected) => {
    expect(studentTTwoSided(t, df) / expected - 1).toBeCloseTo(0, 10);
    expect(studentTTwoSided(-t, df)).toBe(studentTTwoSided(t, df));
  });

  it.each([
    [0.05, 4, 2.7764451051977934],
    [0.01, 2.5, 7.163728138948783],
    [0.1, 1, 6.313751514675037],
    [0.05, 1e6, 1.959966356814107],
    [0.001, 30, 3.6459586350420627],
  ])('has the critical values of scipy: %d, %d degrees of freedom', (probability, df, expected) => {
    expect(studentTCritical(probability, df) / expected - 1).toBeCloseTo(0, 10);
  });

  it('holds at the ends', () => {
    expect(studentTTwoSided(0, 3)).toBe(1);
    expect(studentTTwoSided(Infinity, 3)).toBe(0);
    expect(studentTTwoSided(1e200, 3)).toBe(0);
    expect(studentTTwoSided(NaN, 3)).toBeNaN();
  });

  it('gives back the probability of its critical value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 0.999, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (probability, df) => {
          const back = studentTTwoSided(studentTCritical(probability, df), df);
          expect(Math.abs(back / probability - 1)).toBeLessThan(1e-9);
        },
      ),
    );
  });
});
