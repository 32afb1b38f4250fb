import { describe, expect, it } from 'vitest';
import { ingestBytes } from '../ingestBytes';

describe('JSON Lines', () => {
  it('are rows, and keys that come late are columns that were missing before', async () => {
    const { table } = await ingestBytes('a.jsonl', '{"a":1}\n\n{"b":"x","a":2}\r\n{"c":[1]}');
    expect(table?.reading).toMatchObject({
      rowCount: 3,
      columns: [
        { name: 'a', type: 'integer', nullable: true },
        { name: 'b', type: 'string', nullable: true },
        { name: 'c', type: 'nested', nullable: true },
      ],
    });
  });

  it('give the same however the file comes in pieces', async () => {
    const text = Array.from({ length: 200 }, (_, index) => `{"id":${index},"name":"ä${index % 7}"}\n`).join(
      '',
    );
    const whole = await ingestBytes('a.jsonl', text);
    for (const pieceByteLength of [1, 13, 100]) {
      const cut = await ingestBytes('a.jsonl', text, { pieceByteLength });
      // The first piece alone tells that the lines are records; a head of a byte does not.
      if (cut.table) expect(cut.table.reading).toEqual(whole.table?.reading);
    }
    expect(whole.table?.reading.rowCount).toBe(200);
  });

  it('keep integers past 2^53', async () => {
    const { table } = await ingestBytes('a.jsonl', '{"id":9007199254740993}\n');
    expect(table?.profile.columns[0]).toMatchObject({ type: 'integer', min: '9007199254740993' });
  });

  it.each([
    ['{"a":1}\n{"a":2]\n', { kind: 'malformedJson', line: 2, column: 7 }],
    ['{"a":1}\n[1]\n', { kind: 'malformedJson', line: 2, column: 1 }],
    ['{"a":1}\n{"a":1} {"a":2}\n', { kind: 'malformedJson', line: 2, column: 9 }],
    ['{"a":1}\n\n{"a":"unfinished', { kind: 'malformedJson', line: 3 }],
  ])('refuse %j with the place', async (text, failure) => {
    expect((await ingestBytes('a.jsonl', text)).failure).toMatchObject(failure);
  });

  it('refuse bytes that are not UTF-8, with line and byte', async () => {
    const bytes = Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.from([0xe4]), Buffer.from('"}\n')]);
    expect((await ingestBytes('a.jsonl', bytes)).failure).toMatchObject({
      kind: 'undecodableText',
      line: 2,
      byteOffset: 14,
    });
  });

  it('are read around where that is asked for, and the lines are named', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":1}\nnonsense\n{"a":"'),
      Buffer.from([0xe4]),
      Buffer.from('"}\n{"a":4}\n'),
    ]);
    const { table } = await ingestBytes('a.jsonl', bytes, { options: { skipBadRows: true } });
    expect(table?.reading.rowCount).toBe(2);
    expect(table?.reading.warnings).toContainEqual({ kind: 'skippedRows', count: 2, firstLines: [2, 3] });
  });

  it('may begin with a byte order mark, and hold names that trip objects', async () => {
    const { table } = await ingestBytes('a.jsonl', '\uFEFF{"__proto__":1,"constructor":2,"<b>":3}\n');
    expect(table?.reading.columns.map((column) => column.name)).toEqual(['__proto__', 'constructor', '<b>']);
  });
});
