import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { percentileInterval, tailGrowth } from '../../src/gates/tailGrowth';

const ranks = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);

describe('[G19] an interval of a percentile', () => {
  it('of the median of ten is from the second to the ninth value', () => {
    // 1 − 2 · (1 + 10) / 1024 = 0.979; from the third to the eighth it is 0.891.
    expect(percentileInterval(ranks(10), 0.5)).toEqual({ low: 2, high: 9 });
  });

  it('of p95 is not there for 58 samples, and is for 59', () => {
    // The largest sample is above p95 with 1 − 0.95^n: 0.9489 for 58, 0.9515 for 59.
    expect(percentileInterval(ranks(58), 0.95)).toBeNull();
    expect(percentileInterval(ranks(59), 0.95)).toMatchObject({ high: 59 });
  });

  it('holds the percentile at least as often as it says', () => {
    const interval = percentileInterval(ranks(200), 0.95)!;
    // Of 200 ranks, Σ C(200, i) 0.95^i 0.05^(200 − i) from low to high − 1, summed here from the other end.
    let sum = 0;
    for (let i = interval.low; i < interval.high; i++) {
      let term = 1;
      for (let k = 1; k <= 200 - i; k++) term *= ((i + k) / k) * 0.05;
      sum += term * 0.95 ** i;
    }
    expect(sum).toBeGreaterThanOrEqual(0.95);
  });

  it('never runs the wrong way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 300 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (values, share) => {
          const interval = percentileInterval(Float64Array.from(values).sort(), share);
          if (interval) expect(interval.low).toBeLessThanOrEqual(interval.high);
        },
      ),
    );
  });
});

describe('[G19] a tail', () => {
  const base = ranks(100);

  it('grew alone where the slowest became slower and the rest did not', () => {
    const after = base.map((value) => (value > 85 ? value * 3 : value));
    expect(tailGrowth(base, after)).toMatchObject({ tailAloneGrew: true });
  });

  it('did not grow alone where everything became slower, or nothing did', () => {
    expect(
      tailGrowth(
        base,
        base.map((value) => value * 3),
      ),
    ).toMatchObject({ tailAloneGrew: false });
    expect(tailGrowth(base, base)).toMatchObject({ tailAloneGrew: false });
  });

  it('is not judged below 60 samples a side', () => {
    expect(tailGrowth(ranks(59), ranks(100))).toBeNull();
    expect(tailGrowth(ranks(60), ranks(60))).not.toBeNull();
  });
});
