import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/numerics/benjaminiHochberg';

describe('benjaminiHochberg', () => {
  it('multiplies by m / rank, and takes the least of those above', () => {
    // 0.01 · 4/1 = 0.04; 0.04 · 4/3 < 0.03 · 4/2, so that both are 0.0533…; 0.5 · 4/4.
    const adjusted = benjaminiHochberg([0.5, 0.01, 0.04, 0.03]);
    [0.5, 0.04, 0.16 / 3, 0.16 / 3].forEach((expected, at) => expect(adjusted[at]).toBeCloseTo(expected, 12));
  });

  it('gives nothing for nothing, and never more than 1', () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([1, 0.9])).toEqual([1, 1]);
  });
});
