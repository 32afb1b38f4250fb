import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { readSampleTable } from '../../../src/formats/samples/readSampleTable';
import { runAtOnce } from '../../../src/lib/steps';

const read = (path: string, text: string) =>
  runAtOnce(readSampleTable(path, nodeText.encode(text), nodeText));
const table = (path: string, text: string) => {
  const result = read(path, text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('a table of samples', () => {
  it('is read from CSV, with quotes, a mark, other delimiters and missing cells', () => {
    expect(table('s.csv', '\ufeffcase,score\n"a, 1",0.5\nb,\n')).toEqual({
      columnNames: ['case', 'score'],
      rows: [
        ['a, 1', '0.5'],
        ['b', null],
      ],
    });
    expect(table('s.tsv', 'x\ty\n1\t2\n').columnNames).toEqual(['x', 'y']);
    expect(table('s.csv', '1\n2\n3\n')).toEqual({ columnNames: ['column1'], rows: [['1'], ['2'], ['3']] });
  });

  it('is read from JSON: objects, lines, a list of numbers, an object of lists', () => {
    const rows = [
      ['a', '1'],
      ['b', null],
    ];
    expect(table('s.json', '[{"id":"a","ms":1},{"id":"b"}]')).toEqual({ columnNames: ['id', 'ms'], rows });
    expect(table('s.jsonl', '{"id":"a","ms":1}\n{"id":"b"}\n')).toEqual({ columnNames: ['id', 'ms'], rows });
    expect(table('s.json', '[1, 2.5]')).toEqual({ columnNames: ['value'], rows: [['1'], ['2.5']] });
    expect(table('s.json', '{"ms":[1,2],"mae":[3],"note":{}}')).toEqual({
      columnNames: ['ms', 'mae'],
      rows: [
        ['1', '3'],
        ['2', null],
      ],
    });
    expect(table('s.json', '{"mae":0.25}')).toEqual({ columnNames: ['mae'], rows: [['0.25']] });
    expect(table('s.json', '[{"__proto__":1}]')).toEqual({ columnNames: ['__proto__'], rows: [['1']] });
  });

  it('is refused with the place of its fault', () => {
    expect(read('s.csv', 'a,b\n1,2\n3\n')).toMatchObject({ error: { kind: 'raggedRow', line: 3 } });
    expect(read('s.json', '[1,\n2')).toMatchObject({ error: { kind: 'malformedJson', line: 2 } });
    expect(read('s.json', '[[1]]')).toMatchObject({ error: { kind: 'malformedJson' } });
    expect(read('s.csv', '')).toMatchObject({ error: { kind: 'unsupported' } });
  });
});
