import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import {
  bool,
  columnFromArray,
  dateDay,
  float64,
  int64,
  tableFromColumns,
  tableToIPC,
  utf8,
} from '@uwdata/flechette';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, partOf } from '../profile/partOf';
import { plainCsv } from './csv/plainCsv';
import { ingestBytes } from './ingestBytes';

const day = fc
  .integer({ min: -719_528, max: 2_932_896 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const word = fc.stringMatching(/^[a-zé][a-zé0-9 ,"]{0,5}$/);
/** Cells of each type, as JavaScript has them. */
const cells: Readonly<Record<CellType, fc.Arbitrary<Cell>>> = {
  integer: fc.maxSafeInteger(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  boolean: fc.boolean(),
  date: day,
  string: word,
};
type CellType = 'integer' | 'number' | 'boolean' | 'date' | 'string';
type Cell = number | boolean | string;
const types = Object.keys(cells) as CellType[];

interface Table {
  readonly types: readonly CellType[];
  readonly rows: readonly (readonly (Cell | null)[])[];
}

/**
 * Each column has at least one value, so that its type is found, and one of strings a word that can only be text. One column
 * alone would have blank lines for rows.
 */
const table: fc.Arbitrary<Table> = fc
  .array(fc.constantFrom(...types), { minLength: 2, maxLength: 4 })
  .chain((columnTypes) =>
    fc
      .array(fc.tuple(...columnTypes.map((type) => fc.option(cells[type], { freq: 6 }))), {
        minLength: 1,
        maxLength: 6,
      })
      .map((rows) => ({ types: columnTypes, rows: [columnTypes.map((type) => sure[type]), ...rows] })),
  );
const sure = { integer: 1, number: 0.5, boolean: true, date: '2024-02-29', string: 'x' } as const;
const nameOf = (_: unknown, index: number): string => `c${index}`;

function csvOf({ types: columnTypes, rows }: Table): string {
  const lines = [columnTypes.map(nameOf), ...rows].map((row) =>
    row
      .map((cell) =>
        typeof cell === 'string' && /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : (cell ?? ''),
      )
      .join(','),
  );
  return `${lines.join('\n')}\n`;
}

function jsonLinesOf({ rows }: Table): string {
  return rows
    .map((row) => JSON.stringify(Object.fromEntries(row.map((cell, index) => [nameOf(cell, index), cell]))))
    .join('\n');
}

const arrowTypes = { integer: int64, number: float64, boolean: bool, date: dateDay, string: utf8 } as const;

function arrowOf({ types: columnTypes, rows }: Table): Uint8Array {
  const columns = columnTypes.map((type, index) => {
    const values = rows.map((row) => {
      const cell = row[index]!;
      if (cell === null) return null;
      if (type === 'integer') return BigInt(cell);
      return type === 'date' ? new Date(cell as string) : cell;
    });
    return [nameOf(type, index), columnFromArray(values, arrowTypes[type]())] as const;
  });
  return tableToIPC(tableFromColumns(Object.fromEntries(columns)), {}) as Uint8Array;
}

async function digestOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const { table: read, failure } = await ingestBytes(name, bytes, {
    options: name.endsWith('.csv') ? plainCsv : {},
  });
  expect(failure).toBeNull();
  return read!.reading.logicalDigest;
}

let folder: string;
let connection: DuckDBConnection;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-cells-'));
  connection = await (await DuckDBInstance.create()).connect();
});
afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

const duckTypes = {
  integer: 'bigint',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  string: 'varchar',
};

async function parquetOf(written: Table): Promise<Uint8Array> {
  const json = path.join(folder, 't.jsonl');
  const file = path.join(folder, 't.parquet');
  writeFileSync(json, jsonLinesOf(written));
  const columns = written.types.map((type, index) => `'${nameOf(type, index)}': '${duckTypes[type]}'`);
  await connection.run(
    `copy (from read_json('${json}', format = 'newline_delimited', columns = {${columns.join(', ')}})) to '${file}' (format parquet)`,
  );
  return readFileSync(file);
}

describe('a table has one logical digest', () => {
  it('[T12] as CSV, JSON Lines, Parquet and Arrow that declare the types which the CSV reader finds', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (written) => {
        const expected = await digestOf('t.csv', csvOf(written));
        expect(await digestOf('t.jsonl', jsonLinesOf(written))).toBe(expected);
        expect(await digestOf('t.arrow', arrowOf(written))).toBe(expected);
        expect(await digestOf('t.parquet', await parquetOf(written))).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('[T12] and another one as soon as one cell has another value of its column’s type', async () => {
    const edited = table.chain((written) =>
      fc
        .tuple(fc.nat({ max: written.rows.length - 1 }), fc.nat({ max: written.types.length - 1 }))
        .chain(([row, column]) =>
          fc.tuple(fc.constant({ written, row, column }), cells[written.types[column]!]),
        ),
    );
    await fc.assert(
      fc.asyncProperty(edited, async ([{ written, row, column }, value]) => {
        fc.pre(!Object.is(written.rows[row]![column], value));
        const rows = written.rows.map((cellsOfRow, at) =>
          at === row ? cellsOfRow.with(column, value) : cellsOfRow,
        );
        const other = { ...written, rows };
        expect(await digestOf('t.csv', csvOf(other))).not.toBe(await digestOf('t.csv', csvOf(written)));
        expect(await digestOf('t.arrow', arrowOf(other))).not.toBe(
          await digestOf('t.arrow', arrowOf(written)),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('what shows late, that a column is of text', () => {
  // The last row makes the column one of text, whose forms before it were canonical; the first two rows are one of numbers, or of times.
  const written = {
    number: { before: ['1.50', '2.0'], late: 'x' },
    timestamp: { before: ['2024-01-01 10:00:00', '2024-01-02 00:00:00'], late: 'never' },
  };
  const prefix = { rowCount: 2, columnNames: ['at'] };

  it.each(Object.entries(written))('is heeded in text of any encoding: %s', async (_, { before, late }) => {
    const rows = [...before, late].join('\n');
    const [parent, child] = [`at\n${before.join('\n')}\n`, `at\n${rows}\n`];
    const expected = (await ingestBytes('t.csv', parent)).table!.reading.logicalDigest;
    for (const [name, bytes] of [
      ['t.csv', Buffer.from(child)],
      ['t.csv.gz', gzipSync(child)],
      ['utf16.csv', Buffer.from(`\uFEFF${child}`, 'utf16le')],
    ] as const) {
      for (const pieceByteLength of [16, 1_000_000]) {
        const { table: read } = await ingestBytes(name, bytes, { prefix, pieceByteLength });
        expect(read!.reading.prefix?.logicalDigest).toBe(expected);
        const texts = read!.profile.columns[0]!.frequent.items.map(({ value }) => value);
        expect(texts.toSorted()).toEqual([...before, late].toSorted());
      }
    }
  });

  it('is heeded in JSON, where text that says times is of times as long as all of it does', async () => {
    const { before, late } = written.timestamp;
    const records = (values: readonly string[]): object[] => values.map((at) => ({ at }));
    const lines = (values: readonly string[]): string =>
      records(values)
        .map((row) => JSON.stringify(row))
        .join('\n');
    const parent = (await ingestBytes('t.jsonl', lines(before))).table!.reading;
    expect(parent.columns[0]!.type).toBe('timestamp');
    for (const [name, text] of [
      ['t.jsonl', lines([...before, late])],
      ['t.json', JSON.stringify(records([...before, late]))],
    ] as const) {
      for (const pieceByteLength of [16, 1_000_000]) {
        const { table: read } = await ingestBytes(name, text, { prefix, pieceByteLength });
        expect(read!.reading.columns[0]!.type).toBe('string');
        expect(read!.reading.prefix?.logicalDigest).toBe(parent.logicalDigest);
        const texts = read!.profile.columns[0]!.frequent.items.map(({ value }) => value);
        expect(texts.toSorted()).toEqual([...before, late].toSorted());
      }
    }
  });
});

describe('what a format declares', () => {
  const columnOf = (values: readonly unknown[], declared: Parameters<typeof partOf>[0]['declared']) =>
    finish([partOf({ names: ['x'], rows: values.map((value) => [value]), declared: declared ?? [] })]);

  it('[T14] keeps strings as they are: the empty one is a value, and numbers in them are text', () => {
    const values = [null, '', '', 'NaN', '1.0', '1', ' 1', 'TRUE', '2024-01-01 00:00:00', 'x'];
    const { profile } = columnOf(values, ['string']);
    expect(profile.columns[0]).toMatchObject({
      type: 'string',
      nullCount: 1,
      distinct: { count: 8 },
      lengths: { min: 0 },
      min: '',
      max: 'x',
    });
    expect(profile.columns[0]!.frequent.items[0]).toEqual({ value: '', count: 2 });
  });

  it('[T10] leaves the empty string out of the digest, as a format that has no empty string does', () => {
    const digests = [
      ['a', ''],
      ['a', null],
    ].map((values) => columnOf(values, ['string']).reading.logicalDigest);
    expect(digests[0]).toBe(digests[1]);
  });

  it('[T5] keeps the digits of decimals', () => {
    const { profile } = columnOf(['1234567890123456567.89', '1234567890123456567.90', '1.10'], ['number']);
    expect(profile.columns[0]).toMatchObject({
      distinct: { count: 3 },
      min: '1.1',
      max: '1234567890123456567.9',
    });
  });

  it('[T9] counts days and times outside of the years 0 to 9999 like others', () => {
    const days = columnOf(['2024-01-01', '10000-01-01', '-0001-12-31'], ['date']).profile.columns[0]!;
    expect(days).toMatchObject({
      type: 'date',
      min: '-0001-12-31',
      max: '10000-01-01',
      numbers: { count: 3 },
    });
    expect(days.numbers?.max).toBe(Date.UTC(10_000, 0, 1));
    const times = columnOf(['12345-06-07T08:09:10.500Z', '10000-01-01T00:00:00'], ['timestamp']).profile
      .columns[0]!;
    expect(times).toMatchObject({ min: '10000-01-01', max: '12345-06-07T08:09:10.5Z' });
    expect(times.numbers?.max).toBe(Date.UTC(12_345, 5, 7, 8, 9, 10, 500));
  });
});
