import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasGit } from '../formats/git/repositories';
import { runCommand, runJson } from './runCommand';

const before = 'id,v,w\n1,1,x\n2,2,y\n3,3,z\n';
// Row 1 has v 1.001, row 2 has v 5, row 3 is gone and row 4 came.
const after = 'id,v,w\n1,1.001,x\n2,5,y\n4,4,q\n';
let folder: string;
const at = (name: string): string => path.join(folder, name);
const write = (name: string, text: string | Uint8Array): void => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
};
const git = (...given: readonly string[]): void => {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...given], {
    stdio: 'pipe',
  });
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-diff-'));
  write('a.csv', before);
  write('b.csv', after);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('throughline diff', () => {
  it('counts rows by key and cells by column, and exits with 1', async () => {
    const { status, value } = await runJson('diff', at('a.csv'), at('b.csv'), '--key', 'id');
    expect(status).toBe(1);
    expect(value).toMatchObject({
      key: ['id'],
      duplicateKeys: { a: 0, b: 0 },
      rows: { added: 1, removed: 1, changed: 2, unchanged: 0 },
      cells: { changed: 2 },
      columns: [
        { name: 'v', changed: 2 },
        { name: 'w', changed: 0 },
      ],
    });
  });

  it('takes numbers for equal that are close enough, and leaves columns out', async () => {
    const close = await runJson('diff', at('a.csv'), at('b.csv'), '--key', 'id', '--tolerance', '0.01');
    expect(close.value).toMatchObject({ rows: { changed: 1, unchanged: 1 }, cells: { changed: 1 } });
    const ignored = await runJson('diff', at('a.csv'), at('b.csv'), '--key', 'id', '--ignore', 'v');
    expect(ignored.value).toMatchObject({ rows: { changed: 0, unchanged: 2 }, columns: [{ name: 'w' }] });
  });

  it('exits with 0 where the tables are equal, in another order and format too', async () => {
    write('c.jsonl', '{"w":"z","v":3,"id":3}\n{"w":"x","v":1,"id":1}\n{"w":"y","v":2,"id":2}\n');
    const { status, value } = await runJson('diff', at('a.csv'), at('c.jsonl'), '--key', 'id');
    expect([status, value]).toMatchObject([0, { rows: { unchanged: 3, changed: 0, added: 0, removed: 0 } }]);
  });

  it('reports keys that repeat, and cannot tell then', async () => {
    write('d1.csv', 'id,v\n1,1\n1,2\n');
    write('d2.csv', 'id,v\n1,1\n1,3\n');
    const { status, value } = await runJson('diff', at('d1.csv'), at('d2.csv'), '--key', 'id');
    expect([status, value]).toMatchObject([2, { duplicateKeys: { a: 1, b: 1 } }]);
  });

  it('says which columns came, went and changed', async () => {
    write('s1.csv', 'id,gone,kind\n1,a,1\n2,b,2\n');
    write('s2.csv', 'id,kind,late\n1,x,2020-01-01\n2,y,2020-01-02\n');
    const { status, value } = await runJson('diff', at('s1.csv'), at('s2.csv'), '--key', 'id');
    expect([status, value]).toMatchObject([
      1,
      {
        schema: {
          added: [{ name: 'late', type: 'date' }],
          removed: [{ name: 'gone', type: 'string' }],
          changed: [{ name: 'kind', from: 'integer', to: 'string' }],
        },
      },
    ]);
  });

  it('writes the rows that differ as CSV', async () => {
    await runCommand('diff', at('a.csv'), at('b.csv'), '--key', 'id', '-o', at('out.csv'));
    expect(readFileSync(at('out.csv'), 'utf8').split('\r\n')).toEqual([
      '_change,_row,id,v,w',
      'before,1,1,1,x',
      'after,1,1,1.001,x',
      'before,2,2,2,y',
      'after,2,2,5,y',
      'added,3,4,4,q',
      'removed,3,3,3,z',
      '',
    ]);
  });

  it('writes them as Parquet with the types that the columns have on both sides', async () => {
    write('p1.csv', 'id,v,day,kind\n1,1,2024-01-01,7\n2,2,2024-01-02,8\n');
    write('p2.csv', 'id,v,day,kind\n1,1.5,2024-02-29,x\n2,2,2024-01-02,8\n');
    const ran = await runCommand('diff', at('p1.csv'), at('p2.csv'), '--key', 'id', '-o', at('out.parquet'));
    expect(ran.status).toBe(1);
    const { stdout } = await runCommand('read', at('out.parquet'), '--csv');
    const facts = await runJson('snapshot', at('out.parquet'));
    // Row 1 was (1, 1, 2024-01-01, 7) and is (1, 1.5, 2024-02-29, x).
    expect(facts.value).toMatchObject([
      {
        format: 'parquet',
        rowCount: 2,
        columns: [
          { name: '_change', type: 'string' },
          { name: '_row', type: 'integer' },
          { name: 'id', type: 'integer' },
          { name: 'v', type: 'number' },
          { name: 'day', type: 'date' },
          { name: 'kind', type: 'string' },
        ],
      },
    ]);
    expect(stdout.trim().split(/\r?\n/)).toEqual([
      '_change,_row,id,v,day,kind',
      'before,1,1,1,2024-01-01,7',
      'after,1,1,1.5,2024-02-29,x',
    ]);
  });

  it('compares folders file by file, and files that are no tables by their bytes', async () => {
    for (const [name, text] of [
      ['same.txt', 'a'],
      ['other.bin', '\0a'],
      ['t.csv', before],
    ] as const)
      write(`one/${name}`, text);
    for (const [name, text] of [
      ['same.txt', 'a'],
      ['other.bin', '\0b'],
      ['t.csv', after],
      ['new.txt', 'n'],
    ] as const)
      write(`two/${name}`, text);
    const { status, value } = await runJson('diff', at('one'), at('two'));
    expect([status, value]).toMatchObject([
      1,
      {
        files: { added: ['new.txt'], removed: [], changed: ['other.bin', 't.csv'], unchanged: 1 },
        tables: [{ path: 't.csv', rows: { added: 1, removed: 1, changed: 2 } }],
      },
    ]);
  });

  it('exits with 2 for what cannot be read, a column that is not there, and bad usage', async () => {
    expect((await runCommand('diff', at('a.csv'), at('missing.csv'))).status).toBe(2);
    expect((await runCommand('diff', at('a.csv'), at('b.csv'), '--key', 'nope')).stderr).toContain(
      'no column nope',
    );
    expect((await runCommand('diff', at('a.csv'), at('b.csv'), '--tolerance', 'x')).status).toBe(2);
    expect((await runCommand('diff', at('a.csv'), at('one'))).status).toBe(2);
  });
});

describe.skipIf(!hasGit)('throughline diff at a revision', () => {
  const hash = createHash('md5').update(before).digest('hex');

  beforeAll(() => {
    git('init', '--quiet', '--initial-branch=main');
    write('deep/t.csv', before);
    write('big.csv.dvc', `outs:\n- md5: ${hash}\n  size: ${before.length}\n  hash: md5\n  path: big.csv\n`);
    write('.dvc/config', '');
    git('add', 'deep', 'big.csv.dvc');
    git('commit', '--quiet', '-m', 'one');
    git('tag', '-a', 'v1', '-m', 'first');
    write('deep/t.csv', after);
    git('commit', '--quiet', '-am', 'two');
  });

  it.each(['HEAD~1', 'v1', 'v1^{}', 'main^', 'refs/tags/v1'])(
    'finds %s, loose and packed',
    async (revision) => {
      const given = `git:${revision}:${at('deep/t.csv')}`;
      expect((await runJson('diff', given, at('a.csv'))).status).toBe(0);
      git('gc', '--quiet');
      const { status, value } = await runJson('diff', given, at('deep/t.csv'), '--key', 'id');
      expect([status, value]).toMatchObject([1, { rows: { added: 1, removed: 1, changed: 2 } }]);
    },
  );

  it("reads a DVC pointer's bytes from the cache, and says what is missing where they are not there", async () => {
    const given = `git:HEAD:${at('big.csv')}`;
    const missing = await runJson('diff', given, at('a.csv'));
    expect(missing).toMatchObject({
      status: 2,
      value: { failure: { message: expect.stringContaining(`md5 ${hash}`) as string } },
    });
    write(`.dvc/cache/files/md5/${hash.slice(0, 2)}/${hash.slice(2)}`, before);
    expect((await runJson('diff', given, at('a.csv'))).status).toBe(0);
    expect((await runJson('diff', `${given}.dvc`, at('a.csv'))).status).toBe(0);
  });

  it('says what it does not find', async () => {
    const message = async (given: string): Promise<string> =>
      (await runCommand('diff', given, at('a.csv'))).stderr;
    expect(await message(`git:nothing:${at('deep/t.csv')}`)).toContain('names no branch, tag or commit');
    expect(await message(`git:HEAD:${at('deep/none.csv')}`)).toContain(
      'there is no deep/none.csv in the commit',
    );
  });
});
