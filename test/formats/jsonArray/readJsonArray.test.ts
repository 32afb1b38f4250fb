import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { readJsonArray } from '../../../src/formats/jsonArray/readJsonArray';
import type { ReadFailure } from '../../../src/table/reading';
import { defaultReadOptions } from '../../../src/table/schema';

async function* cut(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.subarray(at, at + size));
}

async function read(
  text: string | Uint8Array,
  size = 1_000_000,
): Promise<{ rowCount: number; columns: readonly string[]; failure: ReadFailure | null }> {
  let rowCount = 0;
  const outcome = await readJsonArray(cut(text, size), {
    options: defaultReadOptions,
    nextPart: () => ({}),
    text: nodeText,
    cancellation: new AbortController().signal,
    onPart: (part) => (rowCount += part.rowCount),
  });
  return outcome.ok
    ? { rowCount, columns: outcome.value.columnNames, failure: null }
    : { rowCount, columns: [], failure: outcome.error };
}

describe('a JSON array of objects', () => {
  it.each([1, 2, 3, 7, 1000])('is read in pieces of %i bytes as it is whole', async (size) => {
    const text = ' [ {"a": "], [ \\" \\\\", "b": [1, {"c": "}"}]},\n {"ä": null} , {} ] \n';
    expect(await read(text, size)).toEqual({ rowCount: 3, columns: ['a', 'b', 'ä'], failure: null });
  });

  it('may be empty, and may begin with a byte order mark', async () => {
    expect(await read('[]')).toMatchObject({ rowCount: 0, failure: null });
    expect(await read('\uFEFF[ ]\n', 1)).toMatchObject({ rowCount: 0, failure: null });
  });

  it.each([
    ['[{"a":1},]', { kind: 'malformedJson', line: 1 }],
    ['[,{"a":1}]', { kind: 'malformedJson', line: 1 }],
    ['[{"a":1}\n{"a":2}]', { kind: 'malformedJson', line: 2, column: 1, byteOffset: 9 }],
    ['[{"a":1},\n{"a":tru}]', { kind: 'malformedJson', line: 2, column: 6 }],
    ['[{"a":1}, 5]', { kind: 'malformedJson', message: expect.stringContaining('element 2') as string }],
    ['[{"a":1}', { kind: 'malformedJson', message: expect.stringContaining('ends') as string }],
    ['[{"a":1', { kind: 'malformedJson', byteOffset: 7 }],
    ['[{"a":1}] x', { kind: 'malformedJson', byteOffset: 10 }],
    ['[{"a":1}] []', { kind: 'malformedJson', byteOffset: 10 }],
    ['[}', { kind: 'malformedJson' }],
    ['x[{"a":1}]', { kind: 'malformedJson', byteOffset: 0 }],
    ['{"a":[{}]}', { kind: 'malformedJson' }],
    ['', { kind: 'malformedJson' }],
  ])('is refused as %j, with the place', async (text, failure) => {
    for (const size of [1, 4, 1000]) expect((await read(text, size)).failure).toMatchObject(failure);
  });

  it('is refused where a byte is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('[{"a":1},\n{"a":"'), Buffer.from([0xff]), Buffer.from('"}]')]);
    expect((await read(bytes)).failure).toMatchObject({ kind: 'undecodableText', line: 2, byteOffset: 16 });
  });
});
