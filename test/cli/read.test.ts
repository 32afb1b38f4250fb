import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

let folder: string;
const file = (name: string, text: string | Uint8Array): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-read-'));
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('throughline read', { timeout: 30_000 }, () => {
  it('prints what it read as CSV, with a header line only where the file has one', async () => {
    const headed = file('headed.csv', Buffer.from('sep=;\nname;n\n"a, b";1\nK\u00F6ln;2\n', 'latin1'));
    expect(await runCommand('read', headed, '--csv')).toMatchObject({
      status: 0,
      stdout: 'name,n\n"a, b",1\nKöln,2\n',
    });
    const bare = file('bare.csv', '1;x\n2;y\n');
    expect((await runCommand('read', bare, '--csv', '--rows', '1')).stdout).toBe('1,x\n');
    expect(await runCommand('read', file('empty.csv', ''), '--csv')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('prints how it was read, columns, rows and warnings as JSON', async () => {
    const { status, value } = await runJson('read', file('marks.csv', 'a;b\n1,5;x\n2,5;\n3,5;y\n'), '--json');
    expect(status).toBe(0);
    expect(value).toMatchObject({
      dialect: { encoding: 'utf-8', delimiter: ';', quote: '"', skipLines: 0, headerLines: 1 },
      columns: [
        { name: 'a', type: 'string' },
        { name: 'b', type: 'string', nullable: true },
      ],
      rows: [
        ['1,5', 'x'],
        ['2,5', null],
        ['3,5', 'y'],
      ],
      warnings: [
        {
          kind: 'numberMarks',
          column: 'a',
          decimal: ',',
          message: expect.stringContaining('decimal comma') as string,
        },
      ],
    });
    const chosen = await runJson(
      'read',
      path.join(folder, 'marks.csv'),
      '--json',
      '--decimal',
      ',',
      '--null',
      'x',
    );
    expect(chosen.value).toMatchObject({
      columns: [{ type: 'number' }, {}],
      rows: [['1.5', null], {}, {}],
      warnings: [],
    });
  });

  it('refuses rows that do not fit with their lines and the ways on, and counts what it left out', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row},x`).join('\n');
    const ragged = file('ragged.csv', `a,b\n${rows}\n7\n8,y\n`);
    const refused = await runCommand('read', ragged, '--csv');
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain(
      'line 22: row 21 has 1 field, 2 expected. --pad-short-rows reads 1 of them',
    );
    const skipped = await runCommand('read', ragged, '--csv', '--skip-bad-rows');
    expect(skipped.status).toBe(0);
    expect(skipped.stderr).toContain('1 row left out, on line 22.');
    const none = await runCommand('read', ragged, '--skip-bad-rows', '--max-bad-share', '0');
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringContaining('1 of 22 rows do not fit (5 %)') as string,
    ]);
  });

  it('says what a file is that is no table', async () => {
    const png = file('image.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
    expect((await runCommand('read', png)).stderr).toContain('recognised as png');
  });
});
