import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../src/operations/releases/readEvidence';

/** Evidence as version 0.1 stored it. */
const stored = (
  verdict: string,
  ground: string,
  { minimalDifference = 0, meanDifference = 1, standardError = 0.5 } = {},
) => ({
  kind: 'promotion',
  comparisons: [
    {
      metric: 'mae',
      unit: null,
      rule: { direction: 'lower', minimalDifference, confidence: 0.95 },
      method: 'paired',
      candidateCount: 3,
      baselineCount: 3,
      leftOutCount: 0,
      candidateMean: 2,
      baselineMean: 1,
      meanDifference,
      standardError,
      degreesOfFreedom: 2,
      statistic: 2,
      interval: { low: 0, high: 2 },
      pValue: 0.1,
      verdict,
      ground,
    },
  ],
  guardrails: [
    {
      guardrail: { id: 'g', name: 'Errors', metric: 'mae', statistic: 'p95', rules: [] },
      verdict: 'allow',
      counts: { allow: 1, escalate: 0, block: 0 },
      sampleCount: 3,
      figure: 2,
    },
  ],
  verdict: 'allow',
});

describe('evidence of earlier versions', () => {
  it.each([
    ['better', 'interval', {}, 'better'],
    // An earlier version said so of a difference without any spread; what it said stays.
    ['worse', 'interval', { standardError: 0 }, 'worse'],
    ['cannotTell', 'tooWide', {}, 'cannotTell'],
    ['cannotTell', 'tooFew', {}, 'tooFew'],
    ['cannotTell', 'missing', {}, 'tooFew'],
    ['cannotTell', 'doesNotMatter', { minimalDifference: 1 }, 'equivalent'],
    ['cannotTell', 'doesNotMatter', { minimalDifference: 1, meanDifference: 0, standardError: 0 }, 'equal'],
    ['cannotTell', 'doesNotMatter', { meanDifference: 0, standardError: 0 }, 'equal'],
  ] as const)('%s on the ground %s, with %o, is %s', (verdict, ground, figures, now) => {
    const evidence = evidenceOf({ evidence: stored(verdict, ground, figures) });
    expect(evidence).toMatchObject({
      comparisons: [{ metric: 'mae', verdict: now, pairedBy: null, candidateMissingCount: 0 }],
      guardrails: [{ verdict: 'allow', missingCount: 0 }],
    });
  });
});
