import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-merge-'));
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

/** Runs a command whose standard input is this text. */
function runOn(input: string, ...given: string[]): Promise<{ status: number | null; stdout: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...given]);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.on('close', (status) => resolve({ status, stdout }));
    child.stdin.end(input);
  });
}

interface Column {
  readonly name: string;
  readonly nullCount: number;
  readonly distinctCount: number;
  readonly distinctIsExact: boolean;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly quantiles: Readonly<Record<string, number>>;
  readonly maxRankError: number;
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

/** Row i: n is 7,919 i mod 40,009, a prime, so that all differ; g has five values. */
const rowsOf = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${((from + i) * 7919) % 40_009},g${(from + i) % 5}\n`).join(
    '',
  );

describe('throughline profile merge', () => {
  it('[P14] gives of three parts the profile of the whole, within the stated error', async () => {
    const states: string[] = [];
    for (const part of [0, 1, 2]) {
      const table = file(`part${part}.csv`, `n,g\n${rowsOf(part * 20_000, (part + 1) * 20_000)}`);
      states.push(path.join(folder, `part${part}.state`));
      expect((await runCommand('profile', table, '--state', states[part]!)).status).toBe(0);
    }
    const merged = (await runJson('profile', 'merge', ...states, '--json')).value as {
      rowCount: number;
      columns: Column[];
      origin: unknown;
    };
    const [n, g] = merged.columns;
    expect(merged.rowCount).toBe(60_000);
    expect(merged.origin).toEqual({ engine: 'Throughline', partCount: 3, columns: [] });
    // 60,000 rows of a cycle of 40,009: all values from 0, and 19,991 of them twice.
    expect([n!.min, n!.max, n!.nullCount]).toEqual([0, 40_008, 0]);
    expect(Math.abs(n!.distinctCount - 40_009)).toBeLessThan(4 * 0.0081 * 40_009);
    for (const [share, value] of Object.entries(n!.quantiles))
      expect(Math.abs(value / 40_009 - Number(share))).toBeLessThan(n!.maxRankError + 0.01);
    expect(g).toMatchObject({ distinctCount: 5, distinctIsExact: true });
    expect(g!.top).toEqual(['g0', 'g1', 'g2', 'g3', 'g4'].map((value) => ({ value, count: 12_000 })));
  });

  it('takes a file of several states, standard input, and gives one line', async () => {
    const first = await runOn('1,a\n2,b\n', 'profile', '-', '--columns', 'n,t', '--state', '-');
    const second = await runOn('{"n":3,"t":"c"}\n{"n":9}\n', 'profile', '-', '--state', '-');
    expect([first.status, second.status]).toEqual([0, 0]);
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);
    const merged = await runOn(first.stdout + second.stdout, 'profile', 'merge', '-', '--one-line');
    expect(merged.stdout.trimEnd().split('\n')).toHaveLength(1);
    const { rowCount, columns } = JSON.parse(merged.stdout) as { rowCount: number; columns: Column[] };
    // 1, 2, 3, 9: mean 15/4.
    expect(rowCount).toBe(4);
    expect(columns[0]).toMatchObject({ name: 'n', mean: 3.75, min: 1, max: 9, distinctCount: 4 });
    expect(columns[1]).toMatchObject({ name: 't', nullCount: 1, distinctCount: 3 });
  });

  it('gives a state that merges on, and that drift takes for a side', async () => {
    const table = file('same.csv', `n,g\n${rowsOf(0, 3000)}`);
    const state = path.join(folder, 'same.state');
    const twice = path.join(folder, 'twice.state');
    await runCommand('profile', table, '--state', state);
    await runCommand('profile', 'merge', state, state, '--state', twice);
    expect(readFileSync(twice, 'utf8').split('\n')).toHaveLength(2);
    const { value } = await runJson('drift', table, twice);
    const { columns } = value as { columns: { name: string; psi: number }[] };
    expect(columns.map(({ psi }) => psi)).toEqual([0, 0]);
  });

  it('refuses tables, broken states and states of another version, in words', async () => {
    const table = file('table.csv', 'n\n1\n2\n');
    expect((await runCommand('profile', 'merge', table)).stderr).toContain('no state of a profile');
    const state = path.join(folder, 'one.state');
    await runCommand('profile', table, '--state', state);
    const line = readFileSync(state, 'utf8');
    const other = file('other.state', line.replace('"version":1', '"version":2'));
    expect((await runCommand('profile', 'merge', other)).stderr).toContain('the state is of version 2');
    const broken = file('broken.state', line.replace('"rowCount":2', '"rowCount":1'));
    const refused = await runCommand('profile', 'merge', broken);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('state 1: its profile');
    expect((await runCommand('profile', table, '--columns', 'a,b')).stderr).toContain(
      'it has 1 columns, and --columns names 2',
    );
  });
});
