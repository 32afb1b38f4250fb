import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyGuardrail, decide, unreachableRule, worstVerdict } from '../../src/gates/applyGuardrail';
import type { Guardrail } from '../../src/gates/guardrail';

const scores = [0.05, 0.2, 0.45, 0.8, 0.95];
const escalateFrom = (threshold: number): Guardrail['rules'] => [
  { comparison: 'atLeast', threshold, action: 'escalate' },
];

describe('a guardrail', () => {
  it('[G7] of the scores 0.05, 0.20, 0.45, 0.80, 0.95 at threshold 0.70 escalates two', () => {
    expect(applyGuardrail({ statistic: 'each', rules: escalateFrom(0.7) }, { values: scores })).toEqual({
      verdict: 'escalate',
      counts: { allow: 3, escalate: 2, block: 0 },
      sampleCount: 5,
      missingCount: 0,
      figure: null,
    });
  });

  it('[G7] takes the first rule that a value meets, and the worst of all values', () => {
    const rules: Guardrail['rules'] = [
      { comparison: 'above', threshold: 0.9, action: 'block' },
      { comparison: 'atLeast', threshold: 0.7, action: 'escalate' },
      { comparison: 'below', threshold: 0.1, action: 'block' },
    ];
    expect(applyGuardrail({ statistic: 'each', rules }, { values: scores })).toMatchObject({
      verdict: 'block',
      counts: { allow: 2, escalate: 1, block: 2 },
    });
    expect(decide(rules, 0.9)).toBe('escalate');
    expect(decide([{ comparison: 'atMost', threshold: 0.1, action: 'block' }], 0.1)).toBe('block');
  });

  it('[G7] judges one figure of all values: p95 of 1 … 100 is 95.05', () => {
    const values = Array.from({ length: 100 }, (_, at) => at + 1);
    const judge = (threshold: number) =>
      applyGuardrail(
        { statistic: 'p95', rules: [{ comparison: 'above', threshold, action: 'block' }] },
        { values },
      );
    expect(judge(95).verdict).toBe('block');
    expect(judge(95.1)).toMatchObject({ verdict: 'allow', counts: { allow: 1, escalate: 0, block: 0 } });
    // (100 − 1) · 0.95 = 94.05, between the values of rank 94 (95) and 95 (96).
    expect(judge(95).figure).toBeCloseTo(95.05, 12);
  });

  it('[G8] without a sample is unknown, and never a pass', () => {
    expect(applyGuardrail({ statistic: 'each', rules: escalateFrom(0.7) }, { values: [] }).verdict).toBe(
      'unknown',
    );
    expect(worstVerdict(['allow', 'unknown'])).toBe('unknown');
    expect(worstVerdict(['unknown', 'escalate', 'allow'])).toBe('escalate');
    expect(worstVerdict(['block', 'escalate'])).toBe('block');
    expect(worstVerdict([])).toBeNull();
  });

  it('[G8] that saw a missing value does not pass, unless it says what that gives', () => {
    const samples = { values: [0.8, 0.81], missingCount: 2 };
    const judge = (missing?: 'allow' | 'escalate' | 'block', statistic: 'each' | 'mean' = 'each') =>
      applyGuardrail({ statistic, rules: escalateFrom(0.9), ...(missing && { missing }) }, samples);
    expect(judge()).toMatchObject({ verdict: 'unknown', counts: { allow: 2 }, missingCount: 2 });
    expect(judge(undefined, 'mean')).toMatchObject({ verdict: 'unknown', counts: { allow: 1 } });
    expect(judge('allow').verdict).toBe('allow');
    expect(judge('escalate').verdict).toBe('escalate');
    expect(judge('block').verdict).toBe('block');
    // Where every run is missing there is nothing to allow.
    const none = { values: [], missingCount: 4 };
    expect(applyGuardrail({ statistic: 'each', rules: [], missing: 'allow' }, none)).toMatchObject({
      verdict: 'unknown',
      sampleCount: 0,
    });
    // A value that escalates is worse than one that is not known.
    expect(applyGuardrail({ statistic: 'each', rules: escalateFrom(0.7) }, samples).verdict).toBe('escalate');
  });

  it('names a rule that no value can meet, since those before it take them all', () => {
    const above = (threshold: number) => ({ comparison: 'above', threshold, action: 'block' }) as const;
    expect(unreachableRule({ rules: [above(1), above(2)] })).toBe(1);
    expect(unreachableRule({ rules: [above(2), above(1)] })).toBeNull();
    expect(unreachableRule({ rules: [] })).toBeNull();
    expect(
      unreachableRule({
        rules: [above(1), { comparison: 'atLeast', threshold: 1, action: 'escalate' }],
      }),
    ).toBeNull();
  });

  it('counts every value once', () => {
    const rule = fc.record({
      comparison: fc.constantFrom('atLeast' as const, 'above' as const, 'atMost' as const, 'below' as const),
      threshold: fc.integer({ min: -5, max: 5 }),
      action: fc.constantFrom('allow' as const, 'escalate' as const, 'block' as const),
    });
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 5 }),
        fc.array(fc.integer({ min: -6, max: 6 })),
        (rules, values) => {
          const { counts, sampleCount } = applyGuardrail({ statistic: 'each', rules }, { values });
          expect(counts.allow + counts.escalate + counts.block).toBe(sampleCount);
          const unmet = unreachableRule({ rules });
          if (unmet !== null)
            expect(
              values.every((value) => decide(rules.toSpliced(unmet, 1), value) === decide(rules, value)),
            ).toBe(true);
        },
      ),
    );
  });
});
