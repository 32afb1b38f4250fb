import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyFailures } from '../../scripts/propertyFailures.mjs';

const reportOf = (...failureMessages: string[]) => ({
  testResults: [
    {
      name: 'test/a.test.ts',
      assertionResults: [
        { status: 'passed', fullName: 'holds', failureMessages: [] },
        { status: 'failed', fullName: 'does not hold', failureMessages },
      ],
    },
  ],
});

describe('what a fuzz run found', () => {
  it('has the seed, the path and the counterexample that fast-check tells', () => {
    let message = '';
    try {
      fc.assert(
        fc.property(fc.nat(), (drawn) => drawn < 5),
        { seed: -7 },
      );
    } catch (error) {
      message = String(error);
    }
    const path = fc.check(
      fc.property(fc.nat(), (drawn) => drawn < 5),
      { seed: -7 },
    ).counterexamplePath;
    expect(propertyFailures(reportOf(message), 1)).toEqual([
      { file: 'test/a.test.ts', title: 'does not hold', seed: -7, path, example: '[5]' },
    ]);
  });

  it('has the seed of the run where no property failed', () => {
    expect(propertyFailures(reportOf('Error: other'), 12)).toMatchObject([
      { seed: 12, path: null, example: null },
    ]);
  });
});
