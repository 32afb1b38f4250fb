import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { normalDraw, seededRandom } from '../../../src/lib/random';
import { quantile, rankShare } from '../../../src/profile/summary';
import { tableOf } from './readText';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-'));
afterAll(() => rmSync(folder, { recursive: true }));

function generate(rowCount: number, seed: number): string {
  const random = seededRandom(seed);
  const lines = ['id,price,share,category,day,moment,flag,note'];
  for (let i = 0; i < rowCount; i++) {
    const price = random() < 0.05 ? '' : normalDraw(random, 100, 30).toFixed(2);
    const day = new Date(Date.UTC(2020, 0, 1) + Math.floor(random() * 900) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const at = new Date(Date.UTC(2021, 0, 1) + Math.floor(random() * 1e10))
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
    const note = random() < 0.5 ? '' : `"note ""${Math.floor(random() * 40_000)}"", é"`;
    const category = `c${Math.floor(random() ** 2 * 12)}`;
    lines.push([i * 7, price, random() ** 4, category, day, at, random() < 0.3, note].join(','));
  }
  return `${lines.join('\n')}\n`;
}

describe.each([500, 60_000])('the profile of %i generated rows', (rowCount) => {
  it('agrees with DuckDB', async () => {
    const text = generate(rowCount, rowCount);
    const file = path.join(folder, `${rowCount}.csv`);
    writeFileSync(file, text);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `create table t as select * from read_csv('${file}', header = true, sample_size = -1)`,
    );
    const { profile, reading } = await tableOf(text, { pieceByteLength: 1_000_000 });
    expect(reading.columns.map(({ type }) => type)).toEqual([
      'integer',
      'number',
      'number',
      'string',
      'date',
      'timestamp',
      'boolean',
      'string',
    ]);
    for (const column of profile.columns) {
      const isNumber = column.type === 'integer' || column.type === 'number';
      const isTime = column.type === 'date' || column.type === 'timestamp';
      const value = isTime ? `(epoch_us(${column.name}::timestamp) / 1000)` : column.name;
      const figures =
        isNumber || isTime
          ? `avg(${value}::double), stddev_samp(${value}::double), min(${value})::double, max(${value})::double, quantile_cont(${value}::double, 0.25), quantile_cont(${value}::double, 0.5), quantile_cont(${value}::double, 0.95)`
          : 'null';
      const reader = await connection.runAndReadAll(
        `select count(*)::int, count(${column.name})::int, count(distinct ${column.name})::int, ${figures} from t`,
      );
      const [rows, values, distinct, ...rest] = reader.getRows()[0] as number[];
      expect([column.rowCount, column.rowCount - column.nullCount]).toEqual([rows, values]);
      const slack = column.distinct.isExact ? 0 : 4 * column.distinct.relativeError * distinct!;
      expect(Math.abs(column.distinct.count - distinct!)).toBeLessThanOrEqual(slack);
      if (!isNumber && !isTime) continue;
      const numbers = column.numbers!;
      const [mean, deviation, min, max, ...quantiles] = rest;
      expect(Math.abs(numbers.mean / mean! - 1)).toBeLessThan(1e-12);
      expect(Math.abs(numbers.standardDeviation! / deviation! - 1)).toBeLessThan(1e-9);
      expect([numbers.min, numbers.max]).toEqual([min, max]);
      [0.25, 0.5, 0.95].forEach((p, i) => {
        const { maxRankError } = numbers.quantiles;
        if (maxRankError === 0) expect(quantile(numbers, p)).toBeCloseTo(quantiles[i]!, 9);
        else expect(Math.abs(rankShare(numbers, quantiles[i]!) - p)).toBeLessThanOrEqual(maxRankError + 1e-4);
      });
    }
    const top = await connection.runAndReadAll(
      'select category, count(*)::int c from t group by 1 order by c desc, category',
    );
    const { frequent } = profile.columns[3]!;
    expect(frequent.items.map(({ value, count }) => [value, count])).toEqual(top.getRows());
  });
});
