import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'vite';
import { expect, it } from 'vitest';

const sourceFolder = path.resolve(import.meta.dirname, '../src');
const longestLineCount = 60;

/** Functions that stay longer, each with its reason. */
const reasons: Readonly<Record<string, string>> = {
  'formats/arrow/schema.ts:readType': 'a case for each type of the format, as its description lists them',
  'formats/csv/readCsvPiece.ts:#readPlainRows':
    'the loop over every byte of a text, in which a call would cost a part of the time',
  'state/createServices.ts:createServices': 'the list of what a page can ask for, a line or two each',
  'storage/chunkCompression.ts:compressChunk': 'the loop over every byte of a chunk, as above',
  'storage/chunkStore.ts:openChunkStore': 'one object whose methods share a database that is opened once',
  'storage/dexieStore.ts:transactionOver': 'one object with the methods of the port, a line or two each',
  'storage/openDatabase.ts:openAtFirstUse':
    'one object whose methods share a connection that may close at any time',
  'table/murmurHash3.ts:murmurHash3': 'one published algorithm, in its order',
  'workers/pool.ts:createWorkerPool': 'one machine of states: who waits, who runs, who is ended',
};

/** `name:function` of each function of a module that has too many lines; one without a name counts to the named one around it. */
function longFunctions(name: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: Readonly<{ start: number; end: number; id?: { name: string } | null }>): void => {
    if (text.slice(node.start, node.end).split('\n').length <= longestLineCount) return;
    const before = /([\w#]+)\s*(?:=|:)?\s*(?:async\s*)?$/.exec(
      text.slice(Math.max(0, node.start - 80), node.start),
    )?.[1];
    const own = node.id?.name ?? before;
    if (own !== undefined) found.push(`${name}:${own}`);
  };
  new Visitor({
    FunctionDeclaration: visit,
    FunctionExpression: visit,
    ArrowFunctionExpression: visit,
  }).visit(parseSync(name, text).program);
  return found;
}

it('functions have at most 60 lines, but those that have a reason', () => {
  const long = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => longFunctions(name, readFileSync(path.join(sourceFolder, name), 'utf8')));
  expect(long.toSorted()).toEqual(Object.keys(reasons).toSorted());
});

it('a long function is found by its name', () => {
  const lines = '\n'.repeat(61);
  const text = `function a() {${lines}}\nconst b = () => {${lines}};\nclass C { d() {${lines}} }\nfunction e() {}`;
  expect(longFunctions('x.ts', text)).toEqual(['x.ts:a', 'x.ts:b', 'x.ts:d']);
});
