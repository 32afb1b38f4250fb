import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { asciiOf } from '../../../src/formats/git/gitFolder';
import { ignoreRules } from '../../../src/formats/git/ignoreRules';
import { hasGit, TestFolder } from './repositories';

interface Tree {
  /** Text of `.gitignore` by its folder, which ends with `/` or is empty. */
  readonly rules: Readonly<Record<string, string>>;
  readonly exclude?: string;
  readonly names: readonly string[];
}

const bytesOf = (text: string): string => asciiOf(nodeText.encode(text));

/** The names that are not ignored, by the rules as they are read here. */
function keptHere({ rules, exclude = '', names }: Tree): readonly string[] {
  const files = Object.entries(rules).map(([folder, text]) => ({
    folder: bytesOf(folder),
    text: bytesOf(text),
  }));
  const isIgnored = ignoreRules({ exclude: bytesOf(exclude), files, ignoresCase: false });
  return names.filter((name) => !isIgnored(bytesOf(name))).toSorted();
}

/** The same by Git itself, in a repository of these files. */
function keptByGit({ rules, exclude = '', names }: Tree): readonly string[] {
  const project = new TestFolder();
  try {
    project.git('init', '--quiet');
    for (const [folder, text] of Object.entries(rules)) project.write(`${folder}.gitignore`, text);
    project.write('.git/info/exclude', exclude);
    for (const name of names) project.write(name, '');
    const listed = project.git('ls-files', '--others', '--exclude-standard', '-z').split('\0');
    return names.filter((name) => listed.includes(name)).toSorted();
  } finally {
    project.remove();
  }
}

describe.skipIf(!hasGit)('what Git ignores', () => {
  it.each<[string, Tree]>([
    ['comments, and an escaped #', { rules: { '': '# a\n\\#b\n' }, names: ['# a', '#b', 'b'] }],
    ['a negation, and an escaped !', { rules: { '': '*.x\n!a.x\n\\!b\n' }, names: ['a.x', 'b.x', '!b'] }],
    ['a slash at the end', { rules: { '': 'a/\n' }, names: ['a/b', 'c/a', 'c/d/a/e'] }],
    ['a slash at the beginning', { rules: { '': '/a\n' }, names: ['a', 'b/a'] }],
    ['a slash in the middle', { rules: { '': 'a/b\n' }, names: ['a/b', 'c/a/b'] }],
    ['a star, which stops at a slash', { rules: { '': 'a/*.x\n' }, names: ['a/b.x', 'a/b/c.x'] }],
    ['a question mark, which is a byte', { rules: { '': 'a?\nb??\n' }, names: ['ax', 'aü', 'bü', 'bx'] }],
    [
      'a class, ranges and their opposite',
      {
        rules: { '': '[a-c]1\n[!a-c]2\n[[:digit:]]3\n[]]4\n' },
        names: ['b1', 'd1', 'b2', 'd2', '03', 'a3', ']4'],
      },
    ],
    ['two stars in front', { rules: { '': '**/a/b\n' }, names: ['a/b', 'c/a/b', 'c/d/a/b'] }],
    ['two stars at the end', { rules: { '': 'a/**\n' }, names: ['a/b', 'a/c/d', 'b/a/c'] }],
    ['two stars between', { rules: { '': 'a/**/b\n' }, names: ['a/b', 'a/c/b', 'a/c/d/b', 'c/a/b'] }],
    [
      'spaces at the end, and an escaped one',
      { rules: { '': 'a  \nb\\ \nc/ \n' }, names: ['a', 'b', 'b ', 'c/d', 'd/c/e'] },
    ],
    [
      'a folder that is ignored, of which nothing comes back',
      { rules: { '': 'a/\n!a/b\n', 'a/': '!b\n' }, names: ['a/b', 'a/c'] },
    ],
    [
      'a folder that is ignored file by file, of which something comes back',
      { rules: { '': 'a/*\n!a/b\n' }, names: ['a/b', 'a/c'] },
    ],
    [
      'rules of an inner folder, which hold there and count for more',
      {
        rules: { '': '*.x\n', 'a/': '!*.x\n/c\nd/e\nf/\n' },
        names: ['b.x', 'a/b.x', 'a/c', 'a/b/c', 'a/d/e', 'a/b/d/e', 'a/b/f/g', 'f/g'],
      },
    ],
    [
      'rules of a folder whose name looks like a rule',
      {
        rules: { '[a]*/': 'b\n/c?\n', '!d/': 'b\n', '#e \\/': 'b\n' },
        names: ['[a]*/b', 'ax/b', '[a]*/c?', '[a]*/cx', '!d/b', 'd/b', '#e \\/b'],
      },
    ],
    [
      'info/exclude, which counts for less',
      { rules: { '': '!a.x\n' }, exclude: '*.x\n', names: ['a.x', 'b.x'] },
    ],
    [
      'line ends of another system, and a mark before the first',
      { rules: { '': '\u{feff}a\r\nb\r\n', 'c/': '\u{feff}d\r\n' }, names: ['a', 'b', 'c/d', 'e'] },
    ],
    [
      'lines that say nothing',
      { rules: { '': '\n!\n \n/\n', 'a/': '\n!\n! \n \n/\n!/\n\\\n[\n' }, names: ['a/b', 'b', 'a/['] },
    ],
    ['names beyond ASCII', { rules: { '': 'für*\n[ö]\n' }, names: ['für später', 'ö', 'fur'] }],
  ])('follows %s', (_, tree) => {
    expect(keptHere(tree)).toEqual(keptByGit(tree));
  });

  it('is the same for any rules in any folders', () => {
    const name = fc.constantFrom('a', 'b', 'ab', 'a.b', 'A', '[a]', 'a b', '!a');
    const folder = fc.array(name, { maxLength: 2 }).map((parts) => parts.map((part) => `${part}/`).join(''));
    const piece = fc.constantFrom(
      'a',
      'b',
      'ab',
      '.',
      '*',
      '?',
      '[ab]',
      '[!a]',
      '\\a',
      '\\*',
      ' ',
      '[',
      '\\ ',
    );
    const segment = fc.oneof(
      {
        weight: 4,
        // Stars in a row are of no meaning inside a segment; Git takes some of them for two stars between slashes all the same.
        arbitrary: fc
          .array(piece, { minLength: 1, maxLength: 3 })
          .map((parts) => parts.join(''))
          .filter((text) => !text.includes('**')),
      },
      fc.constant('**'),
    );
    const rule = fc
      .record({
        negation: fc.constantFrom('', '', '!', '\\!', '#'),
        start: fc.constantFrom('', '', '/'),
        segments: fc.array(segment, { minLength: 1, maxLength: 3 }),
        end: fc.constantFrom('', '', '/', ' ', '/ ', '\r'),
      })
      .map(({ negation, start, segments, end }) => `${negation}${start}${segments.join('/')}${end}`);
    const rules = fc.array(rule, { maxLength: 5 }).map((lines) => lines.join('\n'));
    const tree = fc.record({
      rules: fc.dictionary(folder, rules, { maxKeys: 3, noNullPrototype: true }),
      exclude: rules,
      names: fc.uniqueArray(
        fc.tuple(folder, name).map(([path, last]) => `${path}${last}-`),
        { maxLength: 12 },
      ),
    });
    fc.assert(
      fc.property(tree, (each) => {
        expect(keptHere(each)).toEqual(keptByGit(each));
      }),
      { numRuns: 60 },
    );
  });
});
