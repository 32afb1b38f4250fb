import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binColumns } from '../../src/drift/binning';
import { columnDrift } from '../../src/drift/columnDrift';
import { sideOfProfile } from '../../src/drift/columnSide';
import { recipeNames, recipes } from '../../src/drift/recipe';
import type { ColumnDrift } from '../../src/drift/report';
import { sampleStatistics } from '../../src/drift/sampleStatistics';
import type { ColumnProfile } from '../../src/profile/profile';
import { normalDraw, seededRandom } from '../../src/lib/random';
import type { Random } from '../../src/lib/ports';
import { exactNumbers, sketchedNumbers, textColumn, withShortCounts } from './profiles';

/** Columns of very different shapes, each with two sides. */
function shapes(seed: number): readonly (readonly [string, number[], number[]])[] {
  const random = seededRandom(seed);
  const draw = (count: number, value: () => number) => Array.from({ length: count }, value);
  return [
    [
      'normal, no drift',
      draw(9000, () => normalDraw(random, 0, 1)),
      draw(7000, () => normalDraw(random, 0, 1)),
    ],
    [
      'normal, shifted',
      draw(9000, () => normalDraw(random, 0, 1)),
      draw(7000, () => normalDraw(random, 0.4, 1.2)),
    ],
    ['disjoint', draw(3000, () => random()), draw(3000, () => 2 + random())],
    [
      'half zeros',
      draw(8000, () => (random() < 0.6 ? 0 : Math.floor(random() * 500))),
      draw(8000, () => (random() < 0.4 ? 0 : Math.floor(random() * 600))),
    ],
    [
      'few heavy values among many',
      draw(8000, () => (random() < 0.7 ? Math.floor(random() * 4) : random() * 4)),
      draw(6000, () => (random() < 0.5 ? Math.floor(random() * 4) : random() * 5)),
    ],
    [
      'long tail',
      draw(8000, () => Math.exp(normalDraw(random, 0, 2))),
      draw(8000, () => Math.exp(normalDraw(random, 0.2, 2))),
    ],
  ];
}

function expectWithin(
  reference: [ColumnProfile, ColumnProfile],
  current: [ColumnProfile, ColumnProfile],
): void {
  for (const name of recipeNames) {
    const drift = (at: 0 | 1): ColumnDrift => {
      const [before, after] = [reference[at], current[at]];
      const column = columnDrift('x', sideOfProfile(before), sideOfProfile(after), recipes[name]);
      const [r, c] = [sideOfProfile(before).numbers, sideOfProfile(after).numbers];
      return r && c ? { ...column, statistics: [...column.statistics, ...sampleStatistics(r, c)] } : column;
    };
    const [truth, sketched] = [drift(0), drift(1)];
    expect(truth.maxError).toBe(0);
    const gap = Math.abs((truth.psi ?? NaN) - (sketched.psi ?? NaN));
    expect(gap, `${name}: PSI ${sketched.psi} ± ${sketched.maxError} for ${truth.psi}`).toBeLessThanOrEqual(
      sketched.maxError + 1e-9,
    );
    for (const statistic of sketched.statistics) {
      const figure = truth.statistics.find((one) => one.name === statistic.name);
      if (!figure) continue;
      expect(
        Math.abs(figure.value - statistic.value),
        `${name} ${statistic.name}: ${statistic.value} ± ${statistic.maxError} for ${figure.value}`,
      ).toBeLessThanOrEqual(statistic.maxError + 1e-9);
    }
  }
}

describe('[D11] a figure from sketches is within its error of the figure over all values', () => {
  it.each([1, 2, 3])('numbers, seed %d', (seed) => {
    const random = seededRandom(seed + 100);
    for (const [, reference, current] of shapes(seed)) {
      for (const step of [5, 20, 100]) {
        const exact: [ColumnProfile, ColumnProfile] = [
          exactNumbers('x', reference),
          exactNumbers('x', current),
        ];
        const sketched = [reference, current].map((values) => sketchedNumbers('x', values, step, random));
        const [ofReference = exact[0], ofCurrent = exact[1]] = sketched;
        expectWithin([exact[0], ofReference], [exact[1], ofCurrent]);
        expectWithin([exact[0], exact[0]], [exact[1], ofCurrent]);
        expectWithin([exact[0], ofReference], [exact[1], exact[1]]);
      }
    }
  });

  it.each([1, 2, 3])('categories, seed %d', (seed) => {
    const random = seededRandom(seed);
    const words = (count: number, spread: number) =>
      Array.from({ length: count }, () => `w${Math.floor(random() ** spread * 200)}`);
    const [reference, current] = [words(5000, 4), words(4000, 3)];
    for (const capacity of [5, 40, 150]) {
      expectWithin(
        [textColumn('x', reference), textColumn('x', reference, capacity)],
        [textColumn('x', current), textColumn('x', current, capacity)],
      );
      expectWithin(
        [textColumn('x', reference), textColumn('x', reference)],
        [textColumn('x', current), textColumn('x', current, capacity)],
      );
    }
  });
});

/** A column of numbers some of which are a heavy value each, so that it is close whether these have bins of their own. */
function heavy(random: Random, count: number, shares: readonly number[], mean: number): number[] {
  return Array.from({ length: count }, () => {
    let left = random();
    for (const [value, share] of shares.entries()) {
      if (left < share) return value;
      left -= share;
    }
    return mean + normalDraw(random, 0, 1);
  });
}

describe('[D18] where it is open whether a value has its own bin, the error covers both answers', () => {
  it('numbers', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer(),
          // Close to a bin's share of 0.1 as often as far from it.
          shares: fc.array(fc.oneof(fc.double({ min: 0.09, max: 0.11, noNaN: true }), fc.constant(0.3)), {
            maxLength: 3,
          }),
          shift: fc.double({ min: 0, max: 1, noNaN: true }),
          step: fc.constantFrom(3, 10, 60),
          countError: fc.constantFrom(0, 5, 60),
        }),
        ({ seed, shares, shift, step, countError }) => {
          const random = seededRandom(seed);
          const sides = [
            heavy(random, 1500, shares, 0),
            heavy(
              random,
              1200,
              shares.map((s) => s * 0.9),
              shift,
            ),
          ];
          const exact = sides.map((values) => exactNumbers('x', values));
          const sketched = sides.map((values) =>
            withShortCounts(sketchedNumbers('x', values, step, random), countError, random),
          );
          expectWithin([exact[0]!, sketched[0]!], [exact[1]!, sketched[1]!]);
          expectWithin([exact[0]!, exact[0]!], [exact[1]!, sketched[1]!]);
          expectWithin([exact[0]!, sketched[0]!], [exact[1]!, exact[1]!]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a value that may hold a bin’s share or not: once with its bin and once without', () => {
    // Ten bins of 150: 145 to 155 rows may be one.
    const values = [
      ...Array.from({ length: 145 }, () => 0),
      ...Array.from({ length: 1355 }, (_, at) => at + 1),
    ];
    const sketched = sketchedNumbers('x', values, 3, () => 0.5);
    const count = (error: number, known: number) => ({
      ...sketched,
      frequent: { items: [{ value: '0', count: known }], isComplete: false, maxCountError: error },
    });
    const choices = (error: number, known = 145) => {
      const side = sideOfProfile(count(error, known));
      return binColumns(side, side, true, recipes.deciles).uncertainties.map(
        ({ segments }) => segments.length,
      );
    };
    // Without its bin there are ten ranges; with it, nine or ten in all.
    expect(choices(10)).toEqual([10, 10]);
    expect(choices(1)).toEqual([10]);
    expect(choices(10, 150)).toEqual([10]);
  });

  it('categories', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer(),
          spread: fc.double({ min: 1, max: 5, noNaN: true }),
          capacity: fc.constantFrom(10, 40, 120),
          countError: fc.constantFrom(0, 2, 6),
        }),
        ({ seed, spread, capacity, countError }) => {
          const random = seededRandom(seed);
          const words = (count: number, power: number) =>
            Array.from({ length: count }, () => `w${Math.floor(random() ** power * 150)}`);
          const sides = [words(900, spread), words(700, spread * 0.8)];
          const exact = sides.map((values) => textColumn('x', values));
          const sketched = sides.map((values) =>
            withShortCounts(textColumn('x', values, capacity), countError, random),
          );
          expectWithin([exact[0]!, sketched[0]!], [exact[1]!, sketched[1]!]);
          expectWithin([exact[0]!, exact[0]!], [exact[1]!, sketched[1]!]);
          expectWithin([exact[0]!, sketched[0]!], [exact[1]!, exact[1]!]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('the error', () => {
  it('[D15] is small enough to be of use: ± 0.02 for a rank error of 0.1 %', () => {
    const random = seededRandom(7);
    const side = (mean: number) =>
      sketchedNumbers(
        'x',
        Array.from({ length: 20_000 }, () => normalDraw(random, mean, 1)),
        20,
        random,
      );
    const drift = columnDrift('x', sideOfProfile(side(0)), sideOfProfile(side(0.3)), recipes.deciles);
    expect(drift.psi).toBeGreaterThan(0.05);
    expect(drift.maxError).toBeGreaterThan(0);
    expect(drift.maxError).toBeLessThan(0.02);
  });

  it('[D16] that spans from stable to significant leaves the band unknown', () => {
    const ids = (from: number) => Array.from({ length: 1000 }, (_, at) => `id-${from + at}`);
    const drift = columnDrift(
      'id',
      sideOfProfile(textColumn('id', ids(0), 10)),
      sideOfProfile(textColumn('id', ids(5000), 10)),
      recipes.deciles,
    );
    expect(drift.band).toBe('unknown');
  });
});
