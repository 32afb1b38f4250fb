import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../processorTime';
import { ingestBytes } from './ingestBytes';

const claims = path.resolve(import.meta.dirname, '../fixtures/columnar/claims');
const fixture = (name: string): Uint8Array => readFileSync(path.join(claims, name));

/** An unsigned number as Thrift's compact protocol has it; integers are doubled (zigzag). */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** A Parquet file of nothing but a footer. */
function footerAlone(footer: readonly number[]): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), Buffer.from(footer), length, Buffer.from('PAR1')]);
}

// Field 1 (version): 1; field 2, a list of structs: its length as a varint.
const listOfSchema = footerAlone([0x15, 2, 0x19, 0xfc, ...varint(2 ** 31)]);
// Version; a schema of the root alone (field 4: "r", field 5: no children); field 3: rows; field 4: a row group of
// no columns (1), no bytes (2) and 2^40 rows (3).
const noColumns = footerAlone([
  ...[0x15, 2, 0x19, 0x1c, 0x48, 1, 0x72, 0x15, 0, 0, 0x16, ...varint(2 ** 41)],
  ...[0x19, 0x1c, 0x19, 0x0c, 0x16, 0, 0x16, ...varint(2 ** 41), 0, 0],
]);
/** As the fixture, but the header of its first page (field 2: what it holds) says 2^31 − 1. */
function giantPage(): Uint8Array {
  const bytes = Buffer.from(fixture('sevens12M.parquet'));
  expect([...bytes.subarray(4, 7)]).toEqual([0x15, 4, 0x15]);
  const end = bytes.indexOf(0x15, 7);
  return Buffer.concat([bytes.subarray(0, 7), Buffer.from(varint(2 ** 32 - 2)), bytes.subarray(end)]);
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `c${index}`);

describe('what a file claims', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    [
      'nulls100M.arrow',
      fixture('nulls100M.arrow'),
      'tooLarge',
      /says that it has 100000000 rows in its 3\d\d bytes/,
    ],
    ['noColumns.parquet', noColumns, 'tooLarge', /says that it has 1099511627776 rows in its \d\d bytes/],
    [
      'list.parquet',
      listOfSchema,
      'malformedParquet',
      /a list says that it has 2147483648 items, and 0 bytes are left/,
    ],
    ['page.parquet', giantPage(), 'tooLarge', /a page says that it has 2147483647 bytes/],
  ])('is refused before anything is made of it: %s', async (name, bytes, kind, message) => {
    const spent = await processorTime(1, async () => {
      const { failure } = await ingestBytes(name, bytes);
      expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    });
    expect(spent).toBeLessThan(1000);
  });

  it('is believed where there is a byte for 10,000 rows: run-length encoding makes honest files small', async () => {
    const { table, failure } = await ingestBytes('sevens.parquet', fixture('sevens12M.parquet'));
    expect(failure).toBeNull();
    expect(table!.reading.rowCount).toBe(12_000_000);
    expect(table!.profile.columns[0]).toMatchObject({ min: '7', max: '7', nullCount: 0 });
  });

  it.each<[string, string]>([
    [
      'newColumns.jsonl',
      names(2000)
        .map((name) => `{"${name}":1}`)
        .join('\n'),
    ],
    ['equalNames.csv', `${'abc,'.repeat(8000)}\n`],
    ['braces.json', `{}${'\n'.repeat(100_000)}`],
    ['digits.jsonl', `{"a":${'7'.repeat(1_000_000)}}`],
    ['digits.json', `[{"a":0.${'7'.repeat(1_000_000)}}]`],
    ['deep.jsonl', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['unclosed.json', '[{"a":'.repeat(20_000)],
    ['backslashes.jsonl', `{"a":"${'\\'.repeat(99_999)}`],
  ])('takes time by its length, not its square: %s', async (name, text) => {
    expect(await processorTime(1, () => ingestBytes(name, text))).toBeLessThan(1500);
  });

  it('of more columns than a table may have makes none of them', async () => {
    const record = `{${names(100_000)
      .map((name) => `"${name}":1`)
      .join(',')}}`;
    const { failure } = await ingestBytes('wide.jsonl', `${record}\n{}`);
    expect(failure).toMatchObject({ kind: 'tooLarge', message: 'the table has more than 16384 columns' });
  });

  // 24 bytes a column are asked for past 4,096 of them: a line of `{"a9999":1}` is 12.
  it.each([
    ['equalNames.csv', `${'a,'.repeat(4097)}\n`],
    [
      'newColumns.jsonl',
      names(4097)
        .map((name) => `{"${name}":1}`)
        .join('\n'),
    ],
    [
      'oneRecord.json',
      `[{${names(4097)
        .map((name) => `"${name}":1`)
        .join(',')}}]`,
    ],
  ])('of more columns than its bytes are worth is refused: %s', async (name, text) => {
    const { failure } = await ingestBytes(name, text);
    const message = `the table has more than 4096 columns, the most that a file of ${text.length} bytes may have`;
    expect(failure).toMatchObject({ kind: 'tooLarge', message });
  });

  it('of as many columns is read where each of them has some bytes', async () => {
    const columns = names(4097);
    const row = columns.map((_, column) => 10_000 + column).join(',');
    const { table } = await ingestBytes('wide.csv', [columns.join(','), row, row, row, row].join('\n'));
    expect(table!.reading.columns).toHaveLength(4097);
  });

  it.each([
    ['a row of 4,095 equal names', 'wide.csv', `${'a,'.repeat(4095)}\n${'1,'.repeat(4095)}\n`],
    [
      '4,096 new columns',
      'new.jsonl',
      names(4096)
        .map((name) => `{"${name}":1}`)
        .join('\n'),
    ],
  ])('takes the time of a small file for as many columns as one may have: %s', async (_what, name, text) => {
    expect(await processorTime(3, () => ingestBytes(name, text))).toBeLessThan(500);
  });
});
