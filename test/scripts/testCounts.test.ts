import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from '../../scripts/testCounts.mjs';

describe('the sum of the test reports', () => {
  it('counts a file that could not be loaded as one failed test', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ];
    expect(countVitest({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({
      passed: 2,
      failed: 2,
    });
  });

  it('counts a journey that passed only when tried again, and a fault outside of any, as failed', () => {
    const report = { stats: { expected: 5, unexpected: 2, flaky: 1 }, errors: [{}] };
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 4 });
  });

  it('counts a runner that left no report as failed', () => {
    expect(countVitest(null)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright(null)).toEqual({ passed: 0, failed: 1 });
  });
});
