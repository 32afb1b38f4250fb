import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { folderNameOf, pathFault, pathsFault } from '../../../src/operations/bytes/writablePath';

describe('pathFault', () => {
  it.each([
    'a.csv',
    'a/b/c.csv',
    '__proto__',
    'ä b/～.txt',
    '.gitignore',
    '.github/x.yml',
    'a..b',
    'con-1.csv',
    'console/aux1.txt',
    '2026-01-01T10:00.csv',
    'backup~.csv',
    `${'x'.repeat(251)}.csv`,
  ])('allows %j', (path) => {
    expect(pathFault(path)).toBeNull();
  });

  it.each([
    ['', 'empty'],
    ['/etc/passwd', 'empty'],
    ['a//b', 'empty'],
    ['a/', 'empty'],
    ['../a', 'leads out'],
    ['a/../../b', 'leads out'],
    ['./a', 'leads out'],
    ['..\\a', 'backslash'],
    ['a\u0000.csv', 'control'],
    ['a\nb', 'control'],
    ['a\uD800b', 'half of a character'],
    ['C:/a', 'drive'],
    ['.git/hooks/post-checkout', 'Git'],
    ['sub/.GIT/config', 'Git'],
    ['.git', 'Git'],
    ['.git./config', 'Git'],
    ['.git /config', 'Git'],
    ['.g\u200Cit/config', 'Git'],
    ['.git::$INDEX_ALLOCATION/config', 'Git'],
    ['git~1/config', 'short name'],
    ['PROGRA~2/x', 'short name'],
    ['...', 'dot or a blank'],
    ['a./b', 'dot or a blank'],
    ['a ', 'dot or a blank'],
    ['con', 'device'],
    ['data/NUL.csv', 'device'],
    ['lpt1.tar.gz', 'device'],
    ['com¹', 'device'],
    ['aux .txt', 'device'],
    [`${'ü'.repeat(128)}.csv`, 'longer than 255 bytes'],
    ['x/'.repeat(2100), 'longer than 4096 bytes'],
  ])('refuses %j', (path, reason) => {
    expect(pathFault(path)).toContain(reason);
  });
});

describe('pathsFault', () => {
  it('lets paths stand beside each other that no disk takes for the same', () => {
    expect(pathsFault(['a/b.csv', 'a/c.csv', 'b/b.csv', 'a.csv'])).toBeNull();
  });

  it.each([
    [['a/Trips.csv', 'a/trips.CSV']],
    [['\u00E9.csv', 'e\u0301.csv']],
    [['a', 'a/b.csv']],
    [['A/b.csv', 'a']],
    [['x.csv', 'x.csv']],
  ])('refuses %j', (paths) => {
    expect(pathsFault(paths)).toEqual({
      path: paths[1],
      reason: expect.stringContaining(paths[0] ?? '') as string,
    });
  });

  it('does not depend on which of the others come first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'A', 'b', 'a/b', 'A/c', 'b/c', 'c'), { maxLength: 6 }),
        (paths) => {
          expect(pathsFault(paths) === null).toBe(pathsFault(paths.toReversed()) === null);
        },
      ),
    );
  });
});

describe('folderNameOf', () => {
  it('is one part of a path that may be written, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('..', '.git', 'con', 'a/b', 'C:x', '')),
        (name) => {
          const folder = folderNameOf(name);
          expect(folder).not.toContain('/');
          expect(pathFault(folder)).toBeNull();
        },
      ),
    );
    expect(folderNameOf('raw trips')).toBe('raw trips');
    const long = folderNameOf(`${'x'.repeat(59)}${'🚲'.repeat(60)}`);
    expect(long).toBe(`_${'x'.repeat(59)}🚲_`);
    expect(pathFault(long)).toBeNull();
  });
});
