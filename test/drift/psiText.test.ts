import { describe, expect, it } from 'vitest';
import { chanceText, psiText } from '../../src/drift/psiText';
import { recipes } from '../../src/drift/recipe';

const text = (psi: number | null, maxError = 0, q95?: number) =>
  psiText({ psi, maxError, ...(q95 === undefined ? {} : { chance: chance(q95) }) }, recipes.deciles);
const chance = (q95: number) => ({ mean: q95 / 2, q95, isSimulated: false });

describe('PSI as text', () => {
  it('has two decimals, and more where these would cross a band', () => {
    expect([0.31, 0.1, 0.0996, 0.0999999, 0.1004, 0.2496].map((psi) => text(psi))).toEqual([
      '0.31',
      '0.10',
      '0.0996',
      '0.0999999',
      '0.1004',
      '0.2496',
    ]);
  });

  it('is told apart from what chance gives, unless they are equal', () => {
    expect(text(0.17, 0, 0.1698)).toBe('0.17');
    expect(text(0.1701, 0, 0.17)).toBe('0.1701');
    expect(text(0.4160000000001, 0, 0.416)).toBe('0.42');
    expect(chanceText({ psi: 0.1701, chance: chance(0.17) })).toBe('0.17');
    expect(chanceText({ psi: 0.17, chance: chance(0.1698) })).toBe('0.1698');
    expect(chanceText({ psi: 3, chance: chance(0.00384) })).toBe('0.0038');
  });

  it('says none, an error that is never rounded down to nothing, and of next to nothing that it is', () => {
    expect(text(null)).toBe('none');
    expect(text(0)).toBe('0.00');
    expect(text(0.004)).toBe('< 0.01');
    expect([text(0.31, 0.0001), text(0.31, 0.02), text(2, 0.314), text(2, Infinity)]).toEqual([
      '0.31 ± 0.01',
      '0.31 ± 0.02',
      '2.00 ± 0.31',
      '2.00 ± ∞',
    ]);
  });
});
