import { describe, expect, it } from 'vitest';
import { drift } from '../../src/cli/drift';
import { recipes } from '../../src/drift/recipe';
import { err, ok } from '../../src/lib/result';
import type { TableProfile } from '../../src/profile/profile';
import { exactNumbers, table, textColumn } from '../drift/profiles';

const ramp = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const files = new Map<string, TableProfile>([
  [
    'a.csv',
    table(
      exactNumbers('fare', ramp(0, 100)),
      textColumn(
        'zone',
        ramp(0, 100).map((at) => (at % 2 === 0 ? 'n' : 's')),
      ),
    ),
  ],
  ['b.csv', table(exactNumbers('fare', ramp(60, 100)), textColumn('gone\u001b[2J', ['x']))],
]);

async function run(...args: string[]) {
  let [output, errors] = ['', ''];
  const status = await drift(args, {
    readProfile: (path) => {
      const found = files.get(path);
      return Promise.resolve(found ? ok(found) : err(`${path}: no such file`));
    },
    writeOutput: (text) => void (output += text),
    writeError: (text) => void (errors += text),
  });
  return { status, output, errors };
}

describe('throughline drift', () => {
  it('prints one JSON value with the whole recipe and every bin', async () => {
    const { status, output, errors } = await run('a.csv', 'b.csv', '--json');
    expect([status, errors]).toEqual([0, '']);
    const report = JSON.parse(output) as { recipe: unknown; columns: readonly Record<string, unknown>[] };
    expect(report.recipe).toEqual(recipes.deciles);
    expect(report.columns.map((column) => [column['name'], column['band']])).toEqual([
      ['fare', 'significant'],
      ['zone', 'unknown'],
      ['gone\u001b[2J', 'unknown'],
    ]);
    expect(Object.keys(report.columns[0] ?? {})).toEqual(['name', 'type', 'psi', 'maxError', 'band', 'bins']);
    const bins = report.columns[0]?.['bins'] as readonly Record<string, unknown>[];
    expect(bins).toHaveLength(10);
    expect(bins[0]).toEqual({
      label: '< 9.9',
      referenceShare: 0.1,
      currentShare: 0,
      contribution: expect.any(Number) as number,
    });
  });

  it('takes the recipe that it is told', async () => {
    const { output } = await run('a.csv', 'b.csv', '--recipe', 'soda', '--json');
    expect((JSON.parse(output) as { recipe: { name: string } }).recipe.name).toBe('soda');
  });

  it('prints a table for people, in which a name cannot move the cursor', async () => {
    const { status, output } = await run('a.csv', 'b.csv');
    expect(status).toBe(0);
    expect(output).toMatch(/▲ fare .* significant/);
    expect(output).toContain('only in the reference');
    expect(output).not.toContain('\u001b');
  });

  it.each([
    [['a.csv'], 'Two files are needed'],
    [['a.csv', 'b.csv', '--recipe', '__proto__'], 'There is no recipe __proto__'],
    [['a.csv', 'b.csv', '--nope'], '--nope'],
    [['a.csv', 'c.csv'], 'c.csv: no such file'],
  ])('exits with 2 for %j', async (args, words) => {
    const { status, output, errors } = await run(...args);
    expect([status, output]).toEqual([2, '']);
    expect(errors).toContain(words);
  });
});
