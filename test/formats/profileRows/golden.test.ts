import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../src/cli/readFile';
import type { ColumnProfile, TableProfile } from '../../../src/profile/profile';
import { rankShare } from '../../../src/profile/summary';
import { profileShape } from '../../../src/records/shapes/profileShape';
import { readingShape } from '../../../src/records/shapes/readingShapes';
import { defaultReadOptions } from '../../../src/table/schema';
import { sharedFolder } from '../../sharedFolder';

const folder = sharedFolder && path.join(sharedFolder.made, 'sketches');
const isThere = folder !== null && existsSync(folder);

interface ExpectedTable {
  readonly days: readonly Record<string, number | string | boolean>[];
  readonly whole: Record<string, number | string | boolean>;
  readonly percentileShares: readonly number[];
  readonly percentiles: Record<string, readonly number[]>;
  readonly top: Record<string, readonly (readonly [string, number])[]>;
}

async function tableOf(name: string) {
  const read = await readFile(path.join(folder!, 'table', name), defaultReadOptions);
  if (!read.ok) throw new Error(read.error.message);
  if (!read.value.table) throw new Error(read.value.failure?.message);
  return read.value.table;
}

function expectCounts({ rowCount, columns }: TableProfile, told: ExpectedTable['whole']): void {
  expect(rowCount).toBe(told['n_rows']);
  columns.forEach(({ nullCount, distinct }, index) => {
    // NaN and empty texts are no values here: column 1 has the one, column 2 the other.
    const count = rowCount - nullCount;
    if (index === 1 || index === 2) expect(count).toBeLessThan(Number(told[`n_${index}`]));
    else expect(count).toBe(told[`n_${index}`]);
    const exact = Number(told[`d_${index}`]);
    expect(Math.abs(distinct.count - exact)).toBeLessThanOrEqual(
      Math.max(1, 4 * distinct.relativeError * exact),
    );
  });
}

describe.skipIf(!isThere)('profiles that Spark computed', () => {
  const expected = (): ExpectedTable =>
    (JSON.parse(readFileSync(path.join(folder!, 'EXPECT.json'), 'utf8')) as { table: ExpectedTable }).table;

  it('[P13] three days as lines of JSON open as one table with the counts of the whole', async () => {
    const { profile, reading } = await tableOf('days.jsonl');
    const { whole, percentiles, percentileShares, top } = expected();
    expectCounts(profile, whole);
    expect(reading.origin).toMatchObject({ engine: 'Spark', partCount: 3 });
    expect(profile.columns.map(({ type }) => type).join(' ')).toBe(
      'integer number string string timestamp date number boolean integer',
    );
    const column = (index: number): ColumnProfile => profile.columns[index]!;
    expect([column(0).min, column(0).max]).toEqual([whole['lo_0'], whole['hi_0']]);
    expect([column(5).min, column(5).max]).toEqual([whole['lo_5'], whole['hi_5']]);
    expect(column(4).max).toBe('2024-01-02T09:19:59.119999Z');
    expect([column(6).min, column(6).max]).toEqual(['0', '9999.94']);
    // Of all that takes few values, everything is exact.
    expect(column(8).distinct).toEqual({ count: 211, isExact: true, relativeError: 0 });
    expect(column(5).distinct.isExact).toBe(true);
    const places: Record<string, number> = { id: 0, x: 1, price: 6, small: 8 };
    const percentileErrors = Object.entries(percentiles).flatMap(([name, values]) => {
      const numbers = column(places[name]!).numbers!;
      return values.map((value, at) => ({ name, value, numbers, share: percentileShares[at]! }));
    });
    expect(percentileErrors).toHaveLength(20);
    // Of equal values, a 211th of all, the share lies anywhere within.
    for (const { value, numbers, share } of percentileErrors)
      expect(Math.abs(rankShare(numbers, value) - share)).toBeLessThanOrEqual(
        numbers.quantiles.maxRankError + 1 / 211,
      );
    const counts = new Map(column(3).frequent.items.map((item) => [item.value, item.count]));
    for (const [value, count] of top['category']!.slice(0, 3)) {
      expect(counts.get(value)).toBeLessThanOrEqual(count);
      expect(counts.get(value)! + column(3).frequent.maxCountError).toBeGreaterThanOrEqual(count);
    }
  });

  it('are records that a workspace can store', async () => {
    for (const name of ['days.jsonl', 'day0.parquet']) {
      const { profile, reading } = await tableOf(name);
      expect(readingShape(reading)).toBeNull();
      expect(profileShape({ key: reading.key, profile })).toBeNull();
    }
  });

  it('[P13] each day as Parquet has the counts of its day', async () => {
    for (const [day, told] of expected().days.entries())
      expectCounts((await tableOf(`day${day}.parquet`)).profile, told);
  });
});
