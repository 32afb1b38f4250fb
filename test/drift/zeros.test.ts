import { describe, expect, it } from 'vitest';
import { recipes } from '../../src/drift/recipe';
import { sum } from '../../src/drift/shares';
import { treatZeros } from '../../src/drift/zeros';

describe('treatZeros', () => {
  it('[D4] deciles: a zero becomes 0.0001, and the side sums to 1 again', () => {
    const treated = treatZeros(recipes.deciles, [0, 0.5, 0.5]);
    expect(treated[0]).toBeCloseTo(1e-4 / 1.0001, 15);
    expect(sum(treated)).toBeCloseTo(1, 15);
  });

  it('[D4] soda: a zero becomes 0.00001, and nothing else changes', () => {
    expect(treatZeros(recipes.soda, [0, 1])).toEqual([1e-5, 1]);
  });

  it('[D4] evidently: a millionth of the smallest share, once that is as small as 0.0001', () => {
    expect(treatZeros(recipes.evidently, [0, 0.25, 0.75])[0]).toBe(1e-4);
    expect(treatZeros(recipes.evidently, [0, 1e-4, 0.9999])[0]).toBe(1e-10);
  });

  it('[D4] proportions: every share grows, by whatever epsilon the recipe says', () => {
    const treated = treatZeros({ ...recipes.proportions, epsilon: 0.1 }, [0, 1]);
    expect(treated[0]).toBeCloseTo(0.1 / 1.2, 15);
    expect(treated[1]).toBeCloseTo(1.1 / 1.2, 15);
  });
});
