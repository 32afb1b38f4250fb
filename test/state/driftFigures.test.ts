import { describe, expect, it } from 'vitest';

import type { TableProfile } from '../../src/profile/profile';
import { createChanceLevels } from '../../src/state/chanceLevels';
import { createDriftFigures } from '../../src/state/driftFigures';
import type { DerivedResults } from '../../src/storage/derivedResults';
import { table, textColumn } from '../drift/profiles';
import { derivedInMemory } from './derivedInMemory';

const riders = (members: number): TableProfile =>
  table(
    textColumn(
      'rider',
      Array.from({ length: 400 }, (_, at) => (at < members ? 'member' : 'casual')),
    ),
  );
const profiles = new Map([
  ['a', riders(300)],
  ['b', riders(100)],
]);
const pair = { references: ['a'], current: 'b', key: 'a\nb\n00' };
const stay = new AbortController().signal;

function figuresOver(derived: DerivedResults) {
  const asked: string[] = [];
  const figures = createDriftFigures({
    derived,
    chance: createChanceLevels(
      (draws) => Promise.resolve(draws.map(() => ({ mean: 0, q95: 0, isSimulated: true }))),
      derived,
    ),
    profile: (key) => {
      asked.push(key);
      return Promise.resolve(profiles.get(key) ?? null);
    },
  });
  return { figures, asked };
}

describe('the drift of versions', () => {
  it('is computed once: after a reload no profile is read for it', async () => {
    const derived = derivedInMemory();
    const before = figuresOver(derived);
    const drift = await before.figures.compute(pair, stay);
    // ½ ln 3 + ½ ln 3
    expect(drift?.most?.psi).toBeCloseTo(Math.log(3), 12);
    expect(before.asked).toEqual(['a', 'b']);
    const after = figuresOver(derived);
    expect(await after.figures.compute(pair, stay)).toEqual(drift);
    expect(after.asked).toEqual([]);
    expect(after.figures.known(pair)).toEqual(drift);
  });

  it('is computed again for a version that was read in another way, and where it was forgotten', async () => {
    const derived = derivedInMemory();
    await figuresOver(derived).figures.compute(pair, stay);
    const other = figuresOver(derived);
    await other.figures.compute({ references: ['b'], current: 'a', key: 'b\na\n00' }, stay);
    expect(other.asked).toEqual(['b', 'a']);
    await derived.clear();
    const forgotten = figuresOver(derived);
    await forgotten.figures.compute(pair, stay);
    expect(forgotten.asked).toEqual(['a', 'b']);
  });

  it('is not stored where there is nothing to compare: a profile may come later', async () => {
    const derived = derivedInMemory();
    const gone = { references: ['gone'], current: 'b', key: 'gone\nb\n00' };
    expect(await figuresOver(derived).figures.compute(gone, stay)).toBeNull();
    const later = figuresOver(derived);
    await later.figures.compute(gone, stay);
    expect(later.asked).toEqual(['gone', 'b']);
  });

  it('asks the stored results once for all that is asked in one turn', async () => {
    const derived = derivedInMemory();
    const reads: number[] = [];
    const { figures } = figuresOver({
      ...derived,
      read: (kind, inputs) => {
        if (kind.name === 'drift') reads.push(inputs.length);
        return derived.read(kind, inputs);
      },
    });
    const back = { references: ['b'], current: 'a', key: 'b\na\n00' };
    await Promise.all([figures.compute(pair, stay), figures.compute(back, stay, 'later')]);
    expect(reads).toEqual([2]);
  });
});
