import { describe, expect, it } from 'vitest';
import { normalDraw } from '../../src/lib/random';
import { countDrifted, distributions } from './equalPairs';

describe('[D20] of 1,000 pairs of one distribution, at most 80 count as drifted', () => {
  const cases = Object.entries(distributions).flatMap(([name, draw]) =>
    [20, 30, 50, 100, 200, 1000, 5000].map((rows) => [name, rows, draw] as const),
  );
  it.each(cases)('%s, %d rows a side', (name, rows, draw) => {
    const drifted = countDrifted(draw, draw, rows, 1000);
    console.info(`${name}, ${rows} rows: ${drifted} of 1,000 equal pairs`);
    expect(drifted).toBeLessThanOrEqual(80);
  });
});

describe('[D20] of 1,000 pairs that are half a standard deviation apart, 990 count as drifted at 1,000 rows', () => {
  it('normal', () => {
    const moved = (random: () => number) => normalDraw(random, 0.5, 1);
    expect(countDrifted(distributions['normal']!, moved, 1000, 1000)).toBeGreaterThanOrEqual(990);
  });

  it('log-normal', () => {
    // The standard deviation of exp(N(0, 1)) is √((e − 1) e).
    const half = Math.sqrt((Math.E - 1) * Math.E) / 2;
    const moved = (random: () => number) => Math.exp(normalDraw(random, 0, 1)) + half;
    expect(countDrifted(distributions['log-normal']!, moved, 1000, 1000)).toBeGreaterThanOrEqual(990);
  });
});
