import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingKey } from '../../src/profile/readerVersion';
import { tableLimits } from '../../src/profile/tablePart';
import { TablePartBuilder } from '../../src/profile/tablePartBuilder';
import { defaultReadOptions } from '../../src/table/schema';
import type { Digest } from '../../src/versioning/digest';
import { finish, finishColumn, partOf, textPartOf } from './partOf';

const cell = fc.oneof(
  fc.constantFrom(null, '', 'a', 'b', 1, 2.5, true, '007', 'x'.repeat(40), 'São'),
  fc.string(),
  fc.integer(),
  fc.double(),
);
const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 });
const names = ['b', 'a', '__proto__'];
const digestOf = (table: { names: readonly string[]; rows: readonly (readonly unknown[])[] }): string =>
  finish([partOf(table)]).reading.logicalDigest;

describe('the logical digest', () => {
  it('[T12] ignores the order of rows, which the ordered row digest [T13] heeds', () => {
    fc.assert(
      fc.property(
        rows.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(digestOf({ names, rows: shuffled })).toBe(digestOf({ names, rows: list }));
        },
      ),
    );
    const one = finish([partOf({ names: ['x'], rows: [[1], [2]] })]).reading;
    const other = finish([partOf({ names: ['x'], rows: [[2], [1]] })]).reading;
    expect(one.logicalDigest).toBe(other.logicalDigest);
    expect(one.orderedRowDigest).not.toBe(other.orderedRowDigest);
  });

  it('[T10] ignores the order of columns', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const turned = list.map(([b, a, p]) => [p, b, a]);
        const one = finish([partOf({ names, rows: list })]).reading;
        const other = finish([partOf({ names: ['__proto__', 'b', 'a'], rows: turned })]).reading;
        expect(other.logicalDigest).toBe(one.logicalDigest);
        expect(other.orderedRowDigest).toBe(one.orderedRowDigest);
      }),
    );
  });

  it('[T12] changes with one cell, one row more, and another column name', () => {
    const base = digestOf({ names: ['a', 'b'], rows: [[1, 'x']] });
    const others = [
      digestOf({ names: ['a', 'b'], rows: [[1, 'y']] }),
      digestOf({ names: ['a', 'b'], rows: [['x', 1]] }),
      digestOf({
        names: ['a', 'b'],
        rows: [
          [1, 'x'],
          [null, null],
        ],
      }),
      digestOf({ names: ['a', 'c'], rows: [[1, 'x']] }),
      digestOf({ names: ['a', 'b', 'c'], rows: [[1, 'x', null]] }),
      digestOf({
        names: ['a', 'b'],
        rows: [
          [1, 'x'],
          [1, 'x'],
        ],
      }),
    ];
    expect(new Set([base, ...others]).size).toBe(7);
  });

  it('[T1] is one for text and typed values alike', () => {
    const typed = digestOf({ names: ['i', 'd', 'b', 't', 'n'], rows: [[1, 2.5, true, new Date(0), null]] });
    const text = finish([
      textPartOf(['i', 'd', 'b', 't', 'n'], ['1', '2.50', 'TRUE', '1970-01-01T01:00:00+01:00', '']),
    ]);
    expect(text.reading.logicalDigest).toBe(typed);
  });

  it('gives the vectors of SPEC.md', () => {
    const { reading } = finish([
      partOf({
        names: ['id', 'name'],
        rows: [
          [1, 'Ada'],
          [2, ''],
        ],
      }),
    ]);
    expect([reading.logicalDigest, reading.orderedRowDigest]).toEqual([
      'adee5c48df28838993feee1a201dc78d759d2a29abb72cb3b337aa69e295be43',
      'fc6e7f54244306db33a742d4756c954b48cc2ab9d6528cb82ea981ab78e412f5',
    ]);
  });
});

describe('the prefix digest', () => {
  const prefix = { rowCount: 2, columnNames: ['a', 'b'] };

  it('is the parent’s logical digest where rows and columns were only added', () => {
    const parent = finish([
      partOf({
        names: ['a', 'b'],
        rows: [
          [1, 'x'],
          [2, 'y'],
        ],
      }),
    ]).reading;
    const table = { names: ['b', 'new', 'a'], prefixColumns: prefix.columnNames };
    const child = [
      partOf({ ...table, rows: [['x', 10, 1]] }),
      partOf({
        ...table,
        rows: [
          ['y', 20, 2],
          ['z', 30, 3],
        ],
      }),
    ];
    expect(finish(child, prefix).reading.prefix?.logicalDigest).toBe(parent.logicalDigest);
    const longer = partOf({
      names: ['a', 'b'],
      prefixColumns: ['a', 'b'],
      rows: [
        [1, 'x'],
        [2, 'y'],
        [3, 'z'],
      ],
    });
    expect(longer.prefixHashes).toBeNull();
    expect(finish([longer], prefix).reading.prefix?.logicalDigest).toBe(parent.logicalDigest);
  });

  it('differs where a row changed, and is null where rows or columns went', () => {
    const parent = finish([
      partOf({
        names: ['a', 'b'],
        rows: [
          [1, 'x'],
          [2, 'y'],
        ],
      }),
    ]).reading;
    const changed = partOf({
      names: ['a', 'b'],
      rows: [
        [1, 'x'],
        [2, 'Y'],
        [2, 'y'],
      ],
    });
    expect(finish([changed], prefix).reading.prefix?.logicalDigest).not.toBe(parent.logicalDigest);
    expect(finish([partOf({ names: ['a', 'b'], rows: [[1, 'x']] })], prefix).reading.prefix).toBeNull();
    expect(finish([partOf({ names: ['a'], rows: [[1], [2]] })], prefix).reading.prefix).toBeNull();
  });

  it('holds over columns that come late', () => {
    const builder = new TablePartBuilder({ columnNames: ['a', 'b'], prefixColumns: ['a', 'b'] });
    builder.value(0, 1);
    builder.value(1, 'x');
    builder.endRow();
    const late = builder.addColumn('late');
    builder.value(0, 2);
    builder.value(1, 'y');
    builder.value(late, true);
    builder.endRow();
    const part = builder.finish();
    const parent = finish([
      partOf({
        names: ['a', 'b'],
        rows: [
          [1, 'x'],
          [2, 'y'],
        ],
      }),
    ]).reading;
    expect(part.ok && finish([part.value], prefix).reading.prefix?.logicalDigest).toBe(parent.logicalDigest);
  });
});

describe('column types [T14]', () => {
  const typeOf = (values: readonly unknown[], declared: Parameters<typeof finishColumn>[1] = null) => {
    const { reading } = finishColumn(values, declared);
    return [reading.columns[0]!.type, ...reading.warnings.map((warning) => warning.kind)];
  };
  const text = (...values: string[]) => {
    const { reading } = finish([textPartOf(['x'], ...values.map((value) => [value]))]);
    return [reading.columns[0]!.type, ...reading.warnings.map((warning) => warning.kind)];
  };

  it('come from the text of a format without types', () => {
    expect(text('1', '', '-2')).toEqual(['integer']);
    expect(text('1', '2.5')).toEqual(['number']);
    expect(text('true', 'FALSE')).toEqual(['boolean']);
    expect(text('2024-01-01')).toEqual(['date']);
    expect(text('2024-01-01', '2024-01-01 10:00')).toEqual(['timestamp']);
    expect(text('10:00')).toEqual(['time']);
    expect(text('', 'NaN')).toEqual(['number']);
    expect(text('1', 'NaN')).toEqual(['integer']);
    expect(text('1', ' 2.5', '+7')).toEqual(['number', 'looseNumbers']);
    expect(text('a', 'b')).toEqual(['string']);
  });

  it('leave what no type fits as it stands, with a warning', () => {
    expect(text('01234', '12345')).toEqual(['string', 'leadingZeros']);
    expect(text('1,5', '2', '1.234,75')).toEqual(['string', 'decimalComma']);
    expect(text('1', 'x', '3')).toEqual(['string', 'mixedColumn']);
    expect(text('true', '1')).toEqual(['string', 'mixedColumn']);
    expect(text('9007199254740993', '1')).toEqual(['integer', 'bigIntegers']);
    expect(text(...Array.from({ length: 99 }, (_, i) => `name ${i}`), '42')).toEqual(['string']);
  });

  it('follow what a format declares', () => {
    expect(typeOf(['123', '456'], 'string')).toEqual(['string']);
    expect(typeOf([1, 2], 'number')).toEqual(['number']);
    expect(typeOf([null], 'timestamp')).toEqual(['timestamp']);
    expect(typeOf(['123', 'true'])).toEqual(['string']);
    expect(typeOf(['2024-01-01'])).toEqual(['date']);
    expect(typeOf([[1], { a: 2 }])).toEqual(['nested']);
    expect(typeOf([1n, 9_007_199_254_740_993n], 'integer')).toEqual(['integer', 'bigIntegers']);
    expect(typeOf([new Date(0)], 'date')).toEqual(['date']);
  });

  it('keep integers past 2^53 exact at both ends', () => {
    const { profile } = finishColumn([
      9_007_199_254_740_993n,
      9_007_199_254_740_992n,
      -9_223_372_036_854_775_808n,
      5n,
    ]);
    expect(profile.columns[0]).toMatchObject({ min: '-9223372036854775808', max: '9007199254740993' });
    expect(profile.columns[0]!.distinct.count).toBe(4);
  });
});

describe('limits', () => {
  it('refuse too many columns and cells that are too long', () => {
    const wide = new TablePartBuilder({
      columnNames: Array.from({ length: tableLimits.columnCount + 1 }, (_, i) => `c${i}`),
    });
    expect(wide.finish()).toMatchObject({ ok: false, error: { kind: 'tooLarge' } });
    const long = new TablePartBuilder({ columnNames: ['x'] });
    long.value(0, 'x'.repeat(tableLimits.cellByteLength + 1));
    long.endRow();
    expect(long.finish()).toMatchObject({
      ok: false,
      error: { kind: 'tooLarge', message: expect.stringContaining('row 1') as string },
    });
  });

  it('a reading’s key depends on the bytes and every option', () => {
    const digest = 'a'.repeat(64) as Digest;
    const keys = [
      readingKey(digest, defaultReadOptions),
      readingKey('b'.repeat(64) as Digest, defaultReadOptions),
      readingKey(digest, { ...defaultReadOptions, skipBadRows: true }),
      readingKey(digest, { ...defaultReadOptions, delimiter: ';' }),
      readingKey(digest, { ...defaultReadOptions, hasHeader: false }),
    ];
    expect(new Set(keys).size).toBe(5);
  });
});
