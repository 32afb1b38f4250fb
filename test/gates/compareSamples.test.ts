import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSamples } from '../../src/gates/compareSamples';
import type { ComparisonRule, ComparisonVerdict } from '../../src/gates/comparisonVerdict';
import type { Samples } from '../../src/gates/samples';

function mirrored(verdict: ComparisonVerdict): ComparisonVerdict {
  return verdict === 'better' ? 'worse' : verdict === 'worse' ? 'better' : verdict;
}

const rule: ComparisonRule = { direction: 'higher', minimalDifference: 0, confidence: 0.95 };

const samples = (values: readonly number[], cases: readonly string[] | null = null): Samples => ({
  values,
  cases,
});

describe('comparing samples', () => {
  it('[G1] pairs by case: 3, 5 against 1, 2 differ by 2 and 3, so 2½ on average with a standard error of ½', () => {
    // Sample variance of (2, 3) is ½; over two pairs √(½ / 2) = ½. One degree of freedom: t = 2.5 / 0.5 = 5.
    const compared = compareSamples(samples([5, 3], ['b', 'a']), samples([1, 2], ['a', 'b']), rule);
    expect(compared).toMatchObject({ method: 'paired', candidateCount: 2, leftOutCount: 0 });
    expect(compared.meanDifference).toBeCloseTo(2.5, 12);
    expect(compared.standardError).toBeCloseTo(0.5, 12);
    expect(compared.degreesOfFreedom).toBe(1);
    // P(|T| ≥ 5) = (2/π) arctan(1/5)
    expect(compared.pValue).toBeCloseTo((2 / Math.PI) * Math.atan(0.2), 12);
    expect(compared.verdict).toBe('cannotTell');
  });

  it('[G1] counts cases without a partner and takes several values of a case as their mean', () => {
    const compared = compareSamples(
      samples([1, 3, 10, 7], ['a', 'a', 'b', 'only here']),
      samples([1, 8, 5], ['a', 'b', 'only there']),
      rule,
    );
    // (1 + 3) / 2 − 1 = 1 and 10 − 8 = 2.
    expect(compared).toMatchObject({ method: 'paired', candidateCount: 2, leftOutCount: 2 });
    expect(compared.meanDifference).toBeCloseTo(1.5, 12);
  });

  it('[G2] without cases in common it is Welch: 1, 3 against 0, 0, 6', () => {
    // Means 2 and 2; variances 2 and 12; standard error √(2/2 + 12/3) = √5;
    // degrees of freedom (1 + 4)² / (1² / 1 + 4² / 2) = 25 / 9.
    const compared = compareSamples(samples([1, 3], ['x', 'y']), samples([0, 0, 6], ['p', 'q', 'r']), rule);
    expect(compared.method).toBe('unpaired');
    expect(compared.meanDifference).toBe(0);
    expect(compared.standardError).toBeCloseTo(Math.sqrt(5), 12);
    expect(compared.degreesOfFreedom).toBeCloseTo(25 / 9, 12);
    expect(compared.pValue).toBe(1);
  });

  it('[G3] one value a side has a difference and no interval, none has neither', () => {
    expect(compareSamples(samples([2]), samples([1]), rule)).toMatchObject({
      meanDifference: 1,
      interval: null,
      pValue: null,
      verdict: 'tooFew',
    });
    expect(compareSamples(samples([]), samples([1, 2]), rule)).toMatchObject({
      meanDifference: null,
      verdict: 'tooFew',
    });
  });

  it('[G4] is better or worse only where the whole interval lies beyond the minimal difference', () => {
    const [a, b] = [samples([10, 11, 10, 11]), samples([0, 1, 0, 1])];
    const judge = (own: Samples, other: Samples, change: Partial<ComparisonRule>) =>
      compareSamples(own, other, { ...rule, ...change }).verdict;
    expect(judge(a, b, {})).toBe('better');
    expect(judge(a, b, { direction: 'lower' })).toBe('worse');
    expect(judge(b, a, { direction: 'lower' })).toBe('better');
    // The interval is 10 ± 1.0: it reaches across 9.5, lies beyond 8.5 and within 12.
    expect(judge(a, b, { minimalDifference: 9.5 })).toBe('cannotTell');
    expect(judge(a, b, { minimalDifference: 8.5 })).toBe('better');
    expect(judge(a, b, { minimalDifference: 12 })).toBe('equivalent');
    expect(judge(b, a, { minimalDifference: 8.5 })).toBe('worse');
    // 10, 11 against 11, 10: ± 3.0 around 0 is within 4; without a minimal difference it reaches across.
    const [c, d] = [samples([10, 11]), samples([11, 10])];
    expect(judge(c, d, { minimalDifference: 4 })).toBe('equivalent');
    expect(judge(c, d, {})).toBe('cannotTell');
  });

  it('[G4] asks in the order of the table: too few before equal, equal before a spread, a spread before an interval', () => {
    const verdict = (own: Samples, other: Samples, minimalDifference = 0) =>
      compareSamples(own, other, { ...rule, minimalDifference }).verdict;
    expect(verdict(samples([1]), samples([1]))).toBe('tooFew');
    expect(verdict(samples([1, 1]), samples([1]))).toBe('tooFew');
    expect(verdict(samples([1, 1]), samples([1, 1, 1]), 0.5)).toBe('equal');
    expect(verdict(samples([1, 2], ['a', 'b']), samples([2, 1], ['b', 'a']))).toBe('equal');
    expect(verdict(samples([2, 2]), samples([1, 1]), 5)).toBe('noSpread');
    // One value apart is a spread, however many are equal.
    expect(verdict(samples([1, 1, 1, 2]), samples([1, 1, 1, 1]))).toBe('cannotTell');
  });

  it('[G5] a spread below rounding is none: no p-value, whatever the size', () => {
    const none = { standardError: null, statistic: null, interval: null, pValue: null, verdict: 'noSpread' };
    expect(compareSamples(samples([2, 2]), samples([1, 1]), rule)).toMatchObject({
      ...none,
      meanDifference: 1,
    });
    // 0.3 − 0.1 and 0.4 − 0.2 are 0.2 each, and two different doubles.
    const pairs = compareSamples(samples([0.3, 0.4], ['a', 'b']), samples([0.1, 0.2], ['a', 'b']), rule);
    expect(0.3 - 0.1).not.toBe(0.4 - 0.2);
    expect(pairs).toMatchObject({ ...none, meanDifference: expect.closeTo(0.2, 12) as number });
    // 0.1 + 0.2 is a rounding away from 0.3.
    expect(compareSamples(samples([0.1 + 0.2, 0.3]), samples([0.3, 0.3]), rule)).toMatchObject(none);
    // A rounding of the whole is a spread where it is a part in a thousand million.
    const spread = compareSamples(samples([1e9, 1e9 + 1]), samples([1e9, 1e9]), rule);
    expect(spread.verdict).toBe('cannotTell');
  });

  it('[G5] constants are equal however many there are, and their mean is the constant', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e100, max: 1e100, noNaN: true }).map((value) => value + 0),
        fc.integer({ min: 2, max: 400 }),
        fc.integer({ min: 2, max: 400 }),
        (value, n, m) => {
          const compared = compareSamples(
            samples(Array.from({ length: n }, () => value)),
            samples(Array.from({ length: m }, () => value)),
            rule,
          );
          expect(compared).toMatchObject({ verdict: 'equal', candidateMean: value, pValue: null });
          expect(compared.meanDifference).toBeCloseTo(0, 12);
        },
      ),
    );
  });

  it('[G5] pairs that all differ by one amount have no spread, whatever decimals they are written in', () => {
    const cents = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 2, maxLength: 30 }), cents, (values, shift) => {
        const cases = values.map((_, at) => String(at));
        const { verdict } = compareSamples(
          samples(
            values.map((value) => (value + shift) / 100),
            cases,
          ),
          samples(
            values.map((value) => value / 100),
            cases,
          ),
          rule,
        );
        expect(verdict).toBe(shift === 0 ? 'equal' : 'noSpread');
      }),
    );
  });

  it('[G3] counts what is missing on each side, and the columns of the pairs', () => {
    expect(
      compareSamples(
        { values: [1, 2], cases: ['a', 'b'], casesFrom: ['doc_id'], missingCount: 3 },
        { values: [1, 3], cases: ['a', 'b'] },
        rule,
      ),
    ).toMatchObject({ pairedBy: ['doc_id'], candidateMissingCount: 3, baselineMissingCount: 0 });
  });

  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 12 });
  const anyRule = fc.record({
    direction: fc.constantFrom('higher' as const, 'lower' as const),
    minimalDifference: fc.double({ min: 0, max: 100, noNaN: true }),
    confidence: fc.constantFrom(0.9, 0.95, 0.99),
  });

  it('mirrors when the sides are swapped', () => {
    fc.assert(
      fc.property(values, values, anyRule, (own, other, theRule) => {
        const there = compareSamples(samples(own), samples(other), theRule);
        const back = compareSamples(samples(other), samples(own), theRule);
        expect(back.verdict).toBe(mirrored(there.verdict));
        expect(back.meanDifference).toBeCloseTo(-(there.meanDifference ?? NaN), 9);
        if (there.pValue === null) expect(back.pValue).toBeNull();
        else expect(back.pValue).toBeCloseTo(there.pValue, 9);
      }),
    );
  });

  it('pairs alike in whatever order the cases come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 2,
          maxLength: 10,
        }),
        anyRule,
        (pairs, theRule) => {
          const cases = pairs.map((_, at) => `case ${at}`);
          const own = pairs.map(([value]) => value);
          const other = pairs.map(([, value]) => value);
          const there = compareSamples(samples(own, cases), samples(other, cases), theRule);
          const reversed = compareSamples(
            samples(own.toReversed(), cases.toReversed()),
            samples(other, cases),
            theRule,
          );
          expect(reversed.meanDifference).toBeCloseTo(there.meanDifference ?? NaN, 9);
          expect(reversed.standardError ?? 0).toBeCloseTo(there.standardError ?? 0, 9);
          expect(reversed.verdict).toBe(there.verdict);
        },
      ),
    );
  });
});
