import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDuration } from '../../../src/gates/contract/duration';
import { attainmentOf, type Arrival } from '../../../src/gates/freshness/attainment';
import { freshnessWords, judgeFreshness, nextDeadline } from '../../../src/gates/freshness/judgeFreshness';
import { objectiveDefaults, type FreshnessObjective } from '../../../src/gates/freshness/objective';

const hour = 3_600_000;
const objective: FreshnessObjective = {
  ...objectiveDefaults,
  warnAfter: readDuration('12', 'hour'),
  errorAfter: readDuration('24', 'hour'),
  target: 0.9,
  window: readDuration('P10D', null)!,
};
const arrived = (...hours: readonly number[]): readonly Arrival[] =>
  hours.map((each) => ({ arrivedAt: each * hour, moment: each * hour }));

describe('freshness', () => {
  it('[F1] passes up to a limit and at it, warns after the first, and is late after the second', () => {
    const verdicts = [0, 12, 12.001, 24, 24.001].map(
      (age) => judgeFreshness(objective, 0, age * hour).verdict,
    );
    expect(verdicts).toEqual(['pass', 'pass', 'warn', 'warn', 'fail']);
  });

  it('[F1] is unknown without a moment, passes in the future, and says when it was judged', () => {
    expect(judgeFreshness(objective, null, 7)).toMatchObject({ verdict: 'unknown', at: 7 });
    const future = judgeFreshness(objective, hour, 0);
    expect(future).toMatchObject({ verdict: 'pass', age: 0, at: 0 });
    expect(freshnessWords(objective, future)).toBe(
      'the last arrival is 1970-01-01T01:00:00.000Z, which lies in the future; warning after 1970-01-01T13:00:00.000Z, ' +
        'late after 1970-01-02T01:00:00.000Z; judged at 1970-01-01T00:00:00.000Z',
    );
  });

  it('has the first limit ahead as its next deadline', () => {
    const next = [1, 13, 25].map((age) => nextDeadline(judgeFreshness(objective, 0, age * hour)));
    expect(next).toEqual([12 * hour, 24 * hour, null]);
  });
});

describe('attainment', () => {
  it('[F4] [F5] is the share of time before the error limit, and the budget what may be late', () => {
    // Arrivals at 0, 20 and 50 hours, judged at 100: late from 44 to 50 and from 74 to 100, which is 32 of 100 hours.
    const { attained, budgetLeft, late, lateSpans, burnRate } = attainmentOf(
      objective,
      arrived(0, 20, 50),
      100 * hour,
    );
    expect(late).toBe(32 * hour);
    expect(attained).toBeCloseTo(0.68, 12);
    // The budget is a tenth of 100 hours: 10. 32 were used.
    expect(budgetLeft).toBeCloseTo(1 - 3.2, 12);
    expect(lateSpans).toEqual([
      [44 * hour, 50 * hour],
      [74 * hour, 100 * hour],
    ]);
    // The last twelfth of ten days are 20 hours, all of them late: ten times what a tenth allows.
    expect(burnRate).toBeCloseTo(10, 12);
  });

  it('[F4] is of the window alone', () => {
    // At 300 hours the window began at 60: late from 74 on, 226 of 240.
    expect(attainmentOf(objective, arrived(0, 20, 50), 300 * hour)).toMatchObject({
      from: 60 * hour,
      late: 226 * hour,
      observed: 240 * hour,
    });
  });

  it('[F5] has no budget where nothing may be late, and nothing where nothing arrived', () => {
    const strict = { ...objective, target: 1 };
    expect(attainmentOf(strict, arrived(0, 50), 60 * hour)).toMatchObject({
      budgetLeft: null,
      burnRate: null,
    });
    expect(attainmentOf(objective, [], 60 * hour)).toMatchObject({ attained: null, observed: 0 });
  });

  it('[F6] has lateness percentiles as numpy interpolates them, and none of too few arrivals', () => {
    // 21 arrivals a day and an hour apart: each is an hour late, but for the last, which is 11 hours late.
    const hours = Array.from({ length: 21 }, (_, at) => at * 25 + (at === 20 ? 10 : 0));
    const long = { ...objective, window: readDuration('P1Y', null)! };
    const { lateness } = attainmentOf(long, arrived(...hours), 600 * hour);
    // Of 20 values, rank 0.95 × 19 = 18.05: between 1 and 11, a twentieth of the way.
    expect(lateness).toMatchObject({ count: 20, p50: hour, p99: null });
    expect(lateness.p95).toBeCloseTo(1.5 * hour, 3);
    expect(attainmentOf(objective, arrived(0, 25), 30 * hour).lateness).toMatchObject({
      count: 1,
      p50: null,
    });
  });

  it('[F7] counts an arrival that came out of order once, and it changes nothing else', () => {
    const inOrder = attainmentOf(objective, arrived(0, 20, 50), 100 * hour);
    const late: Arrival = { arrivedAt: 55 * hour, moment: 10 * hour };
    const withLate = attainmentOf(objective, [late, ...arrived(50, 0, 20), late], 100 * hour);
    expect(withLate).toEqual({ ...inOrder, outOfOrderCount: 1 });
  });

  it('[F7] does not depend on the order of arrivals, nor on what came later', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 30 }), fc.gen(), (hours, gen) => {
        const shuffled = gen(() => fc.shuffledSubarray(hours, { minLength: hours.length }));
        const judged = attainmentOf(objective, arrived(...hours), 700 * hour);
        expect(attainmentOf(objective, arrived(...shuffled), 700 * hour)).toEqual(judged);
        const before = hours.filter((each) => each <= 700);
        expect(attainmentOf(objective, arrived(...before), 700 * hour)).toEqual(judged);
      }),
    );
  });
});
