import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeParquet, type WrittenColumn } from '../../../src/formats/parquet/writeParquet';
import type { ColumnType } from '../../../src/table/schema';
import { ingestBytes } from '../ingestBytes';
import { readWritten } from '../readWritten';

const example: Readonly<Record<string, readonly [ColumnType, readonly (string | null)[]]>> = {
  flag: ['boolean', ['true', 'false', null]],
  id: ['integer', ['9007199254740993', '-9223372036854775808', null]],
  price: ['number', ['0.1', '1e+21', '-2']],
  exact: ['number', ['123456789012345678.90123', '0.5', null]],
  day: ['date', ['2024-02-29', '0001-01-01', null]],
  clock: ['time', ['23:59:59.123456789', '00:00:00', null]],
  at: ['timestamp', ['2024-02-29T12:00:00.5', '1969-12-31T23:59:59', null]],
  moment: ['timestamp', ['2024-02-29T12:00:00Z', '1969-12-31T23:59:59.000001Z', null]],
  word: ['string', ['ünïcödé', '007', null]],
  nested: ['nested', ['{"__proto__":1,"n":12345678901234567890}', '[1,null]', null]],
  nothing: ['empty', [null, null, null]],
};
const columnsOf = (table: typeof example): WrittenColumn[] =>
  Object.entries(table).map(([name, [type, cells]]) => ({ name, type, cells }));

/** What the reader of this project finds: types, and cells without the zeros that a unit of time adds. */
async function readBack(columns: readonly WrittenColumn[]): Promise<WrittenColumn[]> {
  const bytes = writeParquet(columns);
  const { table, failure } = await ingestBytes('t.parquet', bytes);
  if (!table) throw new Error(JSON.stringify(failure));
  const { rows } = await readWritten('t.parquet', bytes);
  return table.reading.columns.map(({ name, type }, at) => ({
    name,
    type,
    cells: rows.map((row) => withoutZeros(type, row[at] ?? null)),
  }));
}

function withoutZeros(type: ColumnType, cell: string | null): string | null {
  if (cell === null || (type !== 'time' && type !== 'timestamp')) return cell;
  return cell.replace(/(\.\d*?)0+(Z?)$/, '$1$2').replace(/\.(Z?)$/, '$1');
}

describe('writing Parquet', () => {
  it('gives each column its type and each cell what it was', async () => {
    const columns = columnsOf(example);
    expect(await readBack(columns)).toEqual(
      columns.map((column) =>
        // A decimal column has as many places as its longest cell.
        column.name === 'exact'
          ? { ...column, cells: ['123456789012345678.90123', '0.50000', null] }
          : column,
      ),
    );
  });

  it('writes what DuckDB reads by the same types', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-parquet-'));
    const file = path.join(folder, 't.parquet');
    writeFileSync(file, writeParquet(columnsOf(example)));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const read = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${file}'`);
    const types = read.getRows().map(([, type]) => type);
    const rows = await connection.runAndReadAll(
      `SELECT id::VARCHAR, exact::VARCHAR, moment = TIMESTAMPTZ '2024-02-29T12:00:00Z' FROM '${file}' LIMIT 1`,
    );
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
    expect(types.slice(0, 9)).toEqual([
      'BOOLEAN',
      'BIGINT',
      'DOUBLE',
      'DECIMAL(38,5)',
      'DATE',
      expect.stringMatching(/^TIME/),
      'TIMESTAMP',
      'TIMESTAMP WITH TIME ZONE',
      'VARCHAR',
    ]);
    expect(rows.getRows()).toEqual([['9007199254740993', '123456789012345678.90123', true]]);
  });

  it('makes a column of text of cells that its type does not hold exactly', async () => {
    const table = {
      huge: ['integer', ['9223372036854775808']],
      zones: ['timestamp', ['2024-01-01T00:00:01Z']],
      far: ['date', ['-0001-01-01']],
      late: ['time', ['25:00:00']],
    } as const;
    const columns = columnsOf(table).map((column) => ({
      ...column,
      cells: column.name === 'zones' ? [...column.cells, '2024-01-01'] : [...column.cells, null],
    }));
    const written = await ingestBytes('t.parquet', writeParquet(columns));
    expect(written.table?.reading.columns.map(({ type }) => type)).toEqual(columns.map(() => 'string'));
    expect((await readWritten('t.parquet', writeParquet(columns))).rows[0]).toEqual([
      '9223372036854775808',
      '2024-01-01T00:00:01Z',
      '-0001-01-01',
      '25:00:00',
    ]);
  });

  it('writes columns without rows', async () => {
    expect(await readBack([{ name: 'a', type: 'integer', cells: [] }])).toEqual([
      { name: 'a', type: 'integer', cells: [] },
    ]);
  });

  it('keeps integers, doubles, truth values and texts of any table', async () => {
    const of = {
      integer: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      number: fc.double({ noNaN: true }).map((value) => String(value + 0)),
      boolean: fc.boolean().map(String),
      string: fc.string({ unit: 'grapheme', minLength: 1 }),
    } as const;
    const types = Object.keys(of) as (keyof typeof of)[];
    const table = fc
      .integer({ min: 1, max: 30 })
      .chain((rowCount) =>
        fc.tuple(
          ...types.map((type) =>
            fc
              .array(fc.option(of[type]), { minLength: rowCount, maxLength: rowCount })
              .map((cells) => ({ name: type, type, cells })),
          ),
        ),
      );
    await fc.assert(
      fc.asyncProperty(table, async (columns) => {
        expect(await readBack(columns)).toEqual(columns);
      }),
      { numRuns: 60 },
    );
  });
});
