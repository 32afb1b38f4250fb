import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writeDvcLock } from '../../../src/formats/dvc/writeDvcLock';
import type { Json } from '../../../src/lib/json';
import { exportFiles } from '../../../src/operations/lineage/exportFiles';
import type { FileFormat } from '../../../src/operations/lineage/exportFileFormats';
import { stagesInOrder } from '../../../src/operations/lineage/stagesInOrder';
import type { Md5 } from '../../../src/versioning/digest';
import { sharedFolder } from '../../sharedFolder';
import { valueOf } from '../testProject';
import { madeFolder, understood } from './madeGraph';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function exported(format: FileFormat, files: Readonly<Record<string, string>>) {
  const place = mkdtempSync(path.join(folder, 'tree-'));
  mkdirSync(path.join(place, '.dvc'));
  writeFileSync(path.join(place, '.dvc/config'), '');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
    writeFileSync(path.join(place, name), text);
  }
  const { ports } = await understood(place);
  const { files: made, leftOut } = valueOf(await exportFiles(ports, null, format));
  return { files: Object.fromEntries(made.map((each) => [each.path, each.text])), leftOut };
}

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const file = (name: string) => `outs:\n- md5: ${md5}\n  size: 7\n  hash: md5\n  path: ${name}\n`;

describe('pointers of a graph', () => {
  it('are what DVC wrote, of files, folders and programs', async () => {
    const files = {
      'data/a.csv.dvc': file('a.csv'),
      'months.dvc': `outs:\n- md5: ${md5}.dir\n  size: 12\n  nfiles: 3\n  hash: md5\n  path: months\n`,
      'run.sh.dvc': `outs:\n- md5: ${md5}\n  size: 7\n  isexec: true\n  hash: md5\n  path: run.sh\n`,
    };
    expect(await exported('dvc', files)).toEqual({ files, leftOut: [] });
  });

  it('are the same of a repository that is known by its address', async () => {
    const files = { 'data/a.csv.dvc': file('a.csv') };
    const git = {
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/config': '[remote "origin"]\n\turl = git@example.org:acme/shop.git\n',
    };
    expect(await exported('dvc', { ...git, ...files })).toEqual({ files, leftOut: [] });
    const stage = 'stages:\n  s:\n    cmd: x\n    outs: [a.csv]\n';
    const lock = `schema: '2.0'\nstages:\n  s:\n    cmd: x\n    outs:\n    - path: a.csv\n      hash: md5\n      md5: ${md5}\n      size: 7\n`;
    const written = await exported('dvc-lock', { ...git, 'dvc.yaml': stage, 'dvc.lock': lock });
    expect(written).toEqual({ files: { 'dvc.lock': lock }, leftOut: [] });
  });

  it('leave out what a stage writes, and what was imported', async () => {
    const { files, leftOut } = await exported('dvc', {
      'a.csv.dvc': file('a.csv'),
      'b.csv.dvc': `deps:\n- path: s3://bucket/b.csv\n  etag: x\n${file('b.csv')}`,
      'dvc.yaml': 'stages:\n  fit:\n    cmd: fit\n    deps: [a.csv]\n    outs: [m.bin]\n',
      'dvc.lock': `schema: '2.0'\nstages:\n  fit:\n    cmd: fit\n    outs:\n    - path: m.bin\n      hash: md5\n      md5: ${md5}\n      size: 7\n`,
    });
    expect(Object.keys(files)).toEqual(['a.csv.dvc']);
    expect(leftOut.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'a stage writes it, so dvc.lock has it',
        'it was imported, and its pointer says from where',
      ]),
    );
  });

  it('leave out code and data that a stage only reads, as DVC keeps neither', async () => {
    const { files, leftOut } = await exported('dvc', {
      'dvc.lock': `schema: '2.0'\nstages:\n  fit:\n    cmd: fit\n    deps:\n    - path: fit.py\n      hash: md5\n      md5: ${md5}\n      size: 7\n`,
    });
    expect([files, leftOut]).toEqual([
      {},
      [{ reason: 'a stage reads it, and DVC does not keep it', count: 1 }],
    ]);
  });

  it('of git-lfs are what git-lfs wrote, at the path of their file', async () => {
    const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`;
    expect(await exported('git-lfs', { '.git/HEAD': 'ref: x\n', 'data/big.bin': text })).toEqual({
      files: { 'data/big.bin': text },
      leftOut: [],
    });
  });
});

describe('a lock of a graph', () => {
  const lock = `schema: '2.0'
stages:
  clean:
    cmd:
    - python clean.py
    - echo done
    deps:
    - path: a.csv
      hash: md5
      md5: ${md5}
      size: 7
    params:
      params.yaml:
        list:
        - 1
        - a: 2
          b: x
        rate: 0.5
        text: '1'
      train.toml:
        steps: 8
    outs:
    - path: clean
      hash: md5
      md5: ${md5}.dir
      size: 12
      nfiles: 3
  afterwards:
    cmd: python a_long_name.py --with many --arguments that --do not --fit into 
      --one line
    deps:
    - path: clean/x.csv
      hash: md5
      md5: ${md5}
      size: 7
`;

  it('is what DVC wrote, with each stage behind those that it reads from', async () => {
    expect(await exported('dvc-lock', { 'dvc.lock': lock })).toEqual({
      files: { 'dvc.lock': lock },
      leftOut: [],
    });
  });

  it('of a folder below has paths from there', async () => {
    const { files } = await exported('dvc-lock', { 'deep/dvc.lock': lock });
    expect(files).toEqual({ 'deep/dvc.lock': lock });
  });

  it.skipIf(!sharedFolder)('of a whole project has every stage as DVC wrote it', async () => {
    const place = path.join(folder, 'shop');
    cpSync(path.join(madeFolder('dvc'), 'shop/tree'), place, { recursive: true });
    const { ports } = await understood(place);
    const made = valueOf(await exportFiles(ports, null, 'dvc-lock')).files;
    const stagesOf = (text: string) => text.split(/^(?= {2}\S)/m).sort();
    const [theirs, ours] = [
      readFileSync(path.join(place, 'dvc.lock'), 'utf8'),
      made.find((each) => each.path === 'dvc.lock')!.text,
    ].map(stagesOf);
    expect(ours).toEqual(theirs);
  });
});

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/);
const digest = fc.stringMatching(/^[0-9a-f]{32}$/).map((text) => text as Md5);
const parameter: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.boolean(),
    fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const stages = fc.uniqueArray(
  fc.record({
    name: word,
    commands: fc.array(
      fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    parameters: fc.dictionary(
      fc.oneof(
        word,
        fc.tuple(word, word).map(([file, name]) => `${file}.toml:${name}`),
      ),
      parameter,
      { maxKeys: 4 },
    ),
    byteLength: fc.nat(),
    md5: digest,
    isFolder: fc.boolean(),
    reads: fc.nat(),
  }),
  { minLength: 1, maxLength: 5, selector: ({ name }) => name },
);

describe('a lock that is imported and exported', () => {
  it('is the same, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(stages, async (drawn) => {
        const outs = drawn.map(({ name, md5: plain, isFolder, byteLength }) => ({
          path: `data/${name}.out`,
          md5: (isFolder ? `${plain}.dir` : plain) as Md5,
          byteLength,
          fileCount: isFolder ? 3 : null,
          isExecutable: false,
        }));
        // Each reads what one of those before it wrote, so that nothing goes in a circle.
        const made = drawn.map(({ name, commands, parameters, reads }, index) => {
          const deps = index === 0 ? [] : [outs[reads % index]!];
          return {
            stage: { name, commands, parameters, deps, outs: [outs[index]!] },
            name,
            reads: deps.map((each) => each.path),
            writes: [outs[index]!.path],
          };
        });
        const text = writeDvcLock(stagesInOrder(made).map(({ stage }) => stage));
        expect(await exported('dvc-lock', { 'dvc.lock': text })).toEqual({
          files: { 'dvc.lock': text },
          leftOut: [],
        });
      }),
      { numRuns: 60 },
    );
  });
});
