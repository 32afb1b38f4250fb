import { describe, expect, it } from 'vitest';
import type { ChanceDraw } from '../../src/drift/chanceDraw';
import { recipes } from '../../src/drift/recipe';
import { createChanceLevels } from '../../src/state/chanceLevels';
import { derivedInMemory } from './derivedInMemory';

const draw = (key: string): ChanceDraw => ({
  key,
  seed: 1,
  recipe: recipes.deciles,
  referenceTotal: 20,
  currentTotal: 20,
  fixed: Float64Array.of(20, 20),
  values: new Float64Array(),
  numbers: null,
  unlisted: 0,
});

describe('what chance gives', () => {
  it('is drawn once for equal draws, also while these run', async () => {
    const asked: string[] = [];
    const levels = createChanceLevels((draws) => {
      asked.push(...draws.map(({ key }) => key));
      return Promise.resolve(draws.map(({ key }) => ({ mean: key.length, q95: 1, isSimulated: true })));
    }, derivedInMemory());
    expect(levels.known(draw('a'))).toBeNull();
    await Promise.all([levels.simulate([draw('a'), draw('bb')]), levels.simulate([draw('bb'), draw('ccc')])]);
    await levels.simulate([draw('a')]);
    expect(asked).toEqual(['a', 'bb', 'ccc']);
    expect(levels.known(draw('ccc'))?.mean).toBe(3);
  });

  it('can be drawn again after a draw that failed', async () => {
    let isBroken = true;
    const levels = createChanceLevels(
      (draws) =>
        isBroken
          ? Promise.reject(new Error('ended'))
          : Promise.resolve(draws.map(() => ({ mean: 0, q95: 1, isSimulated: true }))),
      derivedInMemory(),
    );
    await expect(levels.simulate([draw('a')])).rejects.toThrow('ended');
    isBroken = false;
    await levels.simulate([draw('a')]);
    expect(levels.known(draw('a'))?.q95).toBe(1);
  });

  it('is not drawn again after a reload', async () => {
    const derived = derivedInMemory();
    const once = createChanceLevels(
      (draws) => Promise.resolve(draws.map(() => ({ mean: 0.25, q95: 1, isSimulated: true }))),
      derived,
    );
    await once.simulate([draw('a')]);
    const after = createChanceLevels(
      (draws) => Promise.resolve(draws.map(() => ({ mean: 7, q95: 7, isSimulated: true }))),
      derived,
    );
    await after.simulate([draw('a'), draw('b')]);
    expect([after.known(draw('a'))?.mean, after.known(draw('b'))?.mean]).toEqual([0.25, 7]);
  });
});
