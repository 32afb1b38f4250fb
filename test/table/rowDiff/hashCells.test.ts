import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableRows } from '../../../src/table/tableRows';
import { canonicalCells } from '../../../src/table/cellReader';
import { hashCells } from '../../../src/table/rowDiff/hashCells';
import { encodeUtf8 } from '../../../src/table/utf8';

type Cells = readonly (string | null)[];

/** Rows of as many cells each, `gap` bytes apart, so that a cell's place and what stands behind it differ by it. */
function rowsOf(rows: readonly Cells[], gap = 0): TableRows {
  const stride = rows.length + 2;
  const columnCount = rows[0]?.length ?? 0;
  const written = {
    starts: new Int32Array(stride * columnCount),
    ends: new Int32Array(stride * columnCount),
  };
  const bytes: number[] = [];
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      written.starts[c * stride + r] = bytes.length;
      bytes.push(...encodeUtf8(cell ?? ''));
      written.ends[c * stride + r] = bytes.length;
      bytes.push(...Array.from({ length: gap }, (_, index) => 200 - index));
    }),
  );
  return {
    columnNames: Array.from({ length: columnCount }, (_, c) => `c${c}`),
    rowCount: rows.length,
    stride,
    rowStarts: null,
    buffer: { bytes: Uint8Array.from([...bytes, 0, 0, 0, 0]), end: bytes.length },
    written,
    declared: null,
    canonical: () => ({ ...canonicalCells(stride * columnCount), ...written }),
  };
}

function hashesOf(rows: TableRows, columns: readonly number[]): string[] {
  // Whatever stood there before.
  const out = new Int32Array(rows.rowCount * 2).fill(rows.buffer.end);
  hashCells(rows, rows.written, columns, out);
  return Array.from({ length: rows.rowCount }, (_, row) => `${out[row * 2]} ${out[row * 2 + 1]}`);
}

describe('hashCells', () => {
  it('tells rows apart by what their cells are, and by nothing else', () => {
    const cell = fc.option(
      fc.string({ minLength: 1, maxLength: 9, unit: fc.constantFrom('a', 'b', '\0', 'é') }),
    );
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.nat(5), (before, gap) => {
        const hashes = hashesOf(rowsOf(before), [0, 1, 2]);
        expect(hashesOf(rowsOf(before, gap), [0, 1, 2])).toEqual(hashes);
        const distinct = new Set(before.map((row) => JSON.stringify(row)));
        expect(new Set(hashes).size).toBe(distinct.size);
      }),
    );
  });

  it('heeds how many zero bytes there are, however many', () => {
    const rows = Array.from({ length: 600 }, (_, length) => ['\0'.repeat(length)]);
    expect(new Set(hashesOf(rowsOf(rows), [0])).size).toBe(600);
  });

  it('takes the columns in the order given, and a column that is not there as missing', () => {
    const [swapped] = hashesOf(rowsOf([['b', 'a']]), [1, 0]);
    expect(hashesOf(rowsOf([['a', 'b']]), [0, 1])).toEqual([swapped]);
    expect(hashesOf(rowsOf([['a', null]]), [0, 1])).toEqual(hashesOf(rowsOf([['a']]), [0, -1]));
    expect(hashesOf(rowsOf([['a', null]]), [0, 1])).not.toEqual(hashesOf(rowsOf([[null, 'a']]), [0, 1]));
  });

  it('spreads rows that differ in one digit over all bits of both words', () => {
    const rows = Array.from({ length: 4096 }, (_, row) => [String(10_000_000 + row)]);
    const out = new Int32Array(rows.length * 2);
    const table = rowsOf(rows);
    hashCells(table, table.written, [0], out);
    for (let lane = 0; lane < 2; lane++) {
      for (let bit = 0; bit < 32; bit++) {
        const ones = rows.filter((_, row) => ((out[row * 2 + lane]! >>> bit) & 1) === 1).length;
        // Of 4096 fair bits, 2048 ± 32 are set; 200 is more than six of those.
        expect(Math.abs(ones - 2048)).toBeLessThan(200);
      }
    }
  });
});
