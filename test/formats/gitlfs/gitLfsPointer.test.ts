import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGitLfsPointer } from '../../../src/formats/gitlfs/readGitLfsPointer';
import { recogniseHead } from '../../../src/formats/recogniseLineage';
import { writeGitLfsPointer } from '../../../src/formats/gitlfs/writeGitLfsPointer';
import { encodeUtf8 } from '../../../src/table/utf8';
import type { Digest } from '../../../src/versioning/digest';
import { sharedFolder } from '../../sharedFolder';

const version = 'version https://git-lfs.github.com/spec/v1\n';
const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393' as Digest;
/** The example of the specification. */
const example = `${version}oid sha256:${oid}\nsize 12345\n`;
const read = (text: string) => readGitLfsPointer(encodeUtf8(text));

const hasGitLfs = (() => {
  try {
    execFileSync('git', ['lfs', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('git-lfs is not installed: its own pointers are not compared.');
    return false;
  }
})();

describe('a git-lfs pointer', () => {
  it('[V25] is written as the specification shows', () => {
    expect(writeGitLfsPointer({ oid, size: 12345, others: [] })).toBe(example);
  });

  it('is read back', () => {
    expect(read(example)).toEqual({ ok: true, value: { oid, size: 12345, others: [], isCanonical: true } });
  });

  it('keeps extensions, in ascending order of the keys', () => {
    const text = `${version}ext-0-foo sha256:${oid}\next-1-bar sha256:${oid}\noid sha256:${oid}\nsize 5\n`;
    const pointer = read(text);
    expect(pointer).toMatchObject({
      ok: true,
      value: {
        others: [
          ['ext-0-foo', `sha256:${oid}`],
          ['ext-1-bar', `sha256:${oid}`],
        ],
      },
    });
    if (pointer.ok) expect(writeGitLfsPointer(pointer.value)).toBe(text);
  });

  it('reads a pointer of the pre-release, and writes it as version 1', () => {
    const pointer = read(example.replace('git-lfs.github.com', 'hawser.github.com'));
    expect(pointer.ok && writeGitLfsPointer(pointer.value)).toBe(example);
  });

  it('[I10] reads back whatever it writes', () => {
    const digit = fc.constantFrom(...Array.from('0123456789abcdef'));
    const hex = fc.string({ unit: digit, minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(hex, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (digits, size) => {
        const pointer = { oid: digits as Digest, size, others: [] };
        const value = { ...pointer, isCanonical: true };
        expect(read(writeGitLfsPointer(pointer))).toEqual({ ok: true, value });
      }),
    );
  });

  it.each([
    ['', 1],
    [`oid sha256:${oid}\n${version}size 1\n`, 1],
    [`version https://git-lfs.github.com/spec/v2\noid sha256:${oid}\nsize 1\n`, 1],
    [`${version}size 1\noid sha256:${oid}\n`, 3],
    [`${version}oid sha256:${oid.toUpperCase()}\nsize 1\n`, 2],
    [`${version}oid md5:${oid}\nsize 1\n`, 2],
    [`${version}oid sha256:${oid}\nsize -1\n`, 3],
    [`${version}oid sha256:${oid}\nsize 9007199254740993\n`, 3],
    [`${version}oid  sha256:${oid}\nsize 1\n`, 2],
    [`${version}oid sha256:${oid}\nsize 1\nsize 2\n`, 4],
    [`${version}oid sha256:${oid}\n`, 2],
    // git-lfs says of a pointer with a key of another kind that it is none.
    [`${version}oid sha256:${oid}\nsize 1\nx-colour light blue\n`, 4],
    [`${version}ext-0-a md5:1\noid sha256:${oid}\nsize 1\n`, 2],
    [`${version}oid sha256:${oid}\nsize 1\n__proto__ 1\n`, 4],
    [`${example}x ${'y'.repeat(1024)}\n`, 1],
  ])('[I10] refuses %j at line %i', (text, line) => {
    expect(read(text)).toMatchObject({ ok: false, error: { kind: 'malformedPointer', line } });
  });

  it('[I10] refuses what is not UTF-8, with its line', () => {
    const bytes = encodeUtf8(`${example}x abc\n`);
    bytes[bytes.length - 2] = 0xff;
    expect(readGitLfsPointer(bytes)).toMatchObject({ ok: false, error: { line: 4 } });
  });

  it.each([
    ['CRLF', example.replace(/\n/g, '\r\n')],
    ['no last line feed', example.slice(0, -1)],
    ['the pre-release', example.replace('git-lfs.github.com', 'hawser.github.com')],
    ['an older address', example.replace('https://git-lfs.github.com/spec/v1', 'http://git-media.io/v/2')],
  ])('reads %s as git-lfs does, and notes that it is not canonical', (_name, text) => {
    expect(read(text)).toEqual({ ok: true, value: { oid, size: 12345, others: [], isCanonical: false } });
    expect(recogniseHead('a.csv', encodeUtf8(text))).toEqual({
      kind: 'lineage',
      format: 'git-lfs',
      isPointer: true,
    });
  });

  it('is recognised by its first line, and only where the file is short', () => {
    const kindOf = (text: string): string => recogniseHead('a.csv', encodeUtf8(text)).kind;
    expect(kindOf(example)).toBe('lineage');
    expect(kindOf(`x${example}`)).toBe('none');
    expect(kindOf(example + 'x'.repeat(1024))).toBe('none');
  });

  const made = sharedFolder && path.join(sharedFolder.made, 'dvc/lfs');
  it.skipIf(!made)('is one where git-lfs says so, and canonical where its strict check says so', () => {
    const { pointers } = JSON.parse(readFileSync(path.join(made!, 'EXPECT.json'), 'utf8')) as {
      readonly pointers: Readonly<
        Record<string, { readonly check: number; readonly 'check --strict': number }>
      >;
    };
    const told = Object.keys(pointers).map((name) => {
      const file = name.replaceAll('/', '__').replace(/^\./, 'dot-');
      const pointer = readGitLfsPointer(readFileSync(path.join(made!, 'blobs', file)));
      if (!pointer.ok) return [name, 1, 1];
      return [name, 0, pointer.value.isCanonical ? 0 : 2];
    });
    const wanted = Object.entries(pointers).map(([name, each]) => [name, each.check, each['check --strict']]);
    // To git-lfs an empty file is the pointer of an empty file; here it is an empty file.
    const isEmpty = ([name]: readonly unknown[]) => name === 'data/empty.csv';
    expect(told.filter((each) => !isEmpty(each))).toEqual(wanted.filter((each) => !isEmpty(each)));
    expect(wanted.find(isEmpty)).toEqual(['data/empty.csv', 0, 0]);
  });

  it.skipIf(!hasGitLfs)('equals what git-lfs prints, byte by byte', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-lfs-'));
    try {
      for (const content of ['', 'a', 'id,city\n1,Oslo\n', 'x'.repeat(100_000)]) {
        const file = path.join(folder, 'file');
        writeFileSync(file, content);
        const theirs = execFileSync('git', ['lfs', 'pointer', `--file=${file}`], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        const digest = createHash('sha256').update(content).digest('hex') as Digest;
        expect(writeGitLfsPointer({ oid: digest, size: content.length, others: [] })).toBe(theirs);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
