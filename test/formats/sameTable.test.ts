import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import {
  bool,
  Column,
  columnFromArray,
  dateDay,
  decimal128,
  dictionary,
  float32,
  float64,
  int64,
  tableFromColumns,
  tableToIPC,
  timestamp,
  timeMicrosecond,
  TimeUnit,
  utf8,
} from '@uwdata/flechette';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestBytes } from './ingestBytes';

let folder: string;
let connection: DuckDBConnection;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-same-'));
  connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`create table t as select * from (values
    (1::bigint,            true,  0.5::double,  0.1::float, 12.30::decimal(9,2), date '2024-02-29', time '08:05:00.25', timestamp '2024-01-02 03:04:05.123456', 'plain'),
    (9007199254740993,     false, -1e300,       3.5,        -0.05,               date '1969-12-31', time '00:00:00',    timestamp '1969-12-31 23:59:59.5',     'quoted, "text"'),
    (-9223372036854775808, null,  null,         null,       null,                null,              null,               null,                                  'two' || chr(10) || 'lines'),
    (null,                 true,  1e21,         16777216,   100,                 date '0001-01-01', time '23:59:59.999999', timestamp '2262-04-11 23:47:16.854775', 'ünï \u{1F600}')
  ) as v(id, flag, amount, small, price, day, clock, moment, note)`);
});
afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

async function written(name: string, options: string): Promise<Buffer> {
  const file = path.join(folder, name);
  // DuckDB writes a float as the double nearest to it in JSON, and as itself everywhere else.
  const rows = options.startsWith('format json')
    ? '(select * replace (small::varchar::double as small) from t)'
    : 't';
  await connection.run(`copy ${rows} to '${file}' (${options})`);
  return readFileSync(file);
}

async function logicalDigest(name: string, bytes: Uint8Array): Promise<string> {
  const { table, failure } = await ingestBytes(name, bytes);
  expect(failure).toBeNull();
  expect(table?.reading.rowCount).toBe(4);
  return table!.reading.logicalDigest;
}

/** The same table by hand, as Arrow. */
function asArrow(format: 'file' | 'stream'): Uint8Array {
  const table = tableFromColumns({
    id: columnFromArray([1n, 9007199254740993n, -9223372036854775808n, null], int64()),
    flag: columnFromArray([true, false, null, true], bool()),
    amount: columnFromArray([0.5, -1e300, null, 1e21], float64()),
    small: columnFromArray([0.1, 3.5, null, 16777216], float32()),
    price: columnFromArray([12.3, -0.05, null, 100], decimal128(9, 2)),
    day: columnFromArray(
      [new Date('2024-02-29'), new Date('1969-12-31'), null, new Date('0001-01-01')],
      dateDay(),
    ),
    clock: columnFromArray([29100250000n, 0n, null, 86399999999n], timeMicrosecond()),
    moment: momentColumn(),
    note: columnFromArray(['plain', 'quoted, "text"', 'two\nlines', 'ünï \u{1F600}'], dictionary(utf8())),
  });
  return tableToIPC(table, { format }) as Uint8Array;
}

/** flechette takes milliseconds, which are too coarse; integers of the same width are typed anew. */
function momentColumn() {
  const micros = columnFromArray([1704164645123456n, -500000n, null, 9223372036854775n], int64());
  const type = timestamp(TimeUnit.MICROSECOND);
  return new Column(
    micros.data.map((batch) =>
      Object.assign(Object.create(Object.getPrototypeOf(batch) as object) as typeof batch, batch, { type }),
    ),
    type,
  );
}

describe('the same table', () => {
  it('has one logical digest as CSV, TSV, JSON Lines, JSON, Parquet and gzip', async () => {
    const csv = await written('t.csv', 'format csv, header');
    const expected = await logicalDigest('t.csv', csv);
    const others: [string, Uint8Array][] = [
      ['t.tsv', await written('t.tsv', "format csv, delimiter '\t', header")],
      ['t.jsonl', await written('t.jsonl', 'format json')],
      ['t.json', await written('t.json', 'format json, array true')],
      ['snappy.parquet', await written('snappy.parquet', 'format parquet, compression snappy')],
      ['zstd.parquet', await written('zstd.parquet', 'format parquet, compression zstd')],
      ['v2.parquet', await written('v2.parquet', 'format parquet, compression gzip, parquet_version v2')],
      [
        'groups.parquet',
        await written('groups.parquet', 'format parquet, compression lz4_raw, row_group_size 2'),
      ],
      ['t.csv.gz', gzipSync(csv)],
    ];
    for (const [name, bytes] of others)
      expect([name, await logicalDigest(name, bytes)]).toEqual([name, expected]);
  });

  it('has it as Arrow, file and stream, too', async () => {
    const expected = await logicalDigest('t.csv', await written('again.csv', 'format csv, header'));
    for (const format of ['file', 'stream'] as const)
      expect(await logicalDigest(`t.${format}`, asArrow(format))).toBe(expected);
  });

  it('has one type a column in every typed format', async () => {
    const types = {
      id: 'integer',
      flag: 'boolean',
      amount: 'number',
      small: 'number',
      price: 'number',
      day: 'date',
      clock: 'time',
      moment: 'timestamp',
      note: 'string',
    };
    for (const [name, bytes] of [
      ['t.parquet', await written('types.parquet', 'format parquet')],
      ['t.arrow', asArrow('file')],
    ] as const) {
      const { table } = await ingestBytes(name, bytes);
      expect(Object.fromEntries(table!.reading.columns.map((column) => [column.name, column.type]))).toEqual(
        types,
      );
    }
  });

  it('has another one as soon as a cell changes', async () => {
    const before = await logicalDigest('t.csv', await written('before.csv', 'format csv, header'));
    await connection.run('update t set price = 12.31 where id = 1');
    const after = await written('after.parquet', 'format parquet');
    await connection.run('update t set price = 12.30 where id = 1');
    expect(await logicalDigest('t.parquet', after)).not.toBe(before);
  });

  it('keeps a time zone apart from none: a point in time is told in UTC', async () => {
    const file = path.join(folder, 'zoned.parquet');
    await connection.run(`set timezone = 'Asia/Tokyo'`);
    await connection.run(
      `copy (select timestamptz '2024-01-01 09:00:00+09' as at) to '${file}' (format parquet)`,
    );
    const zoned = await ingestBytes('zoned.parquet', readFileSync(file));
    const text = await ingestBytes('zoned.csv', 'at\n2024-01-01T09:00:00+09:00\n');
    const zoneless = await ingestBytes('zoneless.csv', 'at\n2024-01-01T00:00:01\n');
    expect(zoned.table?.reading.columns).toMatchObject([{ type: 'timestamp' }]);
    expect(zoned.table?.reading.logicalDigest).toBe(text.table?.reading.logicalDigest);
    expect(zoned.table?.reading.logicalDigest).not.toBe(zoneless.table?.reading.logicalDigest);
  });

  it('has nested values as JSON writes them', async () => {
    const file = path.join(folder, 'nested.parquet');
    await connection.run(
      `copy (select * from (values ([1, 2], {'b': 'x', 'a': 1}), ([]::int[], {'b': null, 'a': 2})) as v(list, pair)) to '${file}' (format parquet)`,
    );
    const parquet = await ingestBytes('nested.parquet', readFileSync(file));
    const json = await ingestBytes(
      'nested.jsonl',
      '{"list":[1,2],"pair":{"a":1,"b":"x"}}\n{"pair":{"a":2,"b":null},"list":[]}\n',
    );
    expect(parquet.table?.reading.columns.map((column) => column.type)).toEqual(['nested', 'nested']);
    expect(parquet.table?.reading.logicalDigest).toBe(json.table?.reading.logicalDigest);
  });

  it('takes bytes for bytes', async () => {
    const file = path.join(folder, 'bytes.parquet');
    await connection.run(`copy (select '\\x00\\xFFa'::blob as b) to '${file}' (format parquet)`);
    const { table } = await ingestBytes('bytes.parquet', readFileSync(file));
    expect(table?.profile.columns).toMatchObject([{ type: 'string', min: '00ff61' }]);
  });
});
