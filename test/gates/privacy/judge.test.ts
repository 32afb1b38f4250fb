import { describe, expect, it } from 'vitest';
import { judge, precision, recall } from './judge';

describe('the judge of the recognisers', () => {
  it('[P9] precision and recall are at least 0.97 over a drawn set of eight languages, and 0.9 for each kind', async () => {
    const { all, kinds, faults, columnCount } = await judge(1);
    expect(columnCount).toBeGreaterThan(700);
    expect(precision(all), faults.join('\n')).toBeGreaterThanOrEqual(0.97);
    expect(recall(all), faults.join('\n')).toBeGreaterThanOrEqual(0.97);
    for (const [kind, tally] of kinds) {
      expect(precision(tally), `${kind}\n${faults.join('\n')}`).toBeGreaterThanOrEqual(0.9);
      expect(recall(tally), `${kind}\n${faults.join('\n')}`).toBeGreaterThanOrEqual(0.9);
    }
  });
});
