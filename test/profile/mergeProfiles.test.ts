import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/random';
import { mergeProfiles } from '../../src/profile/mergeProfiles';
import type { ColumnProfile, TableProfile } from '../../src/profile/profile';
import { rankShare } from '../../src/profile/summary';
import { finish, finishColumn, partOf } from './partOf';

const tableOf = (names: readonly string[], rows: readonly (readonly unknown[])[]): TableProfile =>
  finish([partOf({ names, rows })]).profile;
const profileOf = (values: readonly unknown[]): TableProfile => finishColumn(values).profile;
const mergedColumn = (...parts: readonly (readonly unknown[])[]): ColumnProfile =>
  mergeProfiles(parts.map(profileOf)).columns[0]!;

describe('[P11] profiles of several tables put together', () => {
  it('sum what is counted: 1, 2, a null and 2, 9', () => {
    // mean 14/4 = 3.5; squares 6.25 + 2.25 + 2.25 + 30.25 = 41, / 3
    const column = mergedColumn([1, 2, null], [2, 9]);
    expect(column).toMatchObject({ type: 'integer', rowCount: 5, nullCount: 1, min: '1', max: '9' });
    expect(column.distinct).toEqual({ count: 3, isExact: true, relativeError: 0 });
    expect(column.frequent.items[0]).toEqual({ value: '2', count: 2 });
    expect(column.numbers).toMatchObject({ count: 4, mean: 3.5, min: 1, max: 9 });
    expect(column.numbers!.standardDeviation).toBeCloseTo(Math.sqrt(41 / 3), 12);
    expect([...column.numbers!.quantiles.values]).toEqual([1, 2, 9]);
    expect([...column.numbers!.quantiles.weights]).toEqual([1, 2, 1]);
  });

  it('say the same as the profile of all rows, where all values are known', () => {
    const cell = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: -40, max: 40 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 30 }), { minLength: 2, maxLength: 5 }), (parts) => {
        const { numbers, ...rest } = mergedColumn(...parts);
        const whole = profileOf(parts.flat()).columns[0]!;
        expect(rest).toEqual({ ...whole, numbers: undefined });
        expect(numbers?.quantiles).toEqual(whole.numbers?.quantiles);
        expect(numbers?.mean ?? 0).toBeCloseTo(whole.numbers?.mean ?? 0, 9);
        expect(numbers?.standardDeviation ?? 0).toBeCloseTo(whole.numbers?.standardDeviation ?? 0, 9);
      }),
    );
  });

  it('say the same of text, with its lengths', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom('a', 'bb', 'ccc')), { minLength: 2, maxLength: 4 }),
        (parts) => {
          expect(mergedColumn(...parts)).toEqual(profileOf(parts.flat()).columns[0]);
        },
      ),
    );
  });

  it('keep within the error that they state, where sketches stand for values', () => {
    const random = seededRandom(7);
    const parts = [30_000, 50_000].map((size, part) =>
      Float64Array.from({ length: size }, () => random() + part / 2),
    );
    const merged = mergedColumn(...parts.map((part) => [...part]));
    const all = Float64Array.from(parts.flatMap((part) => [...part])).sort();
    const { quantiles } = merged.numbers!;
    expect(quantiles.maxRankError).toBeGreaterThan(0);
    for (const value of [0.1, 0.5, 0.7, 0.99, 1.2]) {
      const below = all.findIndex((each) => each >= value) / all.length;
      expect(Math.abs(rankShare(merged.numbers!, value) - below)).toBeLessThanOrEqual(quantiles.maxRankError);
    }
    // 80,000 numbers that all differ: the estimate reaches from one table's to the sum of both.
    const { count, relativeError, isExact } = merged.distinct;
    expect(isExact).toBe(false);
    expect(count * (1 - 3 * relativeError)).toBeLessThanOrEqual(50_000);
    expect(count * (1 + 3 * relativeError)).toBeGreaterThanOrEqual(80_000);
  });

  it('take a value that one table does not list for as frequent there as its last, at most', () => {
    const [first, second] = [profileOf(['a', 'a', 'b']), profileOf(['a', 'c'])];
    const short: TableProfile = {
      ...second,
      columns: [
        {
          ...second.columns[0]!,
          frequent: { items: [{ value: 'a', count: 5 }], isComplete: false, maxCountError: 2 },
        },
      ],
    };
    // `b` may occur 5 + 2 times more than its one.
    expect(mergeProfiles([first, short]).columns[0]!.frequent).toEqual({
      items: [
        { value: 'a', count: 7 },
        { value: 'b', count: 1 },
      ],
      isComplete: false,
      maxCountError: 7,
    });
  });

  it('have each column of the tables that have it in a type that compares with the last one’s', () => {
    const merged = mergeProfiles([
      tableOf(
        ['id', 'code'],
        [
          [1, 'x'],
          [2, 'y'],
        ],
      ),
      tableOf(['code', 'id', 'fresh'], [[7, 2.5, true]]),
    ]);
    expect(merged.rowCount).toBe(3);
    expect(merged.columns.map(({ name, type, rowCount }) => [name, type, rowCount])).toEqual([
      // Text does not compare with 7.
      ['code', 'integer', 1],
      ['id', 'number', 3],
      ['fresh', 'boolean', 1],
    ]);
  });

  it('order numbers by value, past 2^53 too', () => {
    const long = tableOf(['n'], [[9007199254740993n]]);
    expect(mergeProfiles([long, tableOf(['n'], [[10n], [9n]])]).columns[0]).toMatchObject({
      min: '9',
      max: '9007199254740993',
    });
  });
});
