import { columnDrift, withChance } from '../../src/drift/columnDrift';
import { sideOfProfile, type ColumnSide } from '../../src/drift/columnSide';
import { hasDrifted } from '../../src/drift/hasDrifted';
import { recipes } from '../../src/drift/recipe';
import { simulateChance } from '../../src/drift/simulateChance';
import { sideOfNumbers } from '../../src/drift/sidesOfValues';
import type { ChanceLevel } from '../../src/drift/chanceLevel';
import type { Random } from '../../src/lib/ports';
import { normalDraw, seededRandom } from '../../src/lib/random';
import { textColumn } from './profiles';

/** A distribution: how to draw one value. */
export type Distribution = (random: Random) => number | string;

const letters = 'abcdefghijklmno';

export const distributions: Readonly<Record<string, Distribution>> = {
  normal: (random) => normalDraw(random, 0, 1),
  'log-normal': (random) => Math.exp(normalDraw(random, 0, 1)),
  '85 % zeros': (random) => (random() < 0.85 ? 0 : Math.exp(normalDraw(random, 3, 1))),
  'half zeros': (random) => (random() < 0.5 ? 0 : Math.exp(normalDraw(random, 3, 1))),
  'five categories': (random) => letters.charAt(Math.floor(random() * 5)),
  'fifteen categories': (random) => letters.charAt(Math.floor(random() * 15)),
  ids: (random) => `id-${Math.floor(random() * 1e12)}`,
};

/** How many of so many seeded pairs of samples count as drifted under `deciles`. */
export function countDrifted(
  reference: Distribution,
  current: Distribution,
  rows: number,
  pairs: number,
): number {
  const levels = new Map<string, ChanceLevel>();
  let drifted = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const random = seededRandom(pair * 7919 + rows);
    const column = columnDrift(
      'x',
      sideOf(reference, rows, random),
      sideOf(current, rows, random),
      recipes.deciles,
    );
    // Chance takes a drift away, and makes none: a stable column needs no draw.
    if (column.draw === null || column.band === 'stable') {
      if (hasDrifted(column)) drifted += 1;
      continue;
    }
    const level = levels.get(column.draw.key) ?? simulateChance(column.draw);
    levels.set(column.draw.key, level);
    if (hasDrifted(withChance(column, level, recipes.deciles))) drifted += 1;
  }
  return drifted;
}

function sideOf(draw: Distribution, rows: number, random: Random): ColumnSide {
  const values = Array.from({ length: rows }, () => draw(random));
  return typeof values[0] === 'number'
    ? sideOfNumbers(values as number[])
    : sideOfProfile(textColumn('x', values as string[]));
}
