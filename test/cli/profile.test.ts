import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runForHead, runJson } from './runCommand';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-profile-'));
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

describe('throughline profile', () => {
  it('gives figures that can be checked by hand', async () => {
    // 1, 2, 3, 4: mean 2.5, sample deviation sqrt(5/3); position p x 3 between neighbours.
    const { status, value } = await runJson('profile', file('numbers.csv', 'n,t\n1,a\n2,b\n3,a\n4,\n'));
    expect(status).toBe(0);
    expect(value).toEqual({
      rowCount: 4,
      warnings: [],
      columns: [
        {
          name: 'n',
          type: 'integer',
          nullCount: 0,
          distinctCount: 4,
          distinctIsExact: true,
          min: 1,
          max: 4,
          mean: 2.5,
          standardDeviation: expect.closeTo(Math.sqrt(5 / 3), 12) as number,
          quantiles: {
            '0.05': expect.closeTo(1.15, 12) as number,
            '0.25': 1.75,
            '0.5': 2.5,
            '0.75': 3.25,
            '0.95': expect.closeTo(3.85, 12) as number,
          },
          maxRankError: 0,
          top: [
            { value: '1', count: 1 },
            { value: '2', count: 1 },
            { value: '3', count: 1 },
            { value: '4', count: 1 },
          ],
        },
        {
          name: 't',
          type: 'string',
          nullCount: 1,
          distinctCount: 2,
          distinctIsExact: true,
          min: 'a',
          max: 'b',
          mean: null,
          standardDeviation: null,
          quantiles: null,
          maxRankError: null,
          top: [
            { value: 'a', count: 2 },
            { value: 'b', count: 1 },
          ],
        },
      ],
      dialect: expect.objectContaining({ delimiter: ',', headerLines: 1 }) as object,
    });
  });

  it('keeps integers past 2^53 exact, as text, and prints no NaN', async () => {
    const { value } = await runJson(
      'profile',
      file('big.csv', 'id,one\n9007199254740993,1\n9007199254740995,\n'),
    );
    expect(value).toMatchObject({
      columns: [
        { type: 'integer', min: '9007199254740993', max: '9007199254740995' },
        { min: 1, standardDeviation: null },
      ],
    });
  });

  it('keeps every digit of a decimal, as text where no double has them', async () => {
    const { value } = await runJson('profile', file('d.csv', 'd\n12345678901234567.89\n-0.010\n'));
    expect(value).toMatchObject({ columns: [{ type: 'number', min: -0.01, max: '12345678901234567.89' }] });
  });

  it('shows dates as dates', async () => {
    // The mean of 1970-01-01 and 1970-01-03 is 1970-01-02; their sample deviation is sqrt(2) days.
    const { value } = await runJson('profile', file('days.csv', 'day\n1970-01-01\n1970-01-03\n'));
    expect(value).toMatchObject({
      columns: [
        {
          type: 'date',
          min: '1970-01-01',
          max: '1970-01-03',
          mean: '1970-01-02T00:00:00',
          standardDeviation: expect.closeTo(86_400 * Math.SQRT2, 6) as number,
        },
      ],
    });
  });

  it('refuses what is no table, and a missing file, with exit status 2', async () => {
    const notes = file('notes.txt', 'a,b\n1,2\n');
    expect(await runJson('profile', notes)).toMatchObject({
      status: 2,
      value: { path: notes, failure: { kind: 'unsupported' } },
    });
    expect(await runJson('profile', `${notes}.missing`)).toMatchObject({
      status: 2,
      value: { failure: { kind: 'unreadable' } },
    });
  });

  it('profiles a table without rows', async () => {
    const { status, value } = await runJson('profile', file('header.csv', 'a,b\n'));
    expect(status).toBe(0);
    expect(value).toMatchObject({
      rowCount: 0,
      columns: [{ name: 'a', type: 'empty', min: null, quantiles: null, top: [] }, { name: 'b' }],
    });
  });

  it('prints a readable table without --json', async () => {
    const { stdout } = await runCommand('profile', file('readable.csv', 'n\n1\n2\n'));
    expect(stdout).toMatch(/2 rows\n\ncolumn .*median.*\nn +integer +none +2 /);
  });
});

describe('throughline drift', () => {
  it('compares two files, and says by which recipe', async () => {
    const before = file('before.csv', `c\n${'a\n'.repeat(10)}${'b\n'.repeat(10)}`);
    const after = file('after.csv', `c\n${'a\n'.repeat(15)}${'b\n'.repeat(5)}`);
    const { status, value } = await runJson('drift', before, after, '--recipe', 'proportions');
    expect(status).toBe(0);
    // (3/4 - 1/2) ln((3/4) / (1/2)) + (1/4 - 1/2) ln((1/4) / (1/2)) = (1/4) ln 3; the epsilon moves it by less than 1e-7.
    expect(value).toMatchObject({
      recipe: { name: 'proportions' },
      columns: [{ name: 'c', psi: expect.closeTo(Math.log(3) / 4, 6) as number }],
    });
  });

  it('prints one JSON value where a file is missing, too', async () => {
    const { status, value } = await runJson(
      'drift',
      file('there.csv', 'c\n1\n'),
      path.join(folder, 'not-there.csv'),
    );
    expect(status).toBe(2);
    expect(value).toMatchObject({
      path: path.join(folder, 'not-there.csv'),
      failure: { kind: 'unreadable' },
    });
  });

  it('takes a reader that has had enough as no failure', async () => {
    // More columns than a pipe holds of their profiles.
    const names = Array.from({ length: 3000 }, (_, index) => `column_${index}`);
    const wide = file('wide.csv', `${names.join(',')}\n${names.map(() => '1').join(',')}\n`);
    expect(await runForHead('profile', wide, '--json')).toEqual({ status: 0, stderr: '' });
  });
});
