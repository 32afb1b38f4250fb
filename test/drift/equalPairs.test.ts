import { describe, expect, it } from 'vitest';
import { countDrifted, distributions } from './equalPairs';

describe('[D20] of 200 pairs of one distribution, at most 24 count as drifted', () => {
  const cases = Object.entries(distributions).flatMap(([name, draw]) =>
    [20, 50, 200].map((rows) => [name, rows, draw] as const),
  );
  it.each(cases)('%s, %d rows a side', (_, rows, draw) => {
    expect(countDrifted(draw, draw, rows, 200)).toBeLessThanOrEqual(24);
  });
});
