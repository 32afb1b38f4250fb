import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { nodeIngestPorts, nodeText } from '../../../src/cli/nodePorts';
import { type DiffedSide, diffRows, type RowDiff, sideOf } from '../../../src/operations/comparing/diffRows';
import { shownPerKind } from '../../../src/table/rowDiff/chooseRows';
import type { Cancellation } from '../../../src/lib/ports';
import { columnsComparedAsText } from '../../../src/table/rowDiff/columnsComparedAsText';
import { defaultReadOptions, type ColumnType } from '../../../src/table/schema';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

function table(
  written: string | Uint8Array,
  columnNames: readonly string[],
  path = 'trips.csv',
  cancellation: Cancellation = neverCancelled,
  comparedAsText: readonly string[] = [],
): DiffedSide {
  const bytes = typeof written === 'string' ? nodeText.encode(written) : Uint8Array.from(written);
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  };
  const read = { source, path, options: defaultReadOptions, comparedAsText };
  return sideOf(read, columnNames, nodeIngestPorts, cancellation);
}

async function diff(before: DiffedSide, after: DiffedSide, keys: readonly string[]): Promise<RowDiff> {
  const found = await diffRows(before, after, keys);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

const columns = ['id', 'fare', 'zone'];

describe('diffRows', () => {
  it('[T16] tells changed, added and removed rows by key, whatever their order', async () => {
    const found = await diff(
      table('id,fare,zone\n1,10,north\n2,20,south\n3,30,east\n', columns),
      table('id,fare,zone\n4,40,west\n2,21,south\n1,10.0,north\n', columns),
      ['id'],
    );
    // 10 and 10.0 are one number.
    expect(found.counts).toEqual({ added: 1, removed: 1, changed: 1, unchanged: 1 });
    expect(found.changedCells).toEqual([
      { column: 'fare', rowCount: 1 },
      { column: 'zone', rowCount: 0 },
    ]);
    expect(found.rows).toEqual([
      {
        kind: 'changed',
        referenceRow: 2,
        currentRow: 2,
        reference: ['2', '20', 'south'],
        current: ['2', '21', 'south'],
      },
      { kind: 'added', referenceRow: null, currentRow: 1, reference: null, current: ['4', '40', 'west'] },
      { kind: 'removed', referenceRow: 3, currentRow: null, reference: ['3', '30', 'east'], current: null },
    ]);
  });

  it('compares a CSV with JSON Lines, and shows columns that only one side has', async () => {
    const found = await diff(
      table('id,fare,zone\n1,10,north\n2,20,\n', columns),
      table(
        '{"id":1,"fare":10,"tip":2}\n{"id":2,"fare":25,"tip":null}\n',
        ['id', 'fare', 'tip'],
        'trips.jsonl',
      ),
      ['id'],
    );
    expect(found.columns).toEqual([
      { name: 'id', side: 'both' },
      { name: 'fare', side: 'both' },
      { name: 'tip', side: 'current' },
      { name: 'zone', side: 'reference' },
    ]);
    // A column that came or went says nothing about a change.
    expect(found.counts).toEqual({ added: 0, removed: 0, changed: 1, unchanged: 1 });
    expect(found.rows[0]).toMatchObject({
      reference: ['2', '20', null, null],
      current: ['2', '25', null, null],
    });
  });

  it('[T16] matches rows of one key in their order, and says how many there are', async () => {
    const found = await diff(
      table('id,fare,zone\n1,10,a\n1,11,b\n', columns),
      table('id,fare,zone\n1,10,a\n1,12,b\n1,13,c\n', columns),
      ['id'],
    );
    expect(found.counts).toEqual({ added: 1, removed: 0, changed: 1, unchanged: 1 });
    expect(found.repeatedKeys).toEqual({ reference: 1, current: 2 });
  });

  it('takes whole rows where no key is given: none is changed', async () => {
    const found = await diff(
      table('id,fare,zone\n1,10,a\n1,10,a\n2,20,b\n', columns),
      table('id,fare,zone\n2,20,b\n1,10,a\n3,30,c\n', columns),
      [],
    );
    expect(found.counts).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 2 });
    expect(found.changedCells).toEqual([]);
  });

  it('names the side that cannot be read, and where', async () => {
    const good = table('id,fare,zone\n1,10,a\n', columns);
    const bad = table('id,fare,zone\n1,10\n', columns);
    const found = await diffRows(good, bad, ['id']);
    expect(found).toMatchObject({
      ok: false,
      error: { side: 'current', failure: { kind: 'raggedRow', line: 2 } },
    });
  });

  it('stops when it is cancelled', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    const good = table('id,fare,zone\n1,10,a\n', columns, 'trips.csv', aborted);
    await expect(diffRows(good, good, ['id'])).rejects.toThrow('enough');
  });

  it('gives the same of a file that can only be read again from its start', async () => {
    const rows = Array.from({ length: 3000 }, (_, id) => `${id},${id % 7},z`);
    const before = `id,fare,zone\n${rows.join('\n')}\n`;
    const after = `id,fare,zone\n${rows
      .toReversed()
      .join('\n')
      .replaceAll(/^(\d*5),.*$/gm, '$1,50,"n, w"')}\n9999,1,z`;
    const plain = await diff(table(before, columns), table(after, columns), ['id']);
    expect(plain.counts).toEqual({ added: 1, removed: 0, changed: 300, unchanged: 2700 });
    for (const [encode, path] of [
      [gzipSync, 'trips.csv.gz'],
      [(text: string) => Buffer.from(`\u{FEFF}${text}`, 'utf16le'), 'trips.csv'],
    ] as const) {
      const again = await diff(table(before, columns), table(encode(after), columns, path), ['id']);
      expect(again).toEqual(plain);
    }
  });

  it('shows the first of each kind, and counts all', async () => {
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => `${from + at},1,z`).join('\n');
    const found = await diff(
      table(`id,fare,zone\n${rows(0, 3000)}\n`, columns),
      table(`id,fare,zone\n${rows(10_000, 5000)}\n`, columns),
      ['id'],
    );
    expect(found.counts).toEqual({ added: 5000, removed: 3000, changed: 0, unchanged: 0 });
    expect(found.rows).toHaveLength(2 * shownPerKind);
    expect(found.rows[0]!.currentRow).toBe(1);
    expect(found.rows[shownPerKind]!.referenceRow).toBe(1);
  });

  it('shows the first rows that are changed, also where many before them are only written in other words', async () => {
    const rowsOf = (fareOf: (id: number) => string) =>
      `id,fare,zone\n${Array.from({ length: 5000 }, (_, id) => `${id},${fareOf(id)},z\n`).join('')}`;
    const found = await diff(
      table(
        rowsOf((id) => `${id}`),
        columns,
      ),
      table(
        rowsOf((id) => (id < 2500 || id % 2 === 0 ? `${id}.0` : '-1')),
        columns,
      ),
      ['id'],
    );
    expect(found.counts).toEqual({ added: 0, removed: 0, changed: 1250, unchanged: 3750 });
    expect(found.changedCells[0]).toEqual({ column: 'fare', rowCount: 1250 });
    expect(found.countedRows).toBe(1250);
    expect(found.rows).toHaveLength(1250);
    expect(found.rows[0]).toMatchObject({ reference: ['2501', '2501', 'z'], current: ['2501', '-1', 'z'] });
  });

  it('agrees with a join by text on any two tables', async () => {
    // Of fares and zones some are the same in other words.
    const anyRow = fc.record({
      id: fc.nat(12),
      fare: fc.nat(3),
      zone: fc.constantFrom('', 'a', 'b'),
      isOtherwise: fc.boolean(),
    });
    interface AnyRow {
      readonly id: number;
      readonly fare: number;
      readonly zone: string;
      readonly isOtherwise: boolean;
    }
    const written = ({ id, fare, zone, isOtherwise }: AnyRow) =>
      isOtherwise ? `${id}.0,"${fare}.00",${zone || 'NaN'}\n` : `${id},${fare},${zone}\n`;
    const textOf = (rows: readonly AnyRow[]) => `id,fare,zone\n${rows.map(written).join('')}`;
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow), fc.array(anyRow), async (before, after) => {
        const found = await diff(table(textOf(before), columns), table(textOf(after), columns), ['id']);
        const waiting = new Map<number, { fare: number; zone: string }[]>();
        for (const row of before) waiting.set(row.id, [...(waiting.get(row.id) ?? []), row]);
        const expected = { added: 0, removed: before.length, changed: 0, unchanged: 0 };
        const cells = { fare: 0, zone: 0 };
        for (const row of after) {
          const match = waiting.get(row.id)?.shift();
          if (!match) {
            expected.added++;
            continue;
          }
          expected.removed--;
          if (match.fare !== row.fare) cells.fare++;
          if (match.zone !== row.zone) cells.zone++;
          if (match.fare === row.fare && match.zone === row.zone) expected.unchanged++;
          else expected.changed++;
        }
        expect(found.counts).toEqual(expected);
        expect(found.changedCells).toEqual([
          { column: 'fare', rowCount: cells.fare },
          { column: 'zone', rowCount: cells.zone },
        ]);
        for (const row of found.rows) {
          const at = row.currentRow === null ? null : after[row.currentRow - 1]!;
          if (at) expect(row.current).toEqual([String(at.id), String(at.fare), at.zone || null]);
        }
      }),
    );
  });
});

describe('columns of text', () => {
  const header = ['id', 'release'];

  it('[T16] are compared as they stand, as keys and as cells', async () => {
    const before = 'id,release\n1,1.1\n2,1.10\n3,1.10.1\n';
    const after = 'id,release\n1,1.10\n2,1.10\n3,1.10.1\n';
    const side = (text: string) => table(text, header, 'r.csv', neverCancelled, ['release']);
    expect((await diff(side(before), side(after), ['id'])).changedCells).toEqual([
      { column: 'release', rowCount: 1 },
    ]);
    expect((await diff(side(before), side(after), ['release'])).counts).toMatchObject({
      removed: 1,
      added: 1,
    });
  });

  it('are those that are not of one kind on both sides', () => {
    const column = (name: string, type: ColumnType) => ({ name, type, nullable: false });
    const own = [column('a', 'string'), column('b', 'integer'), column('c', 'date'), column('d', 'number')];
    const other = [
      column('a', 'string'),
      column('b', 'number'),
      column('c', 'timestamp'),
      column('d', 'string'),
    ];
    expect(columnsComparedAsText(own, other)).toEqual(['a', 'd']);
    expect(columnsComparedAsText([column('e', 'number')], [])).toEqual([]);
    expect(columnsComparedAsText([column('f', 'empty')], [column('f', 'time')])).toEqual([]);
  });
});
