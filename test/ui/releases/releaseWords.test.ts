import { describe, expect, it } from 'vitest';

import { compareSamples } from '../../../src/gates/compareSamples';
import type { ComparedMetric } from '../../../src/operations/releases/promotionEvidence';
import { histogramOf, roundTicks } from '../../../src/ui/releases/histogram';
import { parseReleaseSearch, rulesFor } from '../../../src/ui/releases/releasesSearch';
import { intervalWords, pValueWords, ruleWords, sampleWords } from '../../../src/ui/releases/releaseWords';
import { verdictSummary } from '../../../src/ui/releases/verdictSummary';

const compared = (
  metric: string,
  candidate: readonly number[],
  baseline: readonly number[],
  minimalDifference = 0,
): ComparedMetric => {
  const rule = { direction: 'lower', minimalDifference, confidence: 0.95 } as const;
  const side = (values: readonly number[]) => ({ values, cases: null });
  return { metric, unit: 'ms', rule, ...compareSamples(side(candidate), side(baseline), rule) };
};
const faster = compared('latency_ms', [1, 2, 1, 2], [11, 12, 11, 12], 0.5);
const slower = compared('slow_ms', [11, 12, 11, 12], [1, 2, 1, 2]);
const single = compared('mae', [1], [2]);

describe('the words of a release', () => {
  it('say a verdict on every metric in one sentence', () => {
    expect(verdictSummary([faster, slower, single], true)).toBe(
      'Better on latency_ms; worse on slow_ms; too few values on mae.',
    );
    expect(verdictSummary([single, single, single, single], true)).toBe('Too few values on 4 metrics.');
    expect(verdictSummary([], true)).toMatch(/^Nothing was measured/);
    expect(verdictSummary([], false)).toMatch(/^There is nothing to compare: the alias/);
  });

  it('say what an interval plot shows', () => {
    expect(intervalWords(faster)).toBe(
      'Difference −10, from −11 to −9.001; lower is better; up to 0.5 ms does not matter.',
    );
    expect(intervalWords(single)).toBe('Difference −1, without an interval; lower is better.');
    expect(ruleWords(slower)).toBe('lower is better');
    expect(sampleWords(single)).toBe('one value each');
    expect(pValueWords(0.00012)).toBe('< 0.001');
    expect(pValueWords(0.5864)).toBe('0.586');
  });
});

describe('the link of a release', () => {
  it('keeps what is understood of the rules, and nothing else', () => {
    expect(
      parseReleaseSearch({
        alias: 'production',
        rules: { mae: { direction: 'lower', minimal: 0.1 }, bad: { minimal: -1, direction: 'up' }, worse: 3 },
        confidence: 0.8,
      }),
    ).toEqual({ alias: 'production', rules: { mae: { direction: 'lower', minimal: 0.1 } } });
    expect(parseReleaseSearch({ rules: [1, 2], alias: '' })).toEqual({});
  });

  it('says how a metric is judged over what was said at the last promotion', () => {
    const last = new Map([['mae', { direction: 'lower', minimalDifference: 0.2, confidence: 0.9 } as const]]);
    const rules = rulesFor(['mae', 'accuracy', '__proto__'], { rules: { mae: { minimal: 1 } } }, last);
    expect(rules.get('mae')).toEqual({ direction: 'lower', minimalDifference: 1, confidence: 0.95 });
    expect(rules.get('accuracy')).toEqual({ direction: 'higher', minimalDifference: 0, confidence: 0.95 });
    expect(rules.get('__proto__')?.direction).toBe('higher');
  });
});

describe('the picture of a tail', () => {
  it('has shares of each side in bins that they share, and counts what lies beyond', () => {
    const bins = histogramOf(
      [
        [0, 1, 2, 3],
        [4, 100],
      ],
      4,
      4,
    );
    expect(bins.starts).toEqual([0, 1, 2, 3]);
    expect(bins.shares).toEqual([
      [0.25, 0.25, 0.25, 0.25],
      [0, 0, 0, 0.5],
    ]);
    expect(bins.beyond).toEqual([0, 1]);
    // All alike: one bin of width 1.
    expect(histogramOf([[7, 7]], 7, 3).shares).toEqual([[1, 0, 0]]);
  });

  it('has round ticks', () => {
    expect(roundTicks(32.06, 408.1, 8)).toEqual([50, 100, 150, 200, 250, 300, 350, 400]);
    expect(roundTicks(0, 0.38, 4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(roundTicks(7, 7, 8)).toEqual([7]);
  });
});
