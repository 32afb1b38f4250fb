import { describe, expect, it } from 'vitest';
import { labelledTexts } from './labelledTexts';
import { judge, precision, recall } from './judge';

describe('the judge of the recognisers', () => {
  it('[S9] precision and recall are at least 0.97 over a drawn set of eight languages, and 0.9 for each kind', async () => {
    const { all, kinds, faults, columnCount } = await judge(1);
    expect(columnCount).toBeGreaterThan(700);
    const least = { all: 0.97, kind: 0.9 };
    const short = [...kinds]
      .filter(([, tally]) => Math.min(precision(tally), recall(tally)) < least.kind)
      .map(([kind]) => kind);
    // The columns that were judged wrongly are shown where too many were.
    expect(short.length === 0 ? [] : [...short, ...faults]).toEqual([]);
    expect(Math.min(precision(all), recall(all)) >= least.all ? [] : faults).toEqual([]);
  });

  it('[S13] inside of longer texts precision and recall are at least 0.97, for values in every row and in one of fifty', async () => {
    const { all, faults, columnCount } = await judge(1, 200, labelledTexts);
    expect(columnCount).toBeGreaterThan(400);
    expect(Math.min(precision(all), recall(all)) >= 0.97 ? [] : faults).toEqual([]);
  });
});
