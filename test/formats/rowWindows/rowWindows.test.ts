import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';

import { nodeIngestPorts } from '../../../src/cli/nodePorts';
import { arrangeRows, type Arrangement } from '../../../src/formats/rowWindows/arrangeRows';
import { holdRows, openRows } from '../../../src/formats/rowWindows/openRows';
import type { RowWindows } from '../../../src/formats/rowWindows/rowWindows';
import { readRows } from '../../../src/formats/readRows';
import type { ByteSource } from '../../../src/lib/ports';
import { cellText, type RowBlock } from '../../../src/table/rowBlock';
import { defaultReadOptions } from '../../../src/table/schema';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };
const unwatched = { onBytes: () => undefined, onFirst: () => undefined };
const options = { ...defaultReadOptions, hasHeader: true, delimiter: ',' };

function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.length,
    read: (start, end) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
  };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textsOf(block: RowBlock): (string | null)[][] {
  return Array.from({ length: block.rowCount }, (_, row) =>
    Array.from({ length: block.columnCount }, (__, column) => cellText(block, row, column)),
  );
}

async function opened(
  bytes: Uint8Array,
  format: string,
  columnNames: readonly string[],
  path = `rows.${format}`,
): Promise<RowWindows> {
  const file = { path, format, options, columnNames };
  const windows = await openRows(sourceOf(bytes), file, nodeIngestPorts, neverCancelled, unwatched);
  if (!windows.ok) throw new Error(windows.error.message);
  return windows.value;
}

/** In row groups of 12,000 rows. */
function parquetOf(rows: readonly { readonly id: number; readonly text: string }[]): Uint8Array {
  const columnData = [
    { name: 'id', data: rows.map(({ id }) => id), type: 'INT32' as const },
    { name: 'text', data: rows.map(({ text }) => text), type: 'STRING' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 12_000 }));
}

async function rowsAt(windows: RowWindows, rows: readonly number[]) {
  const read = await windows.read(Int32Array.from(rows), neverCancelled);
  if (!read.ok) throw new Error(read.error.message);
  return textsOf(read.value);
}

async function arranged(windows: RowWindows, arrangement: Arrangement) {
  const found = await arrangeRows(windows, arrangement, neverCancelled, () => undefined);
  if (!found.ok) throw new Error(found.error.message);
  return [...found.value];
}

const cities = 'id,city\n1,Oslo\n2,"Rio, ""R"""\n3,\n4,São Paulo\n10,oslo\n';

describe('windows of rows', () => {
  it('of delimited text give the cells as they are written, in the order asked for', async () => {
    const windows = await opened(bytesOf(cities), 'csv', ['id', 'city']);
    expect(windows).toMatchObject({ rowCount: 5, isWhole: true });
    expect(await rowsAt(windows, [3, 1, 2])).toEqual([
      ['4', 'São Paulo'],
      ['2', 'Rio, "R"'],
      ['3', null],
    ]);
  });

  it('tell an empty text of JSON from a missing cell, and a column that a line lacks', async () => {
    const text = '{"a":"","b":1}\n\n{"a":null}\n{"b":[1,{"c":2}],"a":"x"}';
    const windows = await opened(bytesOf(text), 'jsonl', ['a', 'b']);
    expect(windows.rowCount).toBe(3);
    expect(await rowsAt(windows, [0, 1, 2])).toEqual([
      ['', '1'],
      [null, null],
      ['x', '[1,{"c":2}]'],
    ]);
  });

  it.each(['csv', 'csv.gz', 'jsonl', 'parquet'] as const)('of %s give any rows of many', async (format) => {
    const count = 30_000;
    const rows = Array.from({ length: count }, (_, at) => ({ id: at, text: `value ${at % 7}` }));
    const csv = bytesOf(`id,text\n${rows.map(({ id, text }) => `${id},${text}\n`).join('')}`);
    const bytes = {
      csv: () => csv,
      'csv.gz': () => gzipSync(csv),
      jsonl: () => bytesOf(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
      parquet: () => parquetOf(rows),
    }[format]();
    const windows = await opened(bytes, format, ['id', 'text']);
    expect(windows).toMatchObject({ rowCount: count, isWhole: true });
    expect(await rowsAt(windows, [29_999, 0, 12_345])).toEqual([
      ['29999', 'value 4'],
      ['0', 'value 0'],
      ['12345', 'value 4'],
    ]);
    // 29,999 and 12,345 are among those with a remainder of 4: 4, 11, …, 29,999.
    const four = await arranged(windows, { filter: { text: 'VALUE 4', columns: [1] }, sort: null });
    expect(four).toHaveLength(4286);
    expect(four.at(-1)).toBe(29_999);
  });

  it('hold the first rows of a table that does not fit, and say that these are not all', async () => {
    const text = `id\n${Array.from({ length: 40_000 }, (_, at) => `${at}\n`).join('')}`;
    const source = sourceOf(bytesOf(text));
    const held = await holdRows(
      (rows, cancelled, onBytes) =>
        readRows(
          source,
          { path: 'a.csv', options, textColumns: [] },
          rows,
          nodeIngestPorts,
          cancelled,
          onBytes,
        ),
      ['id'],
      neverCancelled,
      unwatched,
      10_000,
    );
    if (!held.ok) throw new Error(held.error.message);
    expect(held.value.isWhole).toBe(false);
    expect(held.value.rowCount).toBeGreaterThan(1000);
    expect(held.value.rowCount).toBeLessThan(40_000);
    expect(await rowsAt(held.value, [held.value.rowCount - 1])).toEqual([[`${held.value.rowCount - 1}`]]);
  });
});

describe('an arrangement of rows', () => {
  const of = (filter: string, columns = [0, 1]): Arrangement => ({
    filter: { text: filter, columns },
    sort: null,
  });

  it.each([
    ['OSLO', [0, 4]],
    ['são', [3]],
    ['> 3', [3, 4]],
    ['<=2', [0, 1]],
    ['= 3', [2]],
    ['=', [2]],
  ])('by %s leaves the rows with such a cell', async (filter, expected) => {
    const windows = await opened(bytesOf(cities), 'csv', ['id', 'city']);
    const columns = /[<>]/.test(filter) ? [0] : [0, 1];
    expect(await arranged(windows, of(filter, columns))).toEqual(expected);
  });

  it('sorts numbers as numbers and leaves missing cells last, whichever way', async () => {
    const windows = await opened(bytesOf('n,t\n10,b\n9,\n,a\n9,b\n'), 'csv', ['n', 't']);
    const by = (column: number, isDescending: boolean) =>
      arranged(windows, { filter: null, sort: { column, isDescending } });
    expect(await by(0, false)).toEqual([1, 3, 0, 2]);
    expect(await by(0, true)).toEqual([0, 1, 3, 2]);
    expect(await by(1, false)).toEqual([2, 0, 3, 1]);
  });

  it('reads the same rows by their places as in one pass', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('1', 'x', '"a, b"', '', '"two\nlines"', 'é'), {
          minLength: 1,
          maxLength: 40,
        }),
        async (cells) => {
          const text = `id,cell\n${cells.map((cell, at) => `${at},${cell}\n`).join('')}`;
          const windows = await opened(bytesOf(text), 'csv', ['id', 'cell']);
          const scanned: (string | null)[][] = [];
          await windows.scan(
            (block) => scanned.push(...textsOf(block)),
            neverCancelled,
            () => undefined,
          );
          const backwards = Array.from(cells, (_, at) => cells.length - 1 - at);
          expect((await rowsAt(windows, backwards)).reverse()).toEqual(scanned);
        },
      ),
    );
  });
});
