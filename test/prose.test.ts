import { expect, it } from 'vitest';
import { hardSentences, markdownBlocks, retiredWords, sentencesOf, stringBlocks, wordCount } from './prose';

it('a full stop ends a sentence; a semicolon, a colon, a dash and a point inside a name end none', () => {
  expect(sentencesOf('Drop a.csv: it opens; then — look. Next. `x` is 1.5 e.g. Two? “Yes.” No')).toEqual([
    'Drop a.csv: it opens; then — look.',
    'Next.',
    '`x` is 1.5 e.g. Two?',
    '“Yes.”',
    'No',
  ]);
  expect(sentencesOf('--a reads. --b writes. full: both. See b. then c.')).toEqual([
    '--a reads.',
    '--b writes.',
    'full: both.',
    'See b. then c.',
  ]);
});

it('words stand between spaces, code is one word, and so is a shape in braces', () => {
  expect(wordCount('Run `npm run -s x` — then, at last, stop · 2 times.')).toBe(8);
  expect(wordCount('Prints {a, b: [{c, d}]} as it is.')).toBe(5);
});

it('items, headings and cells count separately, links by their text, code blocks not', () => {
  const text =
    '# Title\nOne\nline.\n- a [b c](d.md)\n  more\n- e\n\n```sh\nnot this\n```\n| f `a|b` | g |\n| --- | :-: |\n| h | |\n';
  expect(markdownBlocks(text)).toEqual(['Title', 'One line.', 'a b c more', 'e', 'f `a¦b`', 'g', 'h']);
});

it('strings, templates and the text between tags count; names do not', () => {
  const module =
    "const a = 'one two'; const b = 'name'; const c = `has ${a} rows`; const d = <p>three four</p>;";
  expect(stringBlocks('x.tsx', module)).toEqual(['one two', 'has `…` rows', 'three four']);
});

it('a glossary retires what stands in quotation marks in its last column', () => {
  const glossary =
    '| word | meaning | not |\n| --- | --- | --- |\n| digest | A “sum”. | “checksum”, “sum of” |\n| b | c | |\n';
  expect(retiredWords(glossary)).toEqual(['checksum', 'sum of']);
});

it('a sentence is hard with 31 words, or with a retired word outside code', () => {
  const words = (count: number): string => `${'a '.repeat(count - 1)}a.`;
  expect(hardSentences([`${words(30)} A ${words(30)}`], [])).toEqual([`31 words: A ${words(30)}`]);
  expect(hardSentences(['The Checksum is `checksum`. Checksums are. A `checksum`.'], ['checksum'])).toEqual([
    '“checksum”: The Checksum is `checksum`.',
  ]);
});
