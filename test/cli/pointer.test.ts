import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

const trips = 'id,city\n1,Oslo\n2,\n';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-pointer-'));
  writeFileSync(path.join(folder, 'trips.csv'), trips);
  writeFileSync(path.join(folder, 'ragged.csv'), 'a,b\n1\n');
  writeFileSync(path.join(folder, 'nothing'), '');
  mkdirSync(path.join(folder, 'months/deep'), { recursive: true });
  mkdirSync(path.join(folder, 'months/.git'));
  writeFileSync(path.join(folder, 'months/été.csv'), trips);
  writeFileSync(path.join(folder, 'months/deep/a.csv'), 'a\n');
  writeFileSync(path.join(folder, 'months/.git/HEAD'), 'ref');
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

describe('throughline pointer', () => {
  it('prints a git-lfs pointer, and nothing else', async () => {
    const sha256 = createHash('sha256').update(trips).digest('hex');
    expect(await runCommand('pointer', at('trips.csv'), '--lfs')).toEqual({
      status: 0,
      stdout: `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 18\n`,
      stderr: '',
    });
    expect(await runCommand('pointer', at('nothing'), '--lfs')).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('prints the .dvc file of a file, a table that cannot be read too', async () => {
    const { status, stdout } = await runCommand('pointer', at('trips.csv'), '--dvc');
    expect([status, stdout]).toEqual([
      0,
      `outs:\n- md5: ${md5(trips)}\n  size: 18\n  hash: md5\n  path: trips.csv\n`,
    ]);
    expect((await runCommand('pointer', at('ragged.csv'), '--dvc')).status).toBe(0);
  });

  it('prints the .dvc file of a folder, its MD5 that of the listing as Python writes it', async () => {
    const listing = `[{"md5": "${md5('a\n')}", "relpath": "deep/a.csv"}, {"md5": "${md5(trips)}", "relpath": "\\u00e9t\\u00e9.csv"}]`;
    const text = `outs:\n- md5: ${md5(listing)}.dir\n  size: 20\n  nfiles: 2\n  hash: md5\n  path: months\n`;
    expect((await runCommand('pointer', at('months/'), '--dvc')).stdout).toBe(text);
    const { value } = await runJson('pointer', at('months'), '--dvc');
    expect(value).toMatchObject({
      path: at('months'),
      pointer: 'dvc',
      name: 'months.dvc',
      text,
      md5: `${md5(listing)}.dir`,
      byteLength: 20,
      fileCount: 2,
    });
  });

  it('leaves out of a folder what .dvcignore above it names, and follows no link to a folder', async () => {
    mkdirSync(at('project/data/more'), { recursive: true });
    writeFileSync(at('project/.dvcignore'), '*.tmp\n');
    writeFileSync(at('project/data/a.csv'), 'a\n');
    writeFileSync(at('project/data/b.tmp'), 'b\n');
    writeFileSync(at('project/data/more/c.csv'), 'c\n');
    symlinkSync('more', at('project/data/link'));
    const listing = `[{"md5": "${md5('a\n')}", "relpath": "a.csv"}, {"md5": "${md5('c\n')}", "relpath": "more/c.csv"}]`;
    const text = `outs:\n- md5: ${md5(listing)}.dir\n  size: 4\n  nfiles: 2\n  hash: md5\n  path: data\n`;
    expect((await runCommand('pointer', at('project/data'), '--dvc')).stdout).toBe(text);
    const { value } = await runJson('snapshot', at('project/data'));
    // Our own digest is of all four files.
    expect(value).toMatchObject([{ dvcDirMd5: `${md5(listing)}.dir`, fileCount: 4, byteLength: 8 }]);
  });

  it('refuses a folder that DVC refuses: one that .dvcignore names, and one with a .dvcignore inside', async () => {
    mkdirSync(at('other/named'), { recursive: true });
    mkdirSync(at('other/holds'));
    writeFileSync(at('other/.dvcignore'), 'named\n');
    writeFileSync(at('other/named/a'), 'a');
    writeFileSync(at('other/holds/.dvcignore'), 'x\n');
    const named = await runJson('pointer', at('other/named'), '--dvc');
    expect(named).toMatchObject({ status: 2, value: { failure: { kind: 'unsupported' } } });
    const holds = await runCommand('pointer', at('other/holds'), '--dvc');
    expect(holds).toMatchObject({ status: 2, stdout: '' });
    expect(holds.stderr).toContain('.dvcignore inside');
  });

  it('says that a file is executable, as `dvc add` does', async () => {
    writeFileSync(at('run.sh'), 'echo\n', { mode: 0o755 });
    expect((await runCommand('pointer', at('run.sh'), '--dvc')).stdout).toContain(
      'size: 5\n  isexec: true\n',
    );
  });

  it('refuses what it cannot read, a folder for git-lfs, and two pointers or none, with status 2', async () => {
    const missing = await runJson('pointer', at('missing'), '--dvc');
    expect(missing).toMatchObject({ status: 2, value: { failure: { kind: 'unreadable' } } });
    expect(await runCommand('pointer', at('months'), '--lfs')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('no pointers to folders') as string,
    });
    expect((await runCommand('pointer', at('trips.csv'))).status).toBe(2);
    expect((await runCommand('pointer', at('trips.csv'), '--lfs', '--dvc')).status).toBe(2);
  });

  it('is in the help', async () => {
    expect((await runCommand('--help')).stdout).toMatch(/pointer FILE --dvc\|--lfs/);
    expect((await runCommand('pointer', '--help')).stdout).toContain('git lfs pointer --file=FILE');
  });
});
