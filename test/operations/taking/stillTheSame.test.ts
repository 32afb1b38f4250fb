import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSummary,
  countOutcomes,
  stillTheSame,
  type CheckedFile,
  type ExpectedFile,
  type FoundFile,
} from '../../../src/operations/taking/stillTheSame';
import type { Digest, Md5 } from '../../../src/versioning/digest';

const digestOf = (content: string): Digest => `d-${content}` as Digest;
const md5Of = (content: string): Md5 => `m-${content}` as Md5;

function expectedFile(path: string, content: string): ExpectedFile {
  return { path, digest: digestOf(content), md5: md5Of(content), byteLength: content.length };
}

function foundFile(path: string, content: string): FoundFile {
  return { path, digest: digestOf(content), md5: md5Of(content), byteLength: content.length };
}

function check(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  return stillTheSame(
    Object.entries(before).map(([path, content]) => expectedFile(path, content)),
    Object.entries(now).map(([path, content]) => foundFile(path, content)),
  );
}

const inWords = ({ path, outcome, fromPath }: CheckedFile): string =>
  `${path} ${outcome}${fromPath === null ? '' : ` from ${fromPath}`}`;

describe('stillTheSame', () => {
  it('tells unchanged, modified, missing, moved and new apart', () => {
    const files = check(
      { 'a.csv': 'A', 'b.csv': 'B', 'c.csv': 'C', 'd.csv': 'D' },
      { 'a.csv': 'A', 'b.csv': 'B2', 'sub/d.csv': 'D', 'e.csv': 'E' },
    );
    expect(files.map(inWords)).toEqual([
      'a.csv unchanged',
      'b.csv modified',
      'c.csv missing',
      'e.csv new',
      'sub/d.csv moved from d.csv',
    ]);
  });

  it('calls a copy new, and says what it is a copy of', () => {
    const files = check({ 'a.csv': 'A' }, { 'a.csv': 'A', 'copy.csv': 'A' });
    expect(files.map(inWords)).toEqual(['a.csv unchanged', 'copy.csv new']);
    expect(files[1]?.sameAs).toBe('a.csv');
  });

  it('moves each file once, to the place of the same name first', () => {
    const files = check(
      { 'x/a.csv': 'A', 'x/b.csv': 'A' },
      { 'y/other.csv': 'A', 'y/b.csv': 'A', 'z.csv': 'A' },
    );
    expect(files.map(inWords)).toEqual([
      'y/b.csv moved from x/b.csv',
      'y/other.csv moved from x/a.csv',
      'z.csv new',
    ]);
  });

  it('moves no empty file: all of them are the same', () => {
    expect(check({ 'a/__init__.py': '' }, { 'b/__init__.py': '' }).map(inWords)).toEqual([
      'a/__init__.py missing',
      'b/__init__.py new',
    ]);
  });

  it('calls two files that changed places modified, both', () => {
    expect(check({ a: 'A', b: 'B' }, { a: 'B', b: 'A' }).map(inWords)).toEqual(['a modified', 'b modified']);
  });

  it('compares by MD5 what a pointer knows only so, and says what it cannot know', () => {
    const pointer: ExpectedFile = { path: 'a', digest: null, md5: md5Of('A'), byteLength: 1 };
    expect(stillTheSame([pointer], [foundFile('a', 'A')])[0]?.outcome).toBe('unchanged');
    expect(stillTheSame([pointer], [foundFile('a', 'B')])[0]?.outcome).toBe('modified');
    expect(stillTheSame([pointer], [foundFile('b', 'A')])[0]?.outcome).toBe('moved');
    const nothing: ExpectedFile = { path: 'a', digest: null, md5: null, byteLength: 1 };
    expect(stillTheSame([nothing], [foundFile('a', 'A')])[0]?.outcome).toBe('unchecked');
  });

  it('keeps apart what could not be read, and takes a name like any other', () => {
    const files = stillTheSame(
      [expectedFile('__proto__', 'A'), expectedFile('locked', 'B')],
      [foundFile('__proto__', 'A')],
      [{ path: 'locked', outcome: 'unread', reason: 'not allowed' }],
    );
    expect(files.map(inWords)).toEqual(['__proto__ unchanged', 'locked unread']);
    expect(files[1]?.reason).toBe('not allowed');
  });

  const folder = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('', 'A', 'B', 'C'));

  it('accounts for every file of both sides exactly once', () => {
    fc.assert(
      fc.property(folder, folder, (before, now) => {
        const files = check(before, now);
        const counts = countOutcomes(files);
        // Each expected file is at its path, moved from it, or missing; each found one is at its path, moved, or new.
        expect(counts.unchanged + counts.modified + counts.moved + counts.missing).toBe(
          Object.keys(before).length,
        );
        expect(counts.unchanged + counts.modified + counts.moved + counts.new).toBe(Object.keys(now).length);
        expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      }),
    );
  });

  it('turns round: what is new one way is missing the other, and moves go back', () => {
    fc.assert(
      fc.property(folder, folder, (before, now) => {
        const there = countOutcomes(check(before, now));
        const back = countOutcomes(check(now, before));
        expect(back).toEqual({ ...there, new: there.missing, missing: there.new });
      }),
    );
  });
});

describe('checkSummary', () => {
  const none = { modified: 0, missing: 0, moved: 0, new: 0, unread: 0, unchecked: 0, unchanged: 0 };

  it.each([
    [{ unchanged: 1 }, 'The file is unchanged.'],
    [{ unchanged: 2 }, 'Both files are unchanged.'],
    [{ unchanged: 1200, new: 1 }, 'All 1,200 files are unchanged. 1 more is new.'],
    [{ modified: 1 }, 'The file was modified.'],
    [{ missing: 1, new: 2 }, 'The file is missing. 2 more are new.'],
    [
      { unchanged: 9, modified: 2, missing: 1, new: 3 },
      'Of 12 files, 9 are unchanged, 2 modified, 1 missing. 3 more are new.',
    ],
    [{ modified: 1, unchecked: 1 }, 'Of 2 files, 1 is modified, 1 not looked at.'],
    [{}, 'There are no files to compare.'],
    [{ new: 2 }, '2 more are new.'],
  ])('says %j in a sentence', (counts, words) => {
    expect(checkSummary({ ...none, ...counts })).toBe(words);
  });
});
