import { describe, expect, it } from 'vitest';

import {
  columnsInView,
  layoutOf,
  rowHeight,
  rowsTop,
  scrollTopFor,
} from '../../../src/ui/contents/gridLayout';
import { RowLoader } from '../../../src/ui/contents/rowLoader';
import { moved, rangeOf, tsvOf } from '../../../src/ui/contents/selection';

const size = { rows: 100, columns: 5, pageRows: 20 };
const plain = { shiftKey: false, ctrlKey: false, metaKey: false };

describe('the selection of cells', () => {
  const at = (row: number, column: number) => ({ anchor: { row, column }, focus: { row, column } });

  it('begins at the first cell, moves by arrows and stays within the table', () => {
    expect(moved(null, { key: 'ArrowDown', ...plain }, size)).toEqual(at(0, 0));
    expect(moved(at(0, 0), { key: 'ArrowDown', ...plain }, size)).toEqual(at(1, 0));
    expect(moved(at(0, 0), { key: 'ArrowLeft', ...plain }, size)).toEqual(at(0, 0));
    expect(moved(at(95, 4), { key: 'PageDown', ...plain }, size)).toEqual(at(99, 4));
    expect(moved(at(3, 2), { ...plain, key: 'End', ctrlKey: true }, size)).toEqual(at(99, 4));
    expect(moved(at(3, 2), { key: 'x', ...plain }, size)).toBeNull();
  });

  it('is extended by shift, and is everything by Ctrl A', () => {
    const extended = moved(at(3, 2), { ...plain, key: 'ArrowUp', shiftKey: true }, size);
    expect(rangeOf(extended!)).toEqual({ fromRow: 2, toRow: 3, fromColumn: 2, toColumn: 2 });
    expect(rangeOf(moved(null, { ...plain, key: 'a', ctrlKey: true }, size)!)).toMatchObject({
      toRow: 99,
      toColumn: 4,
    });
  });

  it('is copied as spreadsheets read it', () => {
    expect(
      tsvOf([
        ['a', 'b\tc'],
        ['say "x"', ''],
      ]),
    ).toBe('a\t"b\tc"\n"say ""x"""\t');
  });
});

describe('the layout of a grid', () => {
  const columns = Array.from({ length: 300 }, (_, at) => ({
    name: `c${at}`,
    type: 'integer' as const,
    nullable: false,
  }));
  const layout = layoutOf(columns, new Map(), new Set(['c1']), null, 100_000, 260);

  it('has the columns in view and one more on either side', () => {
    const [from, to] = columnsInView(layout, 0, 800);
    expect(from).toBe(1);
    expect(layout.columns[to - 2]!.left).toBeLessThan(800);
    const [later, end] = columnsInView(layout, layout.columns[100]!.left, 800);
    expect(later).toBeGreaterThan(95);
    expect(end - later).toBeLessThan(14);
    expect(columnsInView(layout, layout.width, 800)[1]).toBe(300);
  });

  it('masks the columns that are named', () => {
    expect(layout.columns.filter(({ isMasked }) => isMasked).map(({ name }) => name)).toEqual(['c1']);
  });

  it('reaches the last row of a table that is taller than browsers draw', () => {
    const rowCount = 50_000_000;
    expect(rowsTop(100, 560, 400)).toBe(560);
    const last = rowCount * rowHeight - 400;
    const scrolled = scrollTopFor(rowCount, last, 400);
    expect(scrolled).toBeLessThan(16_000_000);
    expect(rowsTop(rowCount, scrolled, 400)).toBeCloseTo(last, 0);
  });
});

describe('the loader of rows', () => {
  it('reads what is looked at last, then its neighbours, one block at a time', async () => {
    const asked: number[] = [];
    const table = {
      read: (_: number, from: number, to: number) => {
        asked.push(from);
        const rowCount = to - from;
        const rows = Int32Array.from({ length: rowCount }, (__, at) => from + at);
        const block = {
          rowCount,
          columnCount: 0,
          bytes: new Uint8Array(0),
          ends: new Uint32Array(0),
          missing: new Uint8Array(0),
        };
        return Promise.resolve({ ok: true as const, value: { block, rows } });
      },
    };
    const loader = new RowLoader(table, 0, 1000, 100, () => undefined);
    loader.want(0, 20);
    // Before the first block is there, somebody has scrolled far.
    loader.want(510, 530);
    await expect.poll(() => asked).toEqual([0, 500, 600, 400]);
    expect(loader.at(515)?.fileRow).toBe(515);
    expect(loader.at(915)).toBeNull();
  });
});
