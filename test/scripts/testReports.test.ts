import { describe, expect, it } from 'vitest';
import {
  countPlaywright,
  countVitest,
  playwrightDurations,
  vitestDurations,
} from '../../scripts/testReports.mjs';

const file = (status: string, tests: number) => ({
  name: `${status}.test.ts`,
  status,
  startTime: 1000,
  endTime: 1250,
  assertionResults: Array.from({ length: tests }, () => ({})),
});

describe('the sum of the test reports', () => {
  it('counts a file that could not be loaded as one failed test', () => {
    const testResults = [file('passed', 2), file('failed', 1), file('failed', 0)];
    expect(countVitest({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({
      passed: 2,
      failed: 2,
    });
  });

  it('counts a journey that passed only when tried again, and a fault outside of any, as failed', () => {
    const report = { stats: { expected: 5, unexpected: 2, flaky: 1 }, errors: [{}], suites: [] };
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 4 });
  });

  it('counts a runner that left no report as failed', () => {
    expect(countVitest(null)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright(null)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('the time of the test files', () => {
  it('is from the start of a file to its end', () => {
    const report = { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 2)] };
    expect(vitestDurations(report)).toEqual([{ file: 'passed.test.ts', durationMs: 250 }]);
    expect(vitestDurations(null)).toEqual([]);
  });

  it('is the sum of the journeys of a file, those of its groups and tries included', () => {
    const spec = (...durations: number[]) => ({
      tests: [{ results: durations.map((duration) => ({ duration })) }],
    });
    const suite = {
      file: 'a.e2e.ts',
      specs: [spec(3), spec(4, 5)],
      suites: [{ file: 'a.e2e.ts', specs: [spec(8)] }],
    };
    const stats = { expected: 3, unexpected: 0, flaky: 0 };
    expect(playwrightDurations({ stats, errors: [], suites: [suite] })).toEqual([
      { file: 'a.e2e.ts', durationMs: 20 },
    ]);
    expect(playwrightDurations(null)).toEqual([]);
  });
});
