import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dvcFileLimit } from '../../../src/formats/dvc/dvcFile';
import { readDvcFile } from '../../../src/formats/dvc/readDvcFile';
import { sharedFolder } from '../../sharedFolder';

const md5 = '22a1a2931c8370d3aeedd7183606fd7f';

function read(text: string) {
  const file = readDvcFile(text);
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  return file.value;
}

describe('a .dvc file', () => {
  it('of DVC 3 is one out', () => {
    expect(read(`outs:\n- md5: ${md5}\n  size: 14445097\n  hash: md5\n  path: data.xml\n`)).toEqual({
      outs: [
        {
          path: 'data.xml',
          md5,
          byteLength: 14_445_097,
          fileCount: null,
          etag: null,
          isExecutable: false,
          files: null,
          hash: 'md5',
          description: null,
        },
      ],
      deps: [],
      command: null,
      workingFolder: null,
      isFrozen: false,
      description: null,
    });
  });

  it('of a folder says how many files it has', () => {
    const [out] = read(
      `outs:\n- md5: ${md5}.dir\n  size: 10\n  nfiles: 3\n  hash: md5\n  path: features\n`,
    ).outs;
    expect(out).toMatchObject({ md5: `${md5}.dir`, fileCount: 3 });
  });

  it('says what is executable', () => {
    const [out] = read(`outs:\n- md5: ${md5}\n  size: 1\n  isexec: true\n  hash: md5\n  path: run.sh\n`).outs;
    expect(out?.isExecutable).toBe(true);
  });

  it('of a cloud that keeps versions lists the files of its folder, whose lengths add up', () => {
    const [out] = read(
      `outs:\n- path: data\n  files:\n  - size: 4\n    md5: ${md5}\n    relpath: bar\n    cloud:\n      store:\n        etag: e1\n        version_id: v1\n  - size: 5\n    etag: e2\n    relpath: sub/foo\n`,
    ).outs;
    expect(out).toMatchObject({
      md5: null,
      byteLength: 9,
      fileCount: 2,
      files: [
        { path: 'bar', md5, byteLength: 4, etag: 'e1' },
        { path: 'sub/foo', md5: null, byteLength: 5, etag: 'e2' },
      ],
    });
    const [file] = read(
      `outs:\n- path: a\n  size: 1\n  cloud:\n    one: {version_id: x}\n    two: {etag: e3}\n`,
    ).outs;
    expect(file).toMatchObject({ etag: 'e3', files: null, fileCount: null });
  });

  it('of a file list that lacks a length says none for all', () => {
    const [out] = read('outs:\n- path: data\n  files:\n  - size: 4\n    relpath: a\n  - relpath: b\n').outs;
    expect(out).toMatchObject({ byteLength: null, fileCount: 2 });
  });

  it('of a database import has no path to import from', () => {
    const [dep] = read(
      `frozen: true\ndeps:\n- db:\n    connection: shop\n    file_format: csv\n    query: SELECT 1\nouts:\n- md5: ${md5}\n  path: orders.csv\n`,
    ).deps;
    expect(dep).toMatchObject({ path: '', database: { connection: 'shop', query: 'SELECT 1', table: null } });
  });

  it('of an import says where it came from, at which commit', () => {
    const file = read(
      `md5: ${md5}\nfrozen: true\ndesc: The raw posts\nmeta:\n  team: [a, b]\ndeps:\n- path: get-started/data.xml\n  repo:\n    url: https://example.org/registry\n    rev: main\n    rev_lock: 08c38bbe\nouts:\n- md5: ${md5}\n  path: data.xml\n  desc: An out\n`,
    );
    expect(file).toMatchObject({
      isFrozen: true,
      description: 'The raw posts',
      outs: [{ description: 'An out', byteLength: null, hash: null }],
      deps: [
        {
          path: 'get-started/data.xml',
          repository: { url: 'https://example.org/registry', revision: 'main', lockedRevision: '08c38bbe' },
        },
      ],
    });
  });

  it('of a stage has a command, or several, and a working folder', () => {
    expect(read(`cmd: python a.py\nwdir: ..\nouts:\n- path: a\n`)).toMatchObject({
      command: 'python a.py',
      workingFolder: '..',
    });
    expect(read(`cmd:\n- a\n- b\nouts: []\n`).command).toBe('a\nb');
  });

  it('keeps the text of what YAML would take for numbers', () => {
    const digits = '00000000000000000000000000000012';
    expect(read(`outs:\n- md5: ${digits}\n  etag: 1e3\n  path: 007\n`).outs).toMatchObject([
      { md5: digits, etag: '1e3', path: '007' },
    ]);
  });

  it('takes weak and multipart etags in place of MD5s', () => {
    const { outs, deps } = read(
      `deps:\n- etag: W/"f381"\n  path: https://example.org/a.json\nouts:\n- etag: 4a265d63-26\n  size: 5\n  path: a.json\n`,
    );
    expect([outs[0]?.etag, outs[0]?.md5, deps[0]?.etag]).toEqual(['4a265d63-26', null, 'W/"f381"']);
  });

  it('[I10] takes `__proto__` for a key like any other', () => {
    const file = read(`__proto__:\n  path: x\nouts:\n- __proto__: {md5: y}\n  path: a\n`);
    expect(file.outs).toMatchObject([{ path: 'a', md5: null }]);
  });

  it.each([
    ['outs:\n- md5: 123\n  path: a\n', 2, 8, 'md5'],
    ['outs:\n- size: many\n  path: a\n', 2, 9, 'whole number'],
    ['outs:\n- md5: [a]\n  path: a\n', 2, 8, 'text'],
    [`outs:\n- md5: ${md5}\n`, 2, 3, 'needs a path'],
    ['outs: data.xml\n', 1, 7, 'list'],
    ['- a\n', 1, 1, 'mapping'],
    ['', 1, 1, 'empty'],
    ['outs:\n- path: a\n  path: b\n', 3, 3, 'unique'],
    ['outs:\n- "a\n', 3, 1, 'quote'],
    ['a: &x [1]\nouts: *x\n', 1, 7, 'anchors'],
  ])('[I10] refuses %j at line %i, column %i', (text, line, column, words) => {
    expect(readDvcFile(text)).toEqual({
      ok: false,
      error: { kind: 'malformedPointer', line, column, message: expect.stringContaining(words) as string },
    });
  });

  it('[I10] refuses a bomb of aliases, what is nested without end, and what is too long', () => {
    const names = Array.from('bcdefgh');
    const lines = names.map((name, at) => `${name}: &${name} [${`*${names[at - 1] ?? 'a'},`.repeat(8)}]`);
    const bomb = ['a: &a [x,x,x,x,x,x,x,x]', ...lines, 'outs: *h', ''].join('\n');
    expect(readDvcFile(bomb)).toMatchObject({ ok: false, error: { kind: 'malformedPointer', line: 1 } });
    expect(readDvcFile(`outs: ${'['.repeat(60_000)}`).ok).toBe(false);
    expect(readDvcFile(' '.repeat(dvcFileLimit + 1))).toMatchObject({ ok: false });
  });
});

interface Indexed {
  readonly file: string;
  readonly counts: {
    readonly outs: number;
    readonly deps: number;
    readonly cmd: boolean;
    readonly frozen: boolean | null;
    readonly importFromRepo: boolean;
    readonly etag: boolean;
    readonly dirOuts: number;
    readonly outsWithoutMd5: number;
  };
}

const corpus = sharedFolder?.corpus ?? null;

describe.skipIf(corpus === null)('the .dvc files of the corpus', () => {
  const entries = (
    corpus === null ? [] : (JSON.parse(readFileSync(path.join(corpus, 'INDEX.json'), 'utf8')) as Indexed[])
  ).filter(({ file }) => file.endsWith('.dvc'));

  it('are all there', () => expect(entries).toHaveLength(16));

  it.each(entries)('$file reads as the index counts it', ({ file, counts }) => {
    const { outs, deps, command, isFrozen } = read(readFileSync(path.join(corpus ?? '', file), 'utf8'));
    expect({
      outs: outs.length,
      deps: deps.length,
      cmd: command !== null,
      frozen: isFrozen,
      importFromRepo: deps.some(({ repository }) => repository !== null),
      etag: [...outs, ...deps].some(({ etag }) => etag !== null),
      dirOuts: outs.filter((out) => out.md5?.endsWith('.dir')).length,
      outsWithoutMd5: outs.filter((out) => out.md5 === null).length,
    }).toEqual({
      outs: counts.outs,
      deps: counts.deps,
      cmd: counts.cmd,
      frozen: counts.frozen === true,
      importFromRepo: counts.importFromRepo,
      etag: counts.etag,
      dirOuts: counts.dirOuts,
      outsWithoutMd5: counts.outsWithoutMd5,
    });
  });
});
