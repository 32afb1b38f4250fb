import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hellinger } from '../../src/drift/hellinger';
import { jsDistance, jsDivergence } from '../../src/drift/jensenShannon';
import { klDivergence } from '../../src/drift/klDivergence';
import { lInfinity } from '../../src/drift/lInfinity';
import { totalVariation } from '../../src/drift/totalVariation';
import { anyShares } from './anyShares';

describe('distances of shares', () => {
  const disjoint = [
    [1, 0],
    [0, 1],
  ] as const;

  it('of disjoint sides: JS divergence ln 2, JS distance 1 in bits, Hellinger, L∞ and total variation 1, KL infinite', () => {
    expect(jsDivergence(...disjoint)).toBeCloseTo(Math.LN2, 15);
    expect(jsDistance(...disjoint, 'bits')).toBeCloseTo(1, 15);
    expect(jsDistance(...disjoint, 'nats')).toBeCloseTo(Math.sqrt(Math.LN2), 15);
    expect(hellinger(...disjoint)).toBe(1);
    expect(lInfinity(...disjoint)).toBe(1);
    expect(totalVariation(...disjoint)).toBe(1);
    expect(klDivergence(...disjoint)).toBe(Infinity);
  });

  it('of 50/50 against 75/25, by hand', () => {
    const [reference, current] = [
      [0.5, 0.5],
      [0.75, 0.25],
    ];
    // ½ ln(½ / ¾) + ½ ln(½ / ¼) = ½ ln(4/3)
    expect(klDivergence(reference, current)).toBeCloseTo(Math.log(4 / 3) / 2, 12);
    expect(lInfinity(reference, current)).toBe(0.25);
    expect(totalVariation(reference, current)).toBe(0.25);
    // 1 − H² is the Bhattacharyya coefficient Σ √(r c).
    expect(1 - hellinger(reference, current) ** 2).toBeCloseTo(Math.sqrt(0.375) + Math.sqrt(0.125), 12);
  });

  it('keep H² ≤ TV ≤ √2 H, and JS in bits ≤ TV', () => {
    fc.assert(
      fc.property(anyShares, ([reference, current]) => {
        const [h, tv] = [hellinger(reference, current), totalVariation(reference, current)];
        expect(h * h).toBeLessThanOrEqual(tv + 1e-12);
        expect(tv).toBeLessThanOrEqual(Math.SQRT2 * h + 1e-12);
        expect(jsDivergence(reference, current) / Math.LN2).toBeLessThanOrEqual(tv + 1e-12);
      }),
    );
  });
});
