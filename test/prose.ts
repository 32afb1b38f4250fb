import { parseSync, Visitor } from 'vite';

/** The longest sentence that a reader takes in at once, in words. */
export const longestSentence = 30;

const abbreviations = /\b(?:e\.g|i\.e|etc|vs|cf|No|St|pp|al|approx)\.$/;

/** The sentences of one block. A semicolon, a colon or a dash ends none; a full stop inside a name or a number ends none. What follows begins with a capital, a digit, a flag, or a label with a colon. */
export function sentencesOf(block: string): string[] {
  const text = block.replaceAll(/\s+/g, ' ').trim();
  const sentences: string[] = [];
  let start = 0;
  for (const end of text.matchAll(
    /[.!?…]["'”’)\]*_]*(?= ["'“‘([*_`]*(?:[\p{Lu}\p{N}`]|--\w|[\w-]+: )|$)/gu,
  )) {
    const stop = end.index + end[0].length;
    if (abbreviations.test(text.slice(start, stop))) continue;
    sentences.push(text.slice(start, stop).trim());
    start = stop;
  }
  const rest = text.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}

/** How many words a sentence has: what stands between spaces and holds a letter or a digit. Code in backticks is one word, and so is a shape in braces. */
export function wordCount(sentence: string): number {
  return withoutShapes(sentence.replaceAll(/`[^`]*`/g, 'code'))
    .split(/[\s—–]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function withoutShapes(sentence: string): string {
  const inner = sentence.replaceAll(/\{[^{}]*\}/g, 'shape');
  return inner === sentence ? sentence : withoutShapes(inner);
}

/** The blocks of a Markdown text whose sentences count: paragraphs, items, headings, and each cell of a table. Code and pictures are left out. */
export function markdownBlocks(text: string): string[] {
  const blocks: string[] = [];
  let block: string[] = [];
  const close = (): void => {
    if (block.length > 0) blocks.push(block.join(' '));
    block = [];
  };
  for (const line of withoutCode(text).split('\n')) {
    const words = line.replace(/^[>\s]+/, '');
    if (words.startsWith('|')) {
      close();
      blocks.push(...cellsOf(words));
      continue;
    }
    if (words === '' || /^(?:#{1,6} |[-*+] |\d+[.)] )/.test(words)) close();
    if (words !== '') block.push(words.replace(/^(?:#{1,6} |[-*+] |\d+[.)] )/, ''));
    if (/^#{1,6} /.test(words)) close();
  }
  close();
  return blocks.map(textOfLinks).filter((one) => /[\p{L}\p{N}]/u.test(one));
}

function withoutCode(text: string): string {
  return text
    .replaceAll(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gm, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '');
}

function cellsOf(row: string): string[] {
  return row
    .replaceAll(/`[^`]*`/g, (code) => code.replaceAll(/\\?\|/g, '¦'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
    .filter((cell) => !/^:?-*:?$/.test(cell));
}

function textOfLinks(block: string): string {
  return block.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

/** The texts that a module of TypeScript may show: its strings with a space in them, and what stands between its tags. What a template fills in is one word. */
export function stringBlocks(name: string, module: string): string[] {
  const blocks: string[] = [];
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') blocks.push(...value.split(/\n\s*\n/));
    },
    TemplateLiteral: ({ quasis }) => {
      blocks.push(
        ...quasis
          .map(({ value }) => value.cooked ?? value.raw)
          .join('`…`')
          .split(/\n\s*\n/),
      );
    },
    JSXText: ({ value }) => {
      blocks.push(value);
    },
  }).visit(parseSync(name, module).program);
  return blocks.filter((block) => /\S\s+\S/.test(block));
}

/** The words that a glossary retires, in the order of its rows: what stands in quotation marks in the last cell. */
export function retiredWords(glossary: string): string[] {
  return glossary
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) =>
      [...(cellsOf(line).at(-1) ?? '').matchAll(/“([^”]+)”/g)].map(([, word]) => word ?? ''),
    );
}

/** What a reader would have to read twice: long sentences, and sentences with a retired word. */
export function hardSentences(blocks: readonly string[], retired: readonly string[]): string[] {
  const words = retired.map((word) => new RegExp(`(?<![\\p{L}\\p{N}-])${word}(?![\\p{L}\\p{N}-])`, 'iu'));
  return blocks.flatMap(sentencesOf).flatMap((sentence) => {
    const count = wordCount(sentence);
    const plain = sentence.replaceAll(/`[^`]*`/g, '');
    const found = retired.filter((_, at) => words[at]?.test(plain) === true);
    return [
      ...(count > longestSentence ? [`${String(count)} words: ${sentence}`] : []),
      ...found.map((word) => `“${word}”: ${sentence}`),
    ];
  });
}
