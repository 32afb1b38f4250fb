import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareSamples } from '../../src/gates/compareSamples';
import type { ComparisonRule } from '../../src/gates/comparisonVerdict';
import { studentTCritical } from '../../src/numerics/studentT';
import { tailOf } from '../../src/gates/tail';
import { sharedFolder } from '../sharedFolder';

interface TwoSides {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  readonly expect: Readonly<Record<string, number>>;
}

interface Golden {
  readonly paired_release: readonly TwoSides[];
  readonly welch: readonly TwoSides[];
  readonly percentile: readonly {
    readonly values: readonly number[];
    readonly q: number;
    readonly expect: number;
  }[];
}

const golden =
  sharedFolder &&
  (JSON.parse(readFileSync(path.join(sharedFolder.golden, 'numerics.json'), 'utf8')) as Golden);
const rule: ComparisonRule = { direction: 'higher', minimalDifference: 0.01, confidence: 0.95 };

function agrees(figure: number | null | undefined, expected: number | undefined): void {
  const scale = Math.max(Math.abs(expected ?? NaN), 1e-3);
  expect(Math.abs((figure ?? NaN) - (expected ?? NaN)) / scale).toBeLessThan(1e-9);
}

describe.skipIf(!golden)('[G6] the reference figures of scipy and numpy', () => {
  it('for paired samples', () => {
    for (const { baseline, candidate, expect: expected } of golden?.paired_release ?? []) {
      const cases = baseline.map((_, at) => String(at));
      const compared = compareSamples({ values: candidate, cases }, { values: baseline, cases }, rule);
      expect(compared.method).toBe('paired');
      agrees(compared.meanDifference, expected['mean_delta']);
      agrees(compared.standardError, expected['standard_error']);
      agrees(studentTCritical(0.05, compared.degreesOfFreedom ?? NaN), expected['t_critical']);
      agrees(compared.interval?.low, expected['ci_low']);
      agrees(compared.interval?.high, expected['ci_high']);
      expect(Math.abs(compared.pValue! / expected['pvalue_two_sided']! - 1)).toBeLessThan(1e-9);
      // The interval, 0.0164 to 0.0276, lies beyond 0.01.
      expect(compared.verdict).toBe('better');
    }
  });

  it('for unpaired samples', () => {
    for (const { baseline, candidate, expect: expected } of golden?.welch ?? []) {
      const compared = compareSamples(
        { values: candidate, cases: null },
        { values: baseline, cases: null },
        rule,
      );
      expect(compared.method).toBe('unpaired');
      agrees(compared.statistic, expected['statistic']);
      expect(Math.abs(compared.pValue! / expected['pvalue_two_sided']! - 1)).toBeLessThan(1e-9);
    }
  });

  it('for the tail of samples', () => {
    const figures = (golden?.percentile ?? []).filter(({ q }) => q === 50 || q === 95 || q === 99);
    expect(figures.length).toBeGreaterThan(0);
    for (const { values, q, expect: expected } of figures) {
      agrees(tailOf(values)?.[`p${q as 50 | 95 | 99}`], expected);
    }
  });
});

describe('a tail', () => {
  it('[G9] of nothing is nothing, of one value is that value', () => {
    expect(tailOf([])).toBeNull();
    expect(tailOf([7])).toEqual({ count: 1, min: 7, mean: 7, p50: 7, p95: 7, p99: 7, max: 7 });
  });
});
