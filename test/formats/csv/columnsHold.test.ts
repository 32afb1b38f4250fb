import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvPiece } from '../../../src/formats/csv/readCsvPiece';
import { naiveTable } from '../../table/naiveTable';
import { plainCsv } from './plainCsv';
import { tableOf } from './readText';

/** Cells of one kind most often, so that columns are of numbers, times and text; and where they change their mind, late. */
const kinds = [
  ['1', '22', '-3', '0', '', '9007199254740993', '12345678901234567000'],
  ['1.5', '2.50', '-0.0', '1e3', '.5', '5.', '+7', ' 8 ', 'NaN', 'inf', '', '12345678901234567.890'],
  ['true', 'FALSE', 'True', ''],
  ['2024-01-01', '2024-01-01 10:00:00', '2024-01-01T10:00:00+02:00', ''],
  ['10:30', '10:30:00.50', ''],
  ['a', 'b c', '007', '1,5', '', ' ', 'INF', '1.10', '1.1'],
];
const column = fc
  .tuple(
    fc.constantFrom(...kinds),
    fc.constantFrom(...kinds),
    fc.nat({ max: 12 }),
    fc.array(fc.nat({ max: 20 }), { minLength: 12, maxLength: 12 }),
  )
  .map(([first, then, from, picks]) =>
    picks.map((pick, row) => {
      const pool = row < from ? first : then;
      return pool[pick % pool.length]!;
    }),
  );
const table = fc
  .tuple(column, column, column, fc.nat({ max: 12 }))
  .map(([a, b, c, rowCount]) => a.slice(0, rowCount).map((cell, row) => [cell, b[row]!, c[row]!, `r${row}`]));
const names = ['a', 'b', 'c', 'row'];

function csvOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const written = (cells: readonly string[]): string =>
    `${cells.map((cell) => (/[",]/.test(cell) ? `"${cell}"` : cell)).join(',')}\n`;
  return [header, ...rows].map(written).join('');
}

const options = plainCsv;

describe('what a column is holds for all of its cells', () => {
  it('[T1] reads a table in pieces as it is read at once, by the words of the rules', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(8, 30, 80, 10_000), async (rows, pieceByteLength) => {
        const expected = naiveTable(names, rows);
        const { reading, profile } = await tableOf(csvOf(names, rows), { options, pieceByteLength });
        expect(reading.logicalDigest).toBe(expected.logicalDigest);
        expect(reading.orderedRowDigest).toBe(expected.orderedRowDigest);
        for (const [index, found] of profile.columns.entries()) {
          const values = expected.cells.flatMap((row) => row[index] ?? []);
          expect(found.type === 'string').toBe(expected.isText[index]);
          expect(found.nullCount).toBe(rows.length - values.length);
          expect(found.distinct).toEqual({ count: new Set(values).size, isExact: true, relativeError: 0 });
          const counts = new Map(found.frequent.items.map(({ value, count }) => [value, count]));
          for (const value of new Set(values))
            expect(counts.get(value)).toBe(values.filter((each) => each === value).length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('[T13] finds the columns of a prefix over its rows alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        table.filter((rows) => rows.length > 0),
        fc.nat({ max: 12 }),
        fc.subarray(names, { minLength: 1 }),
        fc.constantFrom(8, 30, 80, 10_000),
        async (rows, wanted, columnNames, pieceByteLength) => {
          const rowCount = wanted % (rows.length + 1);
          const prefix = { rowCount, columnNames };
          const { reading } = await tableOf(csvOf(names, rows), { options, prefix, pieceByteLength });
          const cells = rows
            .slice(0, rowCount)
            .map((row) => columnNames.map((name) => row[names.indexOf(name)]!));
          expect(reading.prefix?.logicalDigest).toBe(naiveTable(columnNames, cells).logicalDigest);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('tells releases apart that are one number', async () => {
    const [one, other] = await Promise.all(
      ['1.1', '1.10'].map((release) => tableOf(`host,release\na,${release}\nb,1.10.1\n`)),
    );
    expect(one!.reading.logicalDigest).not.toBe(other!.reading.logicalDigest);
    const { profile } = await tableOf('host,release\na,1.1\nb,1.10\nc,1.10.1\n');
    expect(profile.columns[1]!.frequent.items.map(({ value }) => value)).toEqual(['1.1', '1.10', '1.10.1']);
  });

  it('keeps codes that read like no number, and like one past all', async () => {
    const { profile } = await tableOf('iata,flights\nNAN,12\nINF,3\nOSL,40\n');
    expect(profile.columns[0]).toMatchObject({ type: 'string', nullCount: 0, min: 'INF', max: 'OSL' });
    expect(profile.columns[0]!.frequent.items.map(({ value }) => value)).toEqual(['INF', 'NAN', 'OSL']);
  });

  it('keeps the digits of decimals, and reads numbers between blanks', async () => {
    const { reading, profile } = await tableOf('x\n12345678901234567.89\n12345678901234567.90\n 7\n+7\n');
    expect(profile.columns[0]).toMatchObject({
      type: 'number',
      min: '7',
      max: '12345678901234567.9',
      distinct: { count: 3 },
    });
    expect(reading.warnings).toEqual([{ kind: 'looseNumbers', column: 'x', count: 2 }]);
  });

  it('reads only those pieces again that were mistaken', async () => {
    // Six pieces of a row each: only the second has a form that is not canonical, and the last one proves the column to be text.
    const read: string[] = [];
    const rows = ['1', '2.50', '3', '4', '5', 'x'];
    const text = `a\n${rows.map((cell) => `${cell}\n`).join('')}`;
    const { profile } = await tableOf(text, {
      options,
      pieceByteLength: 4,
      runPiece: (bytes, plan) => {
        read.push(new TextDecoder().decode(bytes).trim());
        return Promise.resolve({ result: readCsvPiece(bytes, plan), buffer: bytes.buffer });
      },
    });
    expect(profile.columns[0]!.frequent.items.map(({ value }) => value)).toEqual([
      '1',
      '2.50',
      '3',
      '4',
      '5',
      'x',
    ]);
    const again = read.slice(read.findIndex((piece) => piece.endsWith('x')) + 1);
    expect(again).toHaveLength(1);
    expect(again[0]).toContain('2.50');
  });
});
