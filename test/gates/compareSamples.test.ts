import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSamples, type ComparisonRule, type Samples } from '../../src/gates/compareSamples';

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
    expect(compared.ground).toBe('tooWide');
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
      verdict: 'cannotTell',
      ground: 'tooFew',
    });
    expect(compareSamples(samples([]), samples([1, 2]), rule)).toMatchObject({
      meanDifference: null,
      verdict: 'cannotTell',
      ground: 'missing',
    });
  });

  it('[G4] is better or worse only where the whole interval lies beyond the minimal difference', () => {
    const [a, b] = [samples([10, 11, 10, 11]), samples([0, 1, 0, 1])];
    const judge = (own: Samples, other: Samples, change: Partial<ComparisonRule>) => {
      const { verdict, ground } = compareSamples(own, other, { ...rule, ...change });
      return `${verdict} ${ground}`;
    };
    expect(judge(a, b, {})).toBe('better interval');
    expect(judge(a, b, { direction: 'lower' })).toBe('worse interval');
    expect(judge(b, a, { direction: 'lower' })).toBe('better interval');
    // The interval is 10 ± 1.0: it reaches across 9.5, lies beyond 8.5 and within 12.
    expect(judge(a, b, { minimalDifference: 9.5 })).toBe('cannotTell tooWide');
    expect(judge(a, b, { minimalDifference: 8.5 })).toBe('better interval');
    expect(judge(a, b, { minimalDifference: 12 })).toBe('cannotTell doesNotMatter');
    expect(judge(b, a, { minimalDifference: 8.5 })).toBe('worse interval');
  });

  it('[G5] equal values all through leave no doubt', () => {
    expect(compareSamples(samples([2, 2]), samples([1, 1]), rule)).toMatchObject({
      interval: { low: 1, high: 1 },
      statistic: null,
      pValue: 0,
      verdict: 'better',
    });
    expect(compareSamples(samples([1, 1]), samples([1, 1]), rule)).toMatchObject({
      pValue: 1,
      verdict: 'cannotTell',
      ground: 'doesNotMatter',
    });
  });

  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 12 });
  const anyRule = fc.record({
    direction: fc.constantFrom('higher' as const, 'lower' as const),
    minimalDifference: fc.double({ min: 0, max: 100, noNaN: true }),
    confidence: fc.constantFrom(0.9, 0.95, 0.99),
  });
  const mirrored = { better: 'worse', worse: 'better', cannotTell: 'cannotTell' } as const;

  it('mirrors when the sides are swapped', () => {
    fc.assert(
      fc.property(values, values, anyRule, (own, other, theRule) => {
        const there = compareSamples(samples(own), samples(other), theRule);
        const back = compareSamples(samples(other), samples(own), theRule);
        expect(back.verdict).toBe(mirrored[there.verdict]);
        expect(back.meanDifference).toBeCloseTo(-(there.meanDifference ?? NaN), 9);
        expect(back.pValue).toBeCloseTo(there.pValue ?? NaN, 9);
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
          expect(reversed.standardError).toBeCloseTo(there.standardError ?? NaN, 9);
        },
      ),
    );
  });
});
