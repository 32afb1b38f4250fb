import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

interface Said {
  readonly verdict: string;
  readonly checks: readonly {
    path: string;
    pointer: string;
    clause: string;
    verdict: string;
    evidence: { message: string; value?: string };
  }[];
}

let folder = '';
const data = (name = ''): string => path.join(folder, 'data', name);
const lock = (): string => path.join(folder, 'data.lock');

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-lock-'));
  mkdirSync(data('in'), { recursive: true });
  writeFileSync(data('a.csv'), 'id,x\n1,2\n3,4\n');
  writeFileSync(data('in/b.csv'), 'id\n1\n');
  writeFileSync(data('c.bin'), Uint8Array.of(0, 1, 2, 255));
  const { stdout } = await runCommand('snapshot', data(), '--files', '--json');
  writeFileSync(lock(), stdout);
});

async function check(...given: string[]): Promise<{ status: number | null; said: Said }> {
  const { status, value } = await runJson('check', '--lock', lock(), ...given);
  return { status, said: value as Said };
}

describe('check --lock', () => {
  it('passes where nothing changed, by the paths of the lock or by its own folder', async () => {
    const locked = JSON.parse(readFileSync(lock(), 'utf8')) as {
      files: { path: string; rowCount: number | null }[];
    }[];
    expect(locked[0]!.files.map((file) => [file.path, file.rowCount])).toEqual([
      ['a.csv', 2],
      ['c.bin', null],
      ['in/b.csv', 1],
    ]);
    for (const given of [[], [data()], [`${data()}/`]]) {
      const { status, said } = await check(...given);
      expect(status).toBe(0);
      expect(said.checks.map(({ clause, verdict }) => `${clause} ${verdict}`)).toEqual(
        Array.from({ length: 3 }, () => 'digest pass'),
      );
    }
  });

  it('names changed, missing and extra files and other row counts', async () => {
    // The same rows in another order are other bytes: as many rows, and the same logical digest.
    writeFileSync(data('a.csv'), 'id,x\n3,4\n1,2\n');
    writeFileSync(data('in/b.csv'), 'id\n1\n2\n');
    rmSync(data('c.bin'));
    writeFileSync(data('d.csv'), 'id\n');
    const { status, said } = await check(data());
    expect(status).toBe(1);
    expect(said.verdict).toBe('fail');
    const found = said.checks.map((each) => [
      path.relative(data(), each.path),
      each.pointer,
      each.clause,
      each.verdict,
      each.evidence.message,
    ]);
    expect(found).toEqual([
      [
        'a.csv',
        '/0/files/0',
        'digest',
        'fail',
        'the bytes changed: 13 bytes, as before; the rows are the same',
      ],
      ['a.csv', '/0/files/0', 'rowCount', 'pass', '2 rows, as before'],
      ['d.csv', '/0/files', 'extra', 'fail', 'the lock has no such file'],
      [
        'in/b.csv',
        '/0/files/2',
        'digest',
        'fail',
        'the bytes changed: 7 bytes, 5 before; the rows changed, too',
      ],
      ['in/b.csv', '/0/files/2', 'rowCount', 'fail', '2 rows, 1 before'],
      ['c.bin', '/0/files/1', 'present', 'fail', 'the file is missing'],
    ]);
  });

  it('says what changed in the comment, and where in the lock', async () => {
    writeFileSync(data('in/b.csv'), 'id\n1\n2\n');
    const comment = path.join(folder, 'c.md');
    const { stdout } = await runCommand('check', data(), '--lock', lock(), '--markdown', comment, '--github');
    expect(readFileSync(comment, 'utf8')).toMatch(/\*\*Changed\*\*: 1\n- `.*in\/b\.csv: the bytes changed/);
    // The file is outside of the repository, so that GitHub gets no place.
    expect(stdout).toContain('::error title=digest::');
  });

  it('leaves out the lock itself where it lies in the folder', async () => {
    const inside = data('data.lock');
    writeFileSync(inside, '');
    const { stdout } = await runCommand('snapshot', data(), '--files', '--json');
    writeFileSync(inside, stdout);
    const { status, value } = await runJson('check', data(), '--lock', inside);
    expect([status, (value as Said).checks.length]).toEqual([0, 3]);
  });

  it('ends with 2 where the lock is none, or has no entry for a path', async () => {
    const other = path.join(folder, 'other.json');
    writeFileSync(other, '[{"path":"x","kind":"directory"}]');
    const ran = await runCommand('check', '--lock', other);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('/0/files is missing');
    const two = JSON.stringify([
      ...(JSON.parse(readFileSync(lock(), 'utf8')) as object[]),
      { path: 'y', kind: 'directory', files: [] },
    ]);
    writeFileSync(lock(), two);
    expect((await check(folder)).status).toBe(2);
    expect((await runCommand('check', '--lock', lock(), 'none')).status).toBe(2);
  });

  it('goes with a contract: each path is judged by what knows it', async () => {
    const contract = path.join(folder, 'c.odcs.yaml');
    writeFileSync(
      contract,
      'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\nschema:\n  - name: a\n    properties: [{name: id, unique: true}]\n',
    );
    const { status, said } = await check(data(), '--contract', contract);
    expect(status).toBe(0);
    expect(said.checks.map(({ clause }) => clause)).toEqual([
      'present',
      'unique',
      'digest',
      'digest',
      'digest',
    ]);
    writeFileSync(contract, readFileSync(contract, 'utf8').replace('name: a\n', 'name: z\n'));
    expect((await check(data(), '--contract', contract)).status).toBe(0);
    expect((await runCommand('check', data(), '--contract', contract)).status).toBe(2);
  });
});
