import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from '../../../src/cli/readFile';
import { defaultReadOptions } from '../../../src/table/schema';
import { header, lines, rowOf } from './profileRows';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, text: string) {
  writeFileSync(path.join(folder, name), text);
  const found = await readFile(path.join(folder, name), defaultReadOptions);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

describe('rows of profiles', () => {
  it('[P13] of two parts are the profile of the whole: exact where every value is listed', async () => {
    const { table, failure } = await read('two.jsonl', lines(rowOf([1, 2, 2]), rowOf([2, 4, 1000])));
    expect(failure).toBeNull();
    const [n, word] = table!.profile.columns;
    // 1, 2, 2, 2, 4, 1000; one NULL a part.
    expect(n).toMatchObject({
      name: 'n',
      type: 'integer',
      rowCount: 8,
      nullCount: 2,
      distinct: { count: 4, isExact: true },
      frequent: {
        items: [{ value: '2', count: 3 }, { value: '1', count: 1 }, { value: '1000' }, { value: '4' }],
      },
      min: '1',
      max: '1000',
    });
    expect(n!.numbers).toMatchObject({ count: 6, quantiles: { maxRankError: 0 } });
    expect(n!.numbers!.mean).toBeCloseTo(1011 / 6, 12);
    // Empty text is no value.
    expect(word).toMatchObject({ nullCount: 2, min: 'a', max: 'a', lengths: { min: 1, max: 1, mean: 1 } });
    // Nothing was said of how many values are distinct: between 1 and 6.
    expect(word!.distinct).toEqual({ count: 4, isExact: false, relativeError: 2.5 / 3.5 / 3 });
    expect(table!.reading).toMatchObject({
      rowCount: 8,
      prefix: null,
      origin: { engine: 'Spark', partCount: 2 },
    });
  });

  it('are the same as CSV', async () => {
    const row = rowOf([1, 2, 2]);
    // Spark breaks base64 into lines.
    const broken = { ...row, c0_kll: String(row['c0_kll']).replace(/^.{20}/, '$&\r\n') };
    const cells = Object.values(broken).map((cell) => `"${String(cell).replaceAll('"', '""')}"`);
    const csv = await read('one.csv', `${Object.keys(row).join(',')}\n${cells.join(',')}\n`);
    const json = await read('one.jsonl', lines(row, row));
    expect(csv.table!.profile.columns[0]!.frequent.items).toEqual([
      { value: '2', count: 2 },
      { value: '1', count: 1 },
    ]);
    expect(json.table!.profile.rowCount).toBe(2 * csv.table!.profile.rowCount);
  });

  it('are recognised in a file of one line that is named JSON, as Spark names it', async () => {
    const { table } = await read('part-00000.json', lines(rowOf([1, 2, 2])));
    expect(table!.profile.rowCount).toBe(4);
  });

  it.each([
    ['another count of quantiles', { c0_count: 2 }, 'its quantiles are of 3 values, not 2'],
    ['another count of rows', { rows: 9 }, 'its frequent values are of 4 rows, not 9'],
    ['more values than rows', { c1_count: 7 }, '7 values of which 1 are none, in 4 rows'],
    ['a broken sketch', { c0_kll: 'BQEPAMgACAA=' }, 'the sketch ends too early'],
    ['a tuple sketch', { c0_kll: 'AwMJAQAKzJM=' }, 'kll is a tuple sketch, which is not read'],
    ['a header of another version', { throughline: '{"throughline":"profile","version":9}' }, 'version 9'],
  ])('with %s are refused in words', async (name, change, words) => {
    const row = { ...rowOf([1, 2, 2]), ...change };
    const { table, failure } = await read(`${name}.jsonl`, lines(row, row));
    expect(table).toBeNull();
    expect(failure!.message).toContain(words);
    expect(failure!.message).toContain('row 1 of the profiles');
  });

  it('of a column that is of two types are refused', async () => {
    const other: Record<string, string | number> = {
      ...rowOf([1, 2, 2]),
      throughline: header.replace('"int"', '"bigint"'),
    };
    delete other['c0_top'];
    const { failure } = await read('mixed.jsonl', lines(rowOf([1, 2, 2]), other));
    expect(failure).toMatchObject({ kind: 'malformedProfile' });
  });
});
