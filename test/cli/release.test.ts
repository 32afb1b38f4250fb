import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

let folder: string;
const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
/** A column of numbers, or several. */
const csv = (columns: Readonly<Record<string, readonly (number | string)[]>>): string =>
  [
    Object.keys(columns).join(','),
    ...(Object.values(columns)[0] ?? []).map((_, row) =>
      Object.values(columns)
        .map((cells) => cells[row])
        .join(','),
    ),
    '',
  ].join('\n');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-release-'));
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('throughline release', { timeout: 30_000 }, () => {
  it('lists its commands, and each has its own help', async () => {
    const listed = /Commands:\n {2}release tails SAMPLES /;
    expect(await runCommand('release', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(listed) as string,
    });
    expect(await runCommand('release')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(listed) as string,
    });
    expect(await runCommand('release', 'ship', 'x')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no command "release ship"') as string,
    });
    expect(await runCommand('release', 'tails', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Usage: throughline release tails SAMPLES') as string,
    });
  });
});

describe('throughline release tails', { timeout: 30_000 }, () => {
  it('[G9] gives p50, p95 and p99 of each column of numbers', async () => {
    // 1 to 101: h = 100 q is a whole rank, so that p95 is the 96th value.
    const numbers = Array.from({ length: 101 }, (_, at) => at + 1);
    const samples = file('latency.csv', csv({ request: numbers.map((at) => `r${at}`), ms: numbers }));
    const tail = { count: 101, min: 1, mean: 51, p50: 51, p95: 96, p99: 100, max: 101 };
    expect(await runJson('release', 'tails', samples)).toEqual({
      status: 0,
      value: { tails: [{ metric: 'ms', ...tail }] },
    });
    const { stdout } = await runCommand('release', 'tails', samples);
    expect(stdout).toMatch(
      /^metric +values +min +mean +p50 +p95 +p99 +max\nms +101 +1 +51 +51 +96 +100 +101\n$/,
    );
  });

  it('reads a JSON list of numbers, and one metric of several', async () => {
    expect(await runJson('release', 'tails', file('bare.json', '[3, 1, 2]'))).toMatchObject({
      value: { tails: [{ metric: 'value', count: 3, p50: 2 }] },
    });
    const two = file('two.csv', csv({ a: [1, 2], b: [3, 4] }));
    expect(await runJson('release', 'tails', two, '--metric', 'b')).toMatchObject({
      value: { tails: [{ metric: 'b', p50: 3.5 }] },
    });
  });

  it('answers 2 where there are no such samples, and says what is there', async () => {
    const words = file('words.csv', csv({ name: ['x', 'y'], note: ['1', 'many'] }));
    const cases = [
      { given: [words], says: 'none of its columns is all numbers: name, note' },
      { given: [words, '--metric', 'ms'], says: 'it has no column "ms": its columns are name, note' },
      { given: [words, '--metric', 'note'], says: 'Row 2 of note is “many”, and no number' },
      { given: [path.join(folder, 'missing.csv')], says: 'no such file' },
      { given: [file('ragged.csv', 'a,b\n1\n')], says: '1 field' },
    ];
    for (const { given, says } of cases) {
      const { status, value } = await runJson('release', 'tails', ...given);
      expect([status, value]).toEqual([
        2,
        {
          path: given[0],
          failure: expect.objectContaining({ message: expect.stringContaining(says) as string }) as unknown,
        },
      ]);
    }
  });
});
