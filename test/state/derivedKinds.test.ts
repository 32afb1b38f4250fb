import { describe, expect, it } from 'vitest';

import { withSimulatedChance } from '../../src/drift/chanceOfReport';
import { driftReport } from '../../src/drift/driftReport';
import { recipes } from '../../src/drift/recipe';
import { normalDraw, seededRandom } from '../../src/lib/random';
import { versionDrift } from '../../src/operations/comparing/versionDrift';
import { driftInShort } from '../../src/state/derivedKinds';
import { exactNumbers, sketchedNumbers, table, textColumn } from '../drift/profiles';

function rides(seed: number, mean: number) {
  const random = seededRandom(seed);
  const draw = <T>(value: () => T): T[] => Array.from({ length: 3000 }, value);
  return table(
    exactNumbers(
      'fare',
      draw(() => normalDraw(random, mean, 4)),
    ),
    sketchedNumbers(
      'distance',
      draw(() => normalDraw(random, mean / 2, 1)),
      4,
      random,
    ),
    textColumn(
      'zone',
      draw(() => `zone ${Math.floor(random() ** (mean / 10) * 9)}`),
    ),
    textColumn(
      'rider',
      draw(() => `r${Math.floor(random() * 100_000)}`),
      50,
    ),
  );
}

describe('derived results', () => {
  it('have the figures of their rule: whoever changes a figure raises the rule, or old ones are shown', () => {
    const report = withSimulatedChance(driftReport(rides(1, 10), rides(2, 12), recipes.deciles));
    const { most, drifted, growing } = versionDrift(report);
    expect({
      rule: driftInShort.rule,
      most: most?.name,
      drifted: drifted.map(({ name, figure, band }) => `${name} ${figure} ${band}`),
      growing,
    }).toEqual({
      rule: 1,
      most: 'distance',
      drifted: ['distance 0.92 ± 0.06 significant', 'fare 0.27 significant'],
      growing: [],
    });
  });
});
