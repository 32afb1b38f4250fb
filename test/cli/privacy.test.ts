import { gzipSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zippedFiles } from '../zippedFiles';
import { runCommand, runJson } from './runCommand';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-privacy-'));
  mkdirSync(path.join(folder, 'data'));
  writeFileSync(
    path.join(folder, 'data', 'people.csv'),
    'id,email,fare\n1,ana@example.org,12.5\n2,,7.25\n3,bo@example.org,8\n4,ana@example.org,9\n',
  );
  writeFileSync(path.join(folder, 'data', 'readme.txt'), 'no table\n');
  writeFileSync(path.join(folder, 'data', 'users.jsonl'), '{"user":{"email":"ana@example.org"}}\n{"n":1}\n');
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

const people = (): string => path.join(folder, 'data', 'people.csv');

describe('throughline privacy', () => {
  it('names the columns of a table, with what each seems to hold', async () => {
    const { status, value } = await runJson('privacy', people());
    expect(status).toBe(0);
    expect(value).toEqual({
      files: [
        {
          path: people(),
          columns: [
            { name: 'id', looked: 1, findings: [] },
            {
              name: 'email',
              looked: 1,
              findings: [
                {
                  kind: 'email',
                  score: 0.99,
                  action: 'escalate',
                  rows: 3,
                  rowsAreExact: true,
                  samples: ['a•••@e•••.org', 'b•••@e•••.org'],
                },
              ],
            },
            { name: 'fare', looked: 1, findings: [] },
          ],
        },
      ],
    });
  });

  it('reads every table of a folder, whatever its format', async () => {
    const { status, value } = await runJson('privacy', path.join(folder, 'data'));
    expect(status).toBe(0);
    const files = (value as { files: { path: string; columns: { findings: unknown[] }[] }[] }).files;
    expect(files.map((file) => path.basename(file.path))).toEqual(['people.csv', 'users.jsonl']);
    expect(files.every(({ columns }) => columns.some(({ findings }) => findings.length > 0))).toBe(true);
  });

  it('exits with 1 where a finding blocks, or escalates under --strict, and with 2 where a file is no table', async () => {
    expect((await runCommand('privacy', people(), '--block', '0.9')).status).toBe(1);
    expect((await runCommand('privacy', people(), '--strict')).status).toBe(1);
    expect((await runCommand('privacy', people(), '--strict', '--allow', 'email')).status).toBe(0);
    expect((await runCommand('privacy', path.join(folder, 'data', 'readme.txt'))).status).toBe(2);
    expect((await runCommand('privacy', path.join(folder, 'none.csv'))).status).toBe(2);
    expect((await runCommand('privacy', people(), '--block', 'much')).status).toBe(2);
  });

  it('shows a masked table to people', async () => {
    const { stdout } = await runCommand('privacy', people());
    expect(stdout).toMatch(/email +email +0\.99 +escalate +3 +a•••@e•••\.org/);
    expect(stdout).not.toContain('ana@');
  });
});

describe('privacy --key', () => {
  it('lists the files that contain a key, and ends with 1 where one does', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-key-'));
    writeFileSync(path.join(folder, 'a.csv'), 'id,note\n7,of 7\n8,\n');
    writeFileSync(path.join(folder, 'b.bin'), 'x 7 y 77\u0000');
    writeFileSync(path.join(folder, 'c.csv'), 'id\n77\n');
    const { status, value } = await runJson('privacy', folder, '--key', '7');
    expect(status).toBe(1);
    expect(value).toEqual({
      files: [
        { path: path.join(folder, 'a.csv'), count: 1, columns: [{ name: 'id', rowCount: 1 }] },
        { path: path.join(folder, 'b.bin'), count: 1, columns: null },
      ],
    });
    const table = path.join(folder, 'a.csv');
    expect((await runCommand('privacy', table, '--key', '7', '--column', 'note')).status).toBe(0);
    expect((await runCommand('privacy', table, '--column', 'note')).status).toBe(2);
  });

  it('finds a key inside of longer cells and of packed files, and no longer word that has it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-key-'));
    const key = 'ana@example.org';
    writeFileSync(path.join(folder, 'a.csv'), `id,note\n1,"write to ${key}, please"\n2,diana@example.org\n`);
    writeFileSync(path.join(folder, 'b.pkl.gz'), gzipSync(`\u0080\u0003X ${key}\nq`));
    writeFileSync(path.join(folder, 'c.csv.gz'), gzipSync(`id,mail\n1,${key}\n`));
    writeFileSync(path.join(folder, 'd.bin'), `\u0000 di${key}`);
    const { status, value } = await runJson('privacy', folder, '--key', key);
    expect(status).toBe(1);
    expect(value).toEqual({
      files: [
        { path: path.join(folder, 'a.csv'), count: 1, columns: [{ name: 'note', rowCount: 1 }] },
        { path: path.join(folder, 'b.pkl.gz'), count: 1, columns: null },
        { path: path.join(folder, 'c.csv.gz'), count: 1, columns: [{ name: 'mail', rowCount: 1 }] },
      ],
    });
  });

  it('looks into archives file by file, and ends with 2 where a file inside of one cannot be searched', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-key-'));
    const zip = zippedFiles({ 'in/a.csv': 'id,mail\n1,ana@b.org\n2,ana@b.org\n', 'b.txt': 'ana@b.org' });
    const archive = path.join(folder, 'all.zip');
    writeFileSync(archive, zip);
    const { status, value } = await runJson('privacy', folder, '--key', 'ana@b.org');
    expect(status).toBe(1);
    expect(value).toEqual({ files: [{ path: archive, count: 3, columns: null }] });
    zip[zip.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 10] = 99;
    writeFileSync(archive, zip);
    const broken = await runCommand('privacy', folder, '--key', 'nobody');
    expect(broken.status).toBe(2);
    expect(broken.stderr).toContain('all.zip: b.txt: it is packed by method 99, which is not read');
  });

  it('check warns of a table that holds personal data, without a contract', async () => {
    const { status, value } = await runJson('check', people());
    expect(status).toBe(0);
    expect((value as { checks: unknown[] }).checks).toMatchObject([
      {
        path: people(),
        clause: 'privacy',
        column: 'email',
        verdict: 'warn',
        evidence: { message: 'email holds e-mail addresses (0.99)' },
      },
    ]);
    expect((await runCommand('check', people(), '--strict')).status).toBe(1);
  });
});
