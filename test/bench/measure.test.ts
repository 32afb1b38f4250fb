import { describe, expect, it } from 'vitest';
import type { Case } from '../../bench/case';
import { measure } from '../../bench/measure';

function recordedCase(log: string[], fails = false): Case {
  let count = 0;
  const step = (name: string) => () => {
    log.push(name);
    return fails && name === 'b' ? Promise.reject(new Error('b is not installed')) : Promise.resolve(++count);
  };
  return {
    name: 'recorded',
    goal: 1,
    unit: 's',
    prepare: async () => void (await step('prepare')()),
    ours: step('ours'),
    peers: [
      { name: 'a', run: step('a') },
      { name: 'b', run: step('b') },
    ],
    dispose: () => Promise.resolve(void log.push('dispose')),
  };
}

describe('measuring', () => {
  it('takes turns, and leaves the first round out', async () => {
    const log: string[] = [];
    const measurements = await measure(recordedCase(log), 2);
    const round = ['ours', 'a', 'b'];
    expect(log).toEqual(['prepare', ...round, ...round, ...round, 'dispose']);
    // prepare counts 1, the first round 2, 3, 4.
    expect(measurements).toEqual({
      ours: [5, 8],
      peers: [
        { name: 'a', values: [6, 9] },
        { name: 'b', values: [7, 10] },
      ],
    });
  });

  it('ends what it began when a peer fails', async () => {
    const log: string[] = [];
    await expect(measure(recordedCase(log, true), 2)).rejects.toThrow('b is not installed');
    expect(log.at(-1)).toBe('dispose');
  });
});
