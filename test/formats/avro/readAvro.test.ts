import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/lib/json';
import { ingestBytes } from '../ingestBytes';
import { tableTexts } from '../tableTexts';
import { writtenFiles } from './writtenFiles';

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

/** Some cells of the rows that fastavro was given; an empty text for null. */
const expected = Array.from({ length: 5 }, (_, i) => ({
  id: String(i * 2 ** 40 * (i % 2 === 0 ? 1 : -1)),
  price: ['0.00', '-0.25', '0.50', '-0.75', '1.00'][i],
  name: i % 3 === 0 ? '' : `n${i} é`,
  day: ['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02', '2024-03-03'][i],
  local: '1969-12-31T23:59:59.500',
  clock: '01:02:03.004',
  again: 'b',
  tags: JSON.stringify(Array.from({ length: i % 3 }, () => 't')),
}));

describe('an Avro file', () => {
  it.each(Object.entries(writtenFiles))('that is %s has the rows that fastavro wrote', async (_, file) => {
    const { table, format } = await ingestBytes('orders.avro', bytesOf(file));
    expect(format).toBe('avro');
    const types = Object.fromEntries(table!.reading.columns.map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({
      id: 'integer',
      price: 'number',
      ratio: 'number',
      f: 'number',
      ok: 'boolean',
      name: 'string',
      day: 'date',
      at: 'timestamp',
      local: 'timestamp',
      clock: 'time',
      kind: 'string',
      tags: 'nested',
      more: 'nested',
      inner: 'nested',
    });
    const rows = await tableTexts('orders.avro', bytesOf(file));
    const names = Object.keys(expected[0]!);
    expect(rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])))).toEqual(expected);
  });

  it('is the same table, plain or packed', async () => {
    const [plain, packed] = await Promise.all(
      [writtenFiles.plain, writtenFiles.deflate].map((file) => ingestBytes('a.avro', bytesOf(file))),
    );
    expect(packed!.table!.reading.logicalDigest).toBe(plain!.table!.reading.logicalDigest);
  });
});

const long = (value: number): number[] => {
  let zigzag = value >= 0 ? value * 2 : -value * 2 - 1;
  const bytes: number[] = [];
  for (; zigzag >= 128; zigzag = Math.floor(zigzag / 128)) bytes.push((zigzag % 128) + 128);
  return [...bytes, zigzag];
};
const text = (value: string): number[] => [...long(Buffer.byteLength(value)), ...Buffer.from(value)];
const mark = Array.from({ length: 16 }, (_, index) => index);
const written = (schema: Json, rowCount: number, block: readonly number[], codec = 'null') =>
  Uint8Array.from([
    ...Buffer.from('Obj\u0001'),
    ...long(2),
    ...text('avro.schema'),
    ...text(JSON.stringify(schema)),
    ...text('avro.codec'),
    ...text(codec),
    ...long(0),
    ...mark,
    ...long(rowCount),
    ...long(block.length),
    ...block,
    ...mark,
  ]);
const recordOf = (type: Json): Json => ({ type: 'record', name: 'R', fields: [{ name: 'a', type }] });
const failureOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const { failure } = await ingestBytes('a.avro', bytes);
  return failure ? `${failure.kind}: ${failure.message}` : 'read';
};

describe('a hostile Avro file', () => {
  it.each([
    ['has billions of rows of nothing', recordOf('null'), 4_000_000_000, [], /^tooLarge: .*says that it has/],
    [
      'has a list of millions of nothing',
      recordOf({ type: 'array', items: 'null' }),
      1,
      long(2 ** 40),
      /^tooLarge: .*cells hold more/,
    ],
    ['has a type that holds itself', recordOf('R'), 1, [], /^malformedAvro: .*nested deeper/],
    [
      'has a text that is longer than its block',
      recordOf('string'),
      1,
      long(2 ** 30),
      /^malformedAvro: .*behind its block/,
    ],
    ['ends before its rows', recordOf('double'), 3, [0, 0], /^malformedAvro/],
    ['names a type that is none', recordOf('Nothing'), 0, [], /^malformedAvro: .*does not define/],
    ['has rows that are no records', 'long', 1, [2], /^unsupported: .*no columns/],
  ])('that %s is refused in words', async (_, schema, rowCount, block, words) => {
    expect(await failureOf(written(schema, rowCount, block))).toMatch(words);
  });

  it('that is packed in a codec that is not known says which', async () => {
    expect(await failureOf(written(recordOf('long'), 1, [2], 'xz'))).toMatch(/^unsupported: .*packed in xz/);
  });

  it('that inflates without end is refused before that is held', async () => {
    const { deflateRawSync } = await import('node:zlib');
    const block = [...deflateRawSync(Buffer.alloc(270 * 1024 * 1024))];
    expect(await failureOf(written(recordOf('bytes'), 1, block, 'deflate'))).toMatch(/^tooLarge/);
  });
});
