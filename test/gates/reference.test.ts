import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareSamples } from '../../src/gates/compareSamples';
import { momentsOf } from '../../src/numerics/moments';
import { studentTCritical } from '../../src/numerics/studentT';
import { tailOf } from '../../src/gates/tail';

/** What `test/fixtures/samples/reference.py` writes. */
interface Reference {
  readonly comparisons: readonly {
    readonly baseline: readonly number[];
    readonly candidate: readonly number[];
    readonly paired: boolean;
    readonly confidence: number;
    readonly expect: Readonly<
      Record<
        'meanDifference' | 'standardError' | 'degreesOfFreedom' | 'statistic' | 'pValue' | 'low' | 'high',
        number
      >
    >;
  }[];
  readonly moments: readonly {
    readonly values: readonly number[];
    readonly mean: number;
    readonly standardDeviation: number;
  }[];
  readonly criticalValues: readonly {
    readonly probability: number;
    readonly degreesOfFreedom: number;
    readonly value: number;
  }[];
  readonly percentiles: readonly {
    readonly values: readonly number[];
    readonly q: 50 | 95 | 99;
    readonly value: number;
  }[];
}

const reference = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../fixtures/samples/reference.json'), 'utf8'),
) as Reference;

/** To 1e-9 of the figure's own size, or of `size` where that is what it is a difference of. */
function agrees(figure: number | null | undefined, expected: number, size = 0): void {
  expect(Math.abs((figure ?? NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(expected), size));
}

describe('[G6] the figures of numpy and scipy', () => {
  it.each(reference.comparisons.map((each, at) => [at, each] as const))('comparison %i', (_, each) => {
    const cases = each.paired ? each.baseline.map((_value, at) => String(at)) : null;
    const compared = compareSamples(
      { values: each.candidate, cases },
      { values: each.baseline, cases },
      { direction: 'higher', minimalDifference: 0, confidence: each.confidence },
    );
    const { expect: expected } = each;
    // Both tools lose digits of a difference that is small beside its parts.
    const error = expected.standardError;
    expect(compared.method).toBe(each.paired ? 'paired' : 'unpaired');
    agrees(compared.meanDifference, expected.meanDifference, error);
    agrees(compared.standardError, error);
    agrees(compared.degreesOfFreedom, expected.degreesOfFreedom);
    agrees(compared.statistic, expected.statistic);
    agrees(compared.pValue, expected.pValue);
    agrees(compared.interval?.low, expected.low, error);
    agrees(compared.interval?.high, expected.high, error);
  });

  it('moments where a sum loses digits are those of exact fractions', () => {
    for (const { values, mean, standardDeviation } of reference.moments) {
      const moments = momentsOf(values);
      agrees(moments.mean, mean);
      agrees(moments.standardDeviation, standardDeviation);
    }
  });

  it('critical values and percentiles', () => {
    for (const { probability, degreesOfFreedom, value } of reference.criticalValues)
      agrees(studentTCritical(probability, degreesOfFreedom), value);
    for (const { values, q, value } of reference.percentiles) agrees(tailOf(values)?.[`p${q}`], value);
  });
});
