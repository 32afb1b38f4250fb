import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { boundProfile } from '../../src/profile/boundProfile';
import { partitionedTable } from '../../src/profile/partitionedTable';
import { runsOf } from '../../src/profile/partRuns';
import type { FinishedTable } from '../../src/profile/tablePart';
import { defaultReadOptions } from '../../src/table/schema';
import type { Digest } from '../../src/versioning/digest';
import { nodeHashers } from '../table/nodeHashers';
import { finish, textPartOf } from './partOf';

type Rows = readonly (readonly string[])[];

const table = (names: readonly string[], rows: Rows): FinishedTable => finish([textPartOf(names, ...rows)]);
const input = { digest: 'd'.repeat(64) as Digest, options: defaultReadOptions, hashers: nodeHashers };

function parted(parts: Readonly<Record<string, FinishedTable>>) {
  const pieces = Object.entries(parts).map(([path, { reading }]) => ({ path, reading }));
  return partitionedTable(
    pieces,
    Object.values(parts).map(({ profile }) => profile),
    input,
  );
}

function whole(parts: Readonly<Record<string, FinishedTable>>): FinishedTable {
  const made = parted(parts);
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

const columnOf = ({ profile }: FinishedTable, name: string) =>
  profile.columns.find((column) => column.name === name)!;

describe('[P12] runs of parts', () => {
  const digest = (start: string): Digest => start.padEnd(64, '0') as Digest;

  it('end behind a part whose digest begins with a byte of a multiple of 32', () => {
    const parts = ['01', '20', '21', 'e0', '40', '5f'].map(digest);
    expect(runsOf(parts, (part) => part)).toEqual([
      ['01', '20'].map(digest),
      ['21', 'e0'].map(digest),
      [digest('40')],
      [digest('5f')],
    ]);
    expect(runsOf([], (part: Digest) => part)).toEqual([]);
  });

  it('are the same around a new part but for one', () => {
    const parts = Array.from({ length: 300 }, (_, at) =>
      createHash('sha256').update(String(at)).digest('hex'),
    ) as Digest[];
    const before = new Set(runsOf(parts, (part) => part).map((run) => run.join()));
    const more = parts.toSpliced(150, 0, digest('01'));
    const fresh = runsOf(more, (part) => part).filter((run) => !before.has(run.join()));
    expect(before.size).toBeGreaterThan(4);
    expect(fresh).toHaveLength(1);
  });
});

describe('[T18] a folder of files taken as one table', () => {
  it('has the rows of all files, and its partition columns last', () => {
    const made = whole({
      'dt=2026-01-01/a.csv': table(
        ['id', 'x'],
        [
          ['1', '2.5'],
          ['2', ''],
        ],
      ),
      'dt=2026-01-02/a.csv': table(['id', 'x'], [['3', '4']]),
    });
    expect(made.reading).toMatchObject({
      rowCount: 3,
      format: 'partitioned csv',
      digest: input.digest,
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'x', type: 'number', nullable: true },
        { name: 'dt', type: 'date', nullable: false },
      ],
      warnings: [],
    });
    const dt = columnOf(made, 'dt');
    expect(dt.frequent.items).toEqual([
      { value: '2026-01-01', count: 2 },
      { value: '2026-01-02', count: 1 },
    ]);
    expect(dt).toMatchObject({ min: '2026-01-01', max: '2026-01-02', nullCount: 0 });
    expect(dt.numbers?.count).toBe(3);
  });

  it('has the profile that its rows would have in one file, with what the paths say as a column', () => {
    const cell = fc.constantFrom('1', '2', '3.5', '', 'x');
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 4 }), (files) => {
        const parts = Object.fromEntries(
          files.map((own, at) => [`k=${at}/f.csv`, table(['a', 'b'], own)] as const),
        );
        const all = table(
          ['a', 'b', 'k'],
          files.flatMap((own, at) => own.map((cells) => [...cells, String(at)])),
        );
        const made = whole(parts);
        expect(made.reading.columns).toEqual(all.reading.columns);
        for (const column of all.profile.columns) {
          const own = columnOf(made, column.name);
          const { numbers, lengths, ...rest } = column;
          expect(own).toMatchObject(rest);
          expect(own.numbers?.quantiles).toEqual(numbers?.quantiles);
          expect(own.numbers?.mean ?? 0).toBeCloseTo(numbers?.mean ?? 0, 9);
          expect(own.lengths?.mean ?? 0).toBeCloseTo(lengths?.mean ?? 0, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has digests that heed partitions, and not names, order or formats of the files', () => {
    const [one, two] = [table(['a'], [['1']]), table(['a'], [['2']])];
    const made = whole({ 'k=1/x.csv': one, 'k=2/y.csv': two }).reading;
    const renamed = whole({ 'k=1/other.csv': one, 'k=2/x.csv': two }).reading;
    const swapped = whole({ 'k=1/x.csv': two, 'k=2/y.csv': one }).reading;
    const turned = whole({ 'k=2/a.csv': two, 'k=1/b.csv': one }).reading;
    expect(renamed.logicalDigest).toBe(made.logicalDigest);
    expect(renamed.orderedRowDigest).toBe(made.orderedRowDigest);
    expect(swapped.logicalDigest).not.toBe(made.logicalDigest);
    expect(turned.logicalDigest).toBe(made.logicalDigest);
    expect(turned.orderedRowDigest).not.toBe(made.orderedRowDigest);
    const lines = [one, two].map(({ reading }, at) => `["${at + 1}","${reading.logicalDigest}"]\n`);
    const expected = createHash('sha256')
      .update(`throughline.table.parts.logical.2\n["a","k"]\n${lines.sort().join('')}`)
      .digest('hex');
    expect(made.logicalDigest).toBe(expected);
  });

  it('does not change its logical digest by a part without rows', () => {
    const one = table(['a'], [['1']]);
    const empty = table(['a'], []);
    expect(whole({ 'x.csv': one, 'y.csv': empty }).reading.logicalDigest).toBe(
      whole({ 'x.csv': one }).reading.logicalDigest,
    );
  });

  it('takes a column that is text in one file for text, where all values are known', () => {
    const made = whole({
      'a.csv': table(['code'], [['12'], ['7']]),
      'b.csv': table(['code'], [['x1']]),
    });
    expect(made.reading.columns).toEqual([{ name: 'code', type: 'string', nullable: false }]);
    expect(made.reading.warnings).toEqual([
      { kind: 'mixedColumn', column: 'code', detail: 'string in 1 file, integer in 1 file' },
    ]);
    // lengths 2, 1, 2
    expect(columnOf(made, 'code')).toMatchObject({
      min: '12',
      max: 'x1',
      numbers: null,
      lengths: { min: 1, max: 2 },
    });
  });

  it('refuses such a column where values are not known', () => {
    const many = table(
      ['code'],
      Array.from({ length: 5000 }, (_, at) => [String(at)]),
    );
    const made = parted({ 'a.csv': many, 'b.csv': table(['code'], [['x1']]) });
    expect(made).toMatchObject({
      ok: false,
      error: {
        message:
          'the column code is integer in a.csv and string in b.csv: the files of one table have one schema',
      },
    });
  });

  it('has nulls where a file lacks a column, and says so', () => {
    const made = whole({
      'a.csv': table(
        ['a', 'b'],
        [
          ['1', '2'],
          ['3', '4'],
        ],
      ),
      'b.csv': table(['a', 'b', 'c'], [['5', '6', '7']]),
    });
    expect(columnOf(made, 'c')).toMatchObject({ rowCount: 3, nullCount: 2 });
    expect(made.reading.columns[2]).toEqual({ name: 'c', type: 'integer', nullable: true });
    expect(made.reading.warnings).toEqual([
      { kind: 'other', message: 'c: missing in 1 file of 2, so it is null there' },
    ]);
  });

  it('refuses files of other tables, and paths of other partitions', () => {
    const other = parted({ 'a.csv': table(['a'], [['1']]), 'b.csv': table(['b', 'c'], [['1', '2']]) });
    expect(other).toMatchObject({
      ok: false,
      error: { message: 'a.csv has 1 of the 3 columns of all files: they are not of one table' },
    });
    const paths = parted({ 'k=1/a.csv': table(['a'], [['1']]), 'b.csv': table(['a'], [['1']]) });
    expect(paths).toMatchObject({
      ok: false,
      error: { message: 'k=1/a.csv has the partition columns k, and b.csv has none' },
    });
    expect(parted({}).ok).toBe(false);
  });

  it('keeps a column of the files where a folder is called the same', () => {
    const made = whole({ 'a=9/x.csv': table(['a'], [['1']]) });
    expect(made.reading.columns.map(({ name }) => name)).toEqual(['a']);
    expect(columnOf(made, 'a').max).toBe('1');
  });

  it('[P12] holds no more values than the profile of one file, within the error that it states', () => {
    const numbers = (from: number, size: number): FinishedTable =>
      table(
        ['x'],
        Array.from({ length: size }, (_, at) => [String((from + at) / 7)]),
      );
    const made = whole({ 'a.csv': numbers(0, 12_000), 'b.csv': numbers(100_000, 12_000) });
    const { quantiles, count } = columnOf(made, 'x').numbers!;
    expect(quantiles.values.length).toBeLessThanOrEqual(4096);
    expect(quantiles.weights.reduce((sum, weight) => sum + weight)).toBe(count);
    expect(quantiles.maxRankError).toBeGreaterThan(0);
    expect(quantiles.maxRankError).toBeLessThan(0.001);
    // The values of both files lie apart.
    expect(columnOf(made, 'x').distinct).toEqual({ count: 24_000, isExact: true, relativeError: 0 });
    expect(boundProfile(made.profile)).toEqual(made.profile);
  });
});
