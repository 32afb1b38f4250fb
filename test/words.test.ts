import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hardSentences, markdownBlocks, retiredWords, stringBlocks } from './prose';

const root = path.resolve(import.meta.dirname, '..');

/** Generated from strings, a plan, the words themselves, a list of what was, and a licence in its own words. */
const leftOut = new Set([
  'docs/cli.md',
  'docs/plan.md',
  'docs/glossary.md',
  'CHANGELOG.md',
  'src/formats/odcs/schemas/NOTICE.md',
]);

/** Modules that hold the text of another program. */
const programs = new Set(['src/cli/sqlThread.ts', 'src/cli/watchdog.ts']);

const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .filter((name) => ending.test(name));
}

const retired = retiredWords(read('docs/glossary.md'));

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...filesBelow('docs', /\.md$/),
  ...filesBelow('src', /\.md$/),
].filter((name) => !leftOut.has(name));

const folders = [
  'src/cli',
  'src/operations',
  'src/state',
  'src/drift',
  'src/storage',
  'src/workers',
  ...readdirSync(path.join(root, 'src/ui')).map((name) => `src/ui/${name}`),
].filter((name) => !path.extname(name));

function hardIn(name: string): string[] {
  if (documents.includes(name)) return hardSentences(markdownBlocks(read(name)), retired);
  const files = filesBelow(name, /\.tsx?$/).filter((file) => !programs.has(file));
  return files.flatMap((file) =>
    hardSentences(stringBlocks(file, read(file)), retired).map((hard) => `${file}: ${hard}`),
  );
}

it.each([...documents, ...folders])('%s has no long sentence and no retired word', (name) => {
  expect(hardIn(name)).toEqual([]);
});
