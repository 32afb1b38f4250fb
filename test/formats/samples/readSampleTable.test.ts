import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { nodeIngestPorts, nodeText } from '../../../src/cli/nodePorts';
import { readSampleTable } from '../../../src/formats/samples/readSampleTable';

const read = (path: string, content: string | Uint8Array<ArrayBuffer>) => {
  const bytes = typeof content === 'string' ? nodeText.encode(content) : content;
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  };
  const never = { aborted: false, throwIfAborted: () => undefined };
  return readSampleTable(source, path, nodeIngestPorts, never);
};
const table = async (path: string, content: string | Uint8Array<ArrayBuffer>) => {
  const result = await read(path, content);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('a table of samples', () => {
  it('is read from CSV, with quotes, a mark, other delimiters and missing cells', async () => {
    expect(await table('s.csv', '\ufeffcase,score\n"a, 1",0.5\nb,\n')).toEqual({
      columnNames: ['case', 'score'],
      rows: [
        ['a, 1', '0.5'],
        ['b', null],
      ],
    });
    expect((await table('s.tsv', 'x\ty\n1\t2\n')).columnNames).toEqual(['x', 'y']);
    expect(await table('s.csv.gz', gzipSync('score\n0.50\n1e-3\n'))).toEqual({
      columnNames: ['score'],
      rows: [['0.5'], ['0.001']],
    });
    expect(await table('s.csv', '1\n2\n3\n')).toEqual({
      columnNames: ['column1'],
      rows: [['1'], ['2'], ['3']],
    });
  });

  it('is read from JSON: objects, lines, a list of numbers, an object of lists', async () => {
    const rows = [
      ['a', '1'],
      ['b', null],
    ];
    expect(await table('s.json', '[{"id":"a","ms":1},{"id":"b"}]')).toEqual({
      columnNames: ['id', 'ms'],
      rows,
    });
    expect(await table('s.jsonl', '{"id":"a","ms":1}\n{"id":"b"}\n')).toEqual({
      columnNames: ['id', 'ms'],
      rows,
    });
    expect(await table('s.json', '[1, 2.5]')).toEqual({ columnNames: ['value'], rows: [['1'], ['2.5']] });
    expect(await table('s.json', '{"ms":[1,2],"mae":[3],"note":{}}')).toEqual({
      columnNames: ['ms', 'mae'],
      rows: [
        ['1', '3'],
        ['2', null],
      ],
    });
    expect(await table('s.json', '{"mae":0.25}')).toEqual({ columnNames: ['mae'], rows: [['0.25']] });
    expect(await table('s.json', '[{"__proto__":1}]')).toEqual({ columnNames: ['__proto__'], rows: [['1']] });
  });

  it('has the text of a column that is not of numbers, and one form of each number of one that is', async () => {
    expect((await table('s.csv', 'section,score\n1.10,0.50\n1.1,5e-1\n2a,+0.5\n')).rows).toEqual([
      ['1.10', '0.5'],
      ['1.1', '0.5'],
      ['2a', '0.5'],
    ]);
  });

  it('takes what Python writes for no number in JSON as missing, and leaves strings alone', async () => {
    const lines = '{"id":"NaN","ms":NaN}\n{"id":"-Infinity \\" NaN","ms":-Infinity}\n{"id":"c","ms":2}\n';
    expect((await table('s.jsonl', lines)).rows).toEqual([
      ['NaN', null],
      ['-Infinity " NaN', null],
      ['c', '2'],
    ]);
    expect((await table('s.json', '{"ms":[1,NaN,Infinity]}')).rows).toEqual([['1'], [null], [null]]);
    const broken = '{"ms":NaN}\n{"ms":}\n';
    expect(await read('s.jsonl', broken)).toMatchObject({ error: { kind: 'malformedJson', line: 2 } });
  });

  it('is refused with the place of its fault', async () => {
    expect(await read('s.csv', 'a,b\n1,2\n3\n')).toMatchObject({ error: { kind: 'raggedRow', line: 3 } });
    expect(await read('s.json', '[1,\n2')).toMatchObject({ error: { kind: 'malformedJson', line: 2 } });
    expect(await read('s.json', '[[1]]')).toMatchObject({ error: { kind: 'malformedJson' } });
    expect(await read('s.png', '\u0000 no table')).toMatchObject({ error: { kind: 'unsupported' } });
    // Nothing is at fault with nothing; there is just no column to choose.
    expect(await table('s.csv', '')).toEqual({ columnNames: [], rows: [] });
  });
});
