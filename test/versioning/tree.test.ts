import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import type { Digest, Md5 } from '../../src/versioning/digest';
import type { ManifestEntry } from '../../src/versioning/records';
import { buildManifest, comparePaths, dvcDirMd5, isLeftOut, treeDigest } from '../../src/versioning/tree';
import { hashPorts } from './hashPorts';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-tree-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What sorts, escapes or encodes in its own way: ASCII, two, three and four bytes, around the surrogates. */
const unit = fc.constantFrom(
  'a',
  'B',
  '/',
  ' ',
  '\\',
  '\n',
  'é',
  '\uD7FF',
  '\uE000',
  '\uFF5E',
  '\u{10000}',
  '\u{1F600}',
);

function entry(name: string, bytes = name): ManifestEntry {
  const hex = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return { path: name, digest: hex('sha256') as Digest, md5: hex('md5') as Md5, byteLength: bytes.length };
}

function write(root: string, name: string, bytes = name): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), bytes);
}

function entriesBelow(root: string): ManifestEntry[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(root, name)).isFile())
    .map((name) => entry(name, readFileSync(path.join(root, name), 'utf8')));
}

const formula =
  "find . -name .git -prune -o -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum";

function shellDigest(root: string): string {
  return execFileSync('sh', ['-c', formula], { cwd: root, encoding: 'utf8' }).slice(0, 64);
}

describe('the tree digest', () => {
  it('[V6] is what the shell prints, with names that sort differently by unit, locale and byte', () => {
    const root = path.join(folder, 'names');
    const names = [
      'a/b.csv',
      'a.csv',
      'a/B.csv',
      'a b.csv',
      'Z',
      'é',
      '\u{1F600}',
      '\uFF5E',
      '__proto__',
      '<b>',
    ];
    for (const name of names) write(root, name);
    expect(treeDigest(entriesBelow(root), hashPorts)).toBe(shellDigest(root));
  });

  it('[V7] escapes names as sha256sum does', () => {
    const root = path.join(folder, 'escapes');
    for (const name of ['back\\slash', 'line\nfeed', 'carriage\rreturn', 'all\\\n\r']) write(root, name);
    expect(treeDigest(entriesBelow(root), hashPorts)).toBe(shellDigest(root));
  });

  it('[V5] leaves out and counts what is below .git at any depth, and nothing that only looks like it', () => {
    const root = path.join(folder, 'git');
    const left = ['.git/HEAD', '.git/objects/ab/cd', 'vendor/.git/config'];
    const kept = ['.gitignore', 'a/.github/x.yml', 'x.git/y'];
    for (const name of [...left, ...kept]) write(root, name);
    const manifest = buildManifest(entriesBelow(root), hashPorts);
    expect(manifest.leftOutCount).toBe(3);
    expect(manifest.entries.map((file) => file.path)).toEqual(kept.toSorted());
    expect(manifest.digest).toBe(shellDigest(root));
    expect(isLeftOut('sub/.git')).toBe(false);
  });

  it('of no files is the digest of no bytes', () => {
    expect(buildManifest([], hashPorts).digest).toBe(createHash('sha256').digest('hex'));
  });

  it('does not depend on the order in which files come', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit, minLength: 1, maxLength: 6 }), { maxLength: 6 }), (names) => {
        const entries = names.map((name) => entry(name, 'x'));
        expect(treeDigest(entries.toReversed(), hashPorts)).toBe(treeDigest(entries, hashPorts));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the order of paths', () => {
  it('[V5] is the byte order of their UTF-8', () => {
    const names = fc.string({ unit });
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(Math.sign(comparePaths(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { examples: [['\uFF5E', '\u{1F600}']] },
    );
  });
});

describe("DVC's digest of a folder", () => {
  it('[V8] is the MD5 of the list as Python prints it', () => {
    // The order is by code point, so U+1F600 comes after U+FF5E; Python escapes it as two UTF-16 units, and DEL too.
    const printed: [string, string][] = [
      ['a/z.csv', 'a/z.csv'],
      ['b.csv', 'b.csv'],
      ['tab\t"quote"\\', String.raw`tab\t\"quote\"\\`],
      ['\u007f', String.raw`\u007f`],
      ['é.csv', String.raw`\u00e9.csv`],
      ['\uFF5E', String.raw`\uff5e`],
      ['\u{1F600}', String.raw`\ud83d\ude00`],
    ];
    const list = printed.map(([name, text]) => `{"md5": "${entry(name).md5}", "relpath": "${text}"}`);
    const expected = `${createHash('md5')
      .update(`[${list.join(', ')}]`)
      .digest('hex')}.dir`;
    expect(dvcDirMd5(printed.map(([name]) => entry(name)).toReversed(), hashPorts)).toBe(expected);
  });
});
