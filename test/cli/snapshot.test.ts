import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../sharedFolder';
import { runCommand, runJson } from './runCommand';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-cli-'));
  writeFileSync(path.join(folder, 'trips.csv'), 'id,city\n1,Oslo\n2,\n');
  writeFileSync(
    path.join(folder, 'trips.jsonl.gz'),
    gzipSync('{"city":null,"id":2}\n{"id":1,"city":"Oslo"}\n'),
  );
  writeFileSync(path.join(folder, 'ragged.csv'), 'a,b\n1,2\n3\n4,5\n');
  writeFileSync(path.join(folder, 'semicolons.csv'), 'a;b\n1;2\n');
  writeFileSync(path.join(folder, 'broken.jsonl'), '{"a":1}\n{"a":}\n');
  writeFileSync(path.join(folder, 'weights.bin'), Uint8Array.of(0, 1, 2, 255));
  writeFileSync(path.join(folder, 'nothing'), '');
  // Makes the bundle, so that no test waits for it.
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

function system(command: string, ...given: string[]): string {
  return execFileSync(command, given, { encoding: 'utf8' });
}

describe('throughline snapshot', () => {
  it('says what a table is made of', async () => {
    const { status, value } = await runJson('snapshot', at('trips.csv'));
    expect(status).toBe(0);
    expect(value).toEqual([
      {
        path: at('trips.csv'),
        kind: 'file',
        sha256: system('sha256sum', at('trips.csv')).slice(0, 64),
        md5: system('md5sum', at('trips.csv')).slice(0, 32),
        byteLength: 18,
        format: 'csv',
        rowCount: 2,
        columns: [
          { name: 'id', type: 'integer', nullable: false },
          { name: 'city', type: 'string', nullable: true },
        ],
        logicalDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        dialect: expect.objectContaining({ encoding: 'utf-8', delimiter: ',' }) as object,
        warnings: [],
      },
    ]);
  });

  it('gives the same table in another format, order and compression the same logical digest', async () => {
    const { value } = await runJson('snapshot', at('trips.csv'), at('trips.jsonl.gz'));
    const [csv, jsonl] = value as { logicalDigest: string; format: string }[];
    expect(jsonl?.format).toBe('jsonl.gz');
    expect(jsonl?.logicalDigest).toBe(csv?.logicalDigest);
  });

  it('says of a pointer what it stands for, whether DVC makes it executable, and whether it is as the tool writes it', async () => {
    const lfs = path.join(folder, 'crlf.csv');
    const dvc = path.join(folder, 'run.sh.dvc');
    const oid = '0'.repeat(64);
    writeFileSync(lfs, `version https://git-lfs.github.com/spec/v1\r\noid sha256:${oid}\r\nsize 12\r\n`);
    writeFileSync(dvc, `outs:\n- md5: ${'1'.repeat(32)}\n  size: 1\n  isexec: true\n  path: run.sh\n`);
    const { value } = await runJson('snapshot', lfs, dvc);
    expect(value).toMatchObject([
      {
        format: 'git-lfs-pointer',
        pointsTo: [{ path: lfs, digest: oid, byteLength: 12, isCanonical: false }],
      },
      { format: 'dvc', pointsTo: [{ path: path.join(folder, 'run.sh'), isExecutable: true }] },
    ]);
    const { stdout } = await runCommand('snapshot', lfs, dvc);
    expect(stdout).toContain(
      `a file of 12 bytes, sha256 ${oid}; its text is not in the form that git-lfs writes`,
    );
    expect(stdout).toContain('the file is executable');
  });

  it('digests what is no table, and nothing at all', async () => {
    const { value } = await runJson('snapshot', at('weights.bin'), at('nothing'));
    expect(value).toMatchObject([
      { format: 'binary', byteLength: 4, rowCount: null, columns: null, logicalDigest: null },
      { byteLength: 0, md5: 'd41d8cd98f00b204e9800998ecf8427e' },
    ]);
  });

  it('gives the digests of what cannot be read as a table with its failure, puts the rest in its place, and exits with 2', async () => {
    const { status, value } = await runJson(
      'snapshot',
      at('ragged.csv'),
      at('missing.csv'),
      at('trips.csv'),
      at('broken.jsonl'),
    );
    expect(status).toBe(2);
    expect(value).toMatchObject([
      {
        path: at('ragged.csv'),
        sha256: createHash('sha256')
          .update(readFileSync(at('ragged.csv')))
          .digest('hex'),
        rowCount: null,
        failure: { kind: 'raggedRow', line: 3 },
      },
      {
        path: at('missing.csv'),
        failure: { kind: 'unreadable', message: expect.stringContaining('there is no such file') as string },
      },
      { path: at('trips.csv'), rowCount: 2 },
      { path: at('broken.jsonl'), failure: { kind: 'malformedJson', line: 2, column: 6 } },
    ]);
  });

  it('reads as its flags say', async () => {
    const skipped = await runJson('snapshot', at('ragged.csv'), '--skip-bad-rows', '--max-bad-share', '0.5');
    const warnings = [
      { kind: 'skippedRows', count: 1, firstLines: [3], message: '1 row left out, on line 3.' },
    ];
    expect(skipped).toMatchObject({ status: 0, value: [{ rowCount: 2, warnings }] });
    const wrong = await runJson('snapshot', '--delimiter', ',', at('semicolons.csv'));
    expect(wrong.value).toMatchObject([{ columns: [{ name: 'a;b' }] }]);
    const bare = await runJson('snapshot', '--no-header', '--delimiter=;', at('semicolons.csv'));
    expect(bare.value).toMatchObject([{ rowCount: 2, columns: [{ name: 'column1' }, { name: 'column2' }] }]);
  });

  it('gives a folder the digest that the shell gives it, with names that trip sorting and escaping', async () => {
    const tree = at('tree');
    mkdirSync(path.join(tree, 'a/.git/objects'), { recursive: true });
    mkdirSync(path.join(tree, '.git'), { recursive: true });
    for (const name of [
      'b',
      'a/c',
      'a-c',
      'a.c',
      'Ä',
      '\u{1F600}',
      '\uFF61',
      'back\\slash',
      'new\nline',
      '__proto__',
      '<b>&',
    ]) {
      writeFileSync(path.join(tree, name), `content of ${name}`);
    }
    writeFileSync(path.join(tree, '.git/HEAD'), 'ref');
    writeFileSync(path.join(tree, 'a/.git/objects/x'), 'object');
    symlinkSync('b', path.join(tree, 'link'));
    const shell = system(
      'bash',
      '-c',
      `cd '${tree}' && find -L . -type f -not -path '*/.git/*' -printf '%P\\0' | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum`,
    );
    const { status, value } = await runJson('snapshot', tree);
    expect(status).toBe(0);
    expect(value).toMatchObject([
      {
        kind: 'directory',
        sha256: shell.slice(0, 64),
        md5: null,
        fileCount: 12,
        leftOutCount: 2,
        dvcDirMd5: expect.stringMatching(/^[0-9a-f]{32}\.dir$/) as string,
      },
    ]);
  });

  it('follows links to files and folders, and names those that leave, turn in a circle or lead to nothing', async () => {
    const linked = at('linked');
    mkdirSync(path.join(linked, 'data/raw'), { recursive: true });
    mkdirSync(at('cache'));
    writeFileSync(path.join(linked, 'data/raw/a.csv'), 'a\n1\n');
    writeFileSync(at('cache/b.csv'), 'b\n1\n');
    symlinkSync('data/raw', path.join(linked, 'latest'));
    symlinkSync('../..', path.join(linked, 'data/raw/up'));
    symlinkSync('self', path.join(linked, 'self'));
    symlinkSync(at('cache/b.csv'), path.join(linked, 'b.csv'));
    symlinkSync('nowhere', path.join(linked, 'gone'));
    const links = { leaving: ['b.csv'], circling: ['data/raw/up', 'latest/up', 'self'], broken: ['gone'] };
    const { value } = await runJson('snapshot', linked);
    const [folder] = value as { links: Record<string, string[]> }[];
    const sorted = Object.entries(folder!.links).map(([reason, names]) => [reason, names.toSorted()]);
    expect(Object.fromEntries(sorted)).toEqual(links);
    // The file itself, and through the link to its folder.
    expect(folder).toMatchObject({ fileCount: 2 });
    const followed = await runJson('snapshot', linked, '--follow', at('cache'));
    const shell = system(
      'bash',
      '-c',
      `cd '${linked}' && find -L . -type f -printf '%P\\0' 2> /dev/null | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum`,
    );
    expect(followed.value).toMatchObject([
      { fileCount: 3, sha256: shell.slice(0, 64), links: { leaving: [] } },
    ]);
    const { stderr } = await runCommand('snapshot', linked);
    expect(stderr).toContain('links that leave the folder, not followed: b.csv');
  });

  it('leaves files out by patterns, names them, and gives that another digest', async () => {
    const project = path.join(folder, 'patterns');
    mkdirSync(path.join(project, 'node_modules/p'), { recursive: true });
    for (const name of ['a.csv', 'b.tmp', 'node_modules/p/i.js'])
      writeFileSync(path.join(project, name), 'x');
    const given = ['snapshot', project, '--leave-out', 'node_modules/', '--leave-out', '*.tmp'];
    const [whole] = (await runJson('snapshot', project)).value as { sha256: string }[];
    const { value } = await runJson(...given);
    expect(value).toMatchObject([
      {
        fileCount: 1,
        dvcDirMd5: null,
        leftOut: { patterns: ['node_modules/', '*.tmp'], names: ['b.tmp', 'node_modules/'] },
      },
    ]);
    expect((value as { sha256: string }[])[0]?.sha256).not.toBe(whole?.sha256);
    expect((await runCommand(...given)).stdout).toContain('left out        b.tmp, node_modules/');
  });

  it('gives an empty folder the digest of no bytes', async () => {
    mkdirSync(at('empty'));
    const { value } = await runJson('snapshot', at('empty'));
    expect(value).toMatchObject([
      { fileCount: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    ]);
  });

  it('prints a readable table without --json', async () => {
    const { status, stdout } = await runCommand('snapshot', at('trips.csv'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/SHA-256 +[0-9a-f]{64}\n/);
    expect(stdout).toMatch(/ {2}city +string +nullable\n/);
  });

  it('shows control characters in a name, and sends none to the terminal', async () => {
    writeFileSync(at('evil\u001b[31m.csv'), 'a\n1\n');
    const { stdout } = await runCommand('snapshot', at('evil\u001b[31m.csv'));
    expect(stdout).toContain('\\x1b[31m');
    expect(stdout).not.toContain('\u001b');
  });

  it.skipIf(!sharedFolder)('gives real folders the MD5 that DVC gave them', async () => {
    // A dataset of DVC's own example, kept in a .dvc file beside its bytes where the corpus has both.
    const index = JSON.parse(readFileSync(path.join(sharedFolder!.corpus, 'INDEX.json'), 'utf8')) as {
      file: string;
      sha256: string;
      md5: string;
    }[];
    const some = index.filter((_, position) => position % 40 === 0);
    const { value } = await runJson(
      'snapshot',
      ...some.map(({ file }) => path.join(sharedFolder!.corpus, file)),
    );
    expect(value).toMatchObject(some.map(({ sha256, md5 }) => ({ sha256, md5 })));
  });
});

describe('throughline', () => {
  it.each([
    [[], 2],
    [['snapshot'], 2],
    [['snapshot', '--nonsense', 'x'], 2],
    [['snapshot', '--delimiter'], 2],
    [['snapshot', '--thousands', 'ab', 'x'], 2],
    [['snapshot', '--header', '--no-header', 'x'], 2],
    [['profile', 'a', 'b'], 2],
    [['nonsense'], 2],
    [['--help'], 0],
    [['snapshot', '--help'], 0],
    [['profile', 'x', '-h'], 0],
  ])('with %j exits with %i, and says how it is used', async (given, status) => {
    const ran = await runCommand(...given);
    expect(ran.status).toBe(status);
    expect(status === 0 ? ran.stdout : ran.stderr).toContain('Usage: throughline');
    expect(status === 0 ? ran.stderr : ran.stdout).toBe('');
  });

  it('takes what follows -- for a path', async () => {
    const { status, stderr } = await runCommand('snapshot', '--', '--json');
    expect(status).toBe(2);
    expect(stderr).toContain('there is no such file');
  });
});
