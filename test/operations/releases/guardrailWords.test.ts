import { describe, expect, it } from 'vitest';
import { tableWords } from '../../../src/operations/releases/guardrailWords';

describe('the words of a guardrail', () => {
  it('say a decision table', () => {
    const rules = [
      { comparison: 'above', threshold: 180, action: 'block' },
      { comparison: 'atLeast', threshold: 140, action: 'escalate' },
    ] as const;
    expect(tableWords({ statistic: 'p95', metric: 'latency_ms', rules })).toBe(
      'p95 of latency_ms: above 180 block, at least 140 escalate, else allow',
    );
  });

  it('say a threshold with all of its digits, and what a missing value gives', () => {
    const rules = [{ comparison: 'below', threshold: -0.123456, action: 'block' }] as const;
    expect(tableWords({ statistic: 'each', metric: 'score', rules, missing: 'escalate' })).toBe(
      'each value of score: below −0.123456 block, else allow; missing escalate',
    );
  });
});
