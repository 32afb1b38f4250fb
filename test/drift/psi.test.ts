import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { psi, psiTerm } from '../../src/drift/psi';
import { shares } from '../../src/drift/shares';
import { anyShares } from './anyShares';

describe('psi', () => {
  it('[D2] of 50/50 against 75/25 is ¼ ln 3', () => {
    // (¾ − ½) ln(¾ / ½) + (¼ − ½) ln(¼ / ½) = ¼ (ln 1.5 + ln 2)
    expect(psi(shares([50, 50]), shares([75, 25]))).toBeCloseTo(Math.log(3) / 4, 12);
  });

  it('[D2] is infinite where one side alone is empty, and nothing where both are', () => {
    expect(psiTerm(0, 0.5)).toBe(Infinity);
    expect(psiTerm(0, 0)).toBe(0);
  });

  it('is symmetric and never negative', () => {
    fc.assert(
      fc.property(anyShares, ([reference, current]) => {
        const forth = psi(reference, current);
        expect(forth).toBeGreaterThanOrEqual(0);
        expect(psi(current, reference)).toBeCloseTo(forth, 10);
      }),
    );
  });

  it('does not grow when two bins are merged (log-sum inequality)', () => {
    fc.assert(
      fc.property(anyShares, ([reference, current]) => {
        const merge = ([first = 0, second = 0, ...rest]: readonly number[]) => [first + second, ...rest];
        expect(psi(merge(reference), merge(current))).toBeLessThanOrEqual(psi(reference, current) + 1e-12);
      }),
    );
  });
});
