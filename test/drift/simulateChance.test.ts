import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binColumns } from '../../src/drift/binning';
import { chanceDrawOf } from '../../src/drift/chanceDraw';
import { chanceOfLargeSamples } from '../../src/drift/chanceLevel';
import { sideOfProfile } from '../../src/drift/columnSide';
import { hypergeometricDraw } from '../../src/numerics/hypergeometricDraw';
import { largestPsi } from '../../src/drift/largestPsi';
import { pairPsi } from '../../src/drift/pairPsi';
import { psi } from '../../src/drift/psi';
import { recipeNames, recipes } from '../../src/drift/recipe';
import { shares } from '../../src/drift/shares';
import { simulateChance } from '../../src/drift/simulateChance';
import { treatZeros } from '../../src/drift/zeros';
import { seededRandom } from '../../src/lib/random';
import { exactNumbers, textColumn } from './profiles';

const ramp = (count: number) => Array.from({ length: count }, (_, at) => at);
const times = <T>(value: T, count: number) => Array.from({ length: count }, () => value);
const drawOf = (
  reference: Parameters<typeof sideOfProfile>[0],
  current: Parameters<typeof sideOfProfile>[0],
  recipe = recipes.deciles,
) => {
  const asNumbers = reference.numbers !== null;
  const binning = binColumns(sideOfProfile(reference), sideOfProfile(current), asNumbers, recipe);
  return chanceDrawOf(binning, recipe);
};

describe('[D20] what chance gives is drawn', () => {
  const words = (counts: readonly number[]) =>
    textColumn(
      'x',
      counts.flatMap((count, at) => times(`w${at}`, count)),
    );

  it('below 1,000 rows a side, or 5 expected in a bin', () => {
    expect(drawOf(words([500, 500]), words([500, 500]))).toBeNull();
    expect(drawOf(words([500, 499]), words([500, 500]))).not.toBeNull();
    // Expected in the bin of nine rows: 9 / 2,000 × 1,000 = 4.5.
    expect(drawOf(words([995, 5]), words([996, 4]))).not.toBeNull();
    expect(drawOf(words([994, 6]), words([996, 4]))).toBeNull();
  });

  it('from the values before rare ones are pooled, whatever they are called', () => {
    const draw = drawOf(words([20, 9, 1]), words([18, 10, 2]));
    expect([...(draw?.values ?? [])]).toEqual([38, 19, 3]);
    const renamed = drawOf(textColumn('x', [...times('z', 20), ...times('a', 9), 'k']), words([18, 10, 2]));
    expect(renamed?.referenceTotal).toBe(draw?.referenceTotal);
  });

  it('from the bins where these are ranges, with the nulls', () => {
    const draw = drawOf(exactNumbers('x', [...ramp(40), null]), exactNumbers('x', [...ramp(30), null, null]));
    expect([...(draw?.fixed ?? [])]).toEqual([20, 20, 20, 10, 3]);
    expect(draw?.values).toHaveLength(0);
  });

  it('once for equal counts, bins and recipes', () => {
    const [first, same] = [drawOf(words([20, 9]), words([18, 10])), drawOf(words([20, 9]), words([18, 10]))];
    expect(same?.key).toBe(first?.key);
    expect(drawOf(words([20, 9]), words([18, 11]))?.key).not.toBe(first?.key);
    expect(drawOf(words([20, 9]), words([18, 10]), { ...recipes.deciles, zeroShare: 1e-3 })?.key).not.toBe(
      first?.key,
    );
    expect(simulateChance(first!)).toEqual(simulateChance(same!));
  });

  it('and comes close to the formula where that is right', () => {
    const counts = [100, 120, 90, 130, 60];
    const level = simulateChance(drawOf(words(counts), words(counts))!);
    const formula = chanceOfLargeSamples(500, 500, 5);
    expect(level.q95 / formula.q95).toBeGreaterThan(0.9);
    expect(level.q95 / formula.q95).toBeLessThan(1.1);
    expect(level.mean / formula.mean).toBeGreaterThan(0.9);
    expect(level.mean / formula.mean).toBeLessThan(1.1);
  });

  it('of ids is nothing: each pair has all of them in “other”', () => {
    const ids = ramp(101).map((at) => `id${at}`);
    const [reference, current] = [
      textColumn('x', [...ids.slice(0, 50), null]),
      textColumn('x', ids.slice(50)),
    ];
    const level = simulateChance(drawOf(reference, current)!);
    // The one null is on one side or the other: (0.9804 − 1) ln(…) + … for 1 of 51 against none.
    const sides = [shares([50, 1]), shares([51, 0])].map((side) => treatZeros(recipes.deciles, side));
    expect(level.q95).toBeCloseTo(psi(sides[0]!, sides[1]!), 12);
  });
});

describe('the parts of a draw', () => {
  it('PSI of a pair is that of its treated shares', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })), { minLength: 2, maxLength: 12 }),
        fc.constantFrom(...recipeNames),
        (counts, name) => {
          const sides = [0, 1].map((side) => [1, ...counts.map((pair) => pair[side as 0 | 1])]);
          const [r, c] = sides as [number[], number[]];
          const expected = psi(treatZeros(recipes[name], shares(r)), treatZeros(recipes[name], shares(c)));
          expect(pairPsi(recipes[name], r, c, r.length)).toBeCloseTo(expected, 10);
        },
      ),
    );
  });

  it('a hypergeometric draw has the mean and the variance of its distribution', () => {
    for (const [total, marked, drawn] of [
      [40, 10, 20],
      [2000, 3, 900],
      [50_000, 20_000, 30_000],
    ] as const) {
      const random = seededRandom(total);
      const draws = ramp(20_000).map(() => hypergeometricDraw(random, total, marked, drawn));
      const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
      const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
      const share = marked / total;
      const expected = drawn * share * (1 - share) * ((total - drawn) / (total - 1));
      expect(Math.abs(mean - drawn * share)).toBeLessThan(4 * Math.sqrt(expected / draws.length));
      expect(variance / expected).toBeGreaterThan(0.95);
      expect(variance / expected).toBeLessThan(1.05);
    }
  });

  it('the greatest PSI is that of all rows in one bin', () => {
    const reference = [0.2, 0.5, 0.3];
    const all = [0, 1, 2].map((bin) =>
      psi(
        treatZeros(recipes.deciles, reference),
        treatZeros(
          recipes.deciles,
          reference.map((_, at) => (at === bin ? 1 : 0)),
        ),
      ),
    );
    expect(largestPsi(reference, recipes.deciles)).toBeCloseTo(Math.max(...all), 12);
  });
});
