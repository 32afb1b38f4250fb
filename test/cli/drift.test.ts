import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Output } from '../../src/cli/command';
import { driftCommand } from '../../src/cli/driftCommand';
import { parseArguments } from '../../src/cli/parseArguments';
import { recipes } from '../../src/drift/recipe';
import { normalDraw, seededRandom } from '../../src/lib/random';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-drift-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command on two files of these columns; a column is a name and its cells. */
async function drift(
  reference: Readonly<Record<string, readonly unknown[]>> | string,
  current: Readonly<Record<string, readonly unknown[]>> | string,
  ...words: string[]
) {
  const given = [reference, current].map((side, at) => {
    const file = path.join(folder, `${at}.csv`);
    writeFileSync(file, typeof side === 'string' ? side : csvOf(side));
    return file;
  });
  const said = { json: [] as unknown[], lines: [] as string[], messages: [] as string[] };
  const output: Output = {
    json: (value) => void said.json.push(value),
    line: (text) => void said.lines.push(text),
    message: (text) => void said.messages.push(text),
  };
  const { arguments: files, flags } = parseArguments([...given, ...words], driftCommand.flags);
  const status = await driftCommand.run({ arguments: files, flags, output });
  return { status, ...said, text: said.lines.join('\n') };
}

type Column = Readonly<Record<string, unknown>>;

async function columnOf(...sides: Parameters<typeof drift>): Promise<Column> {
  const { json } = await drift(...sides, '--json');
  const [column] = (json[0] as { readonly columns: readonly Column[] }).columns;
  return column!;
}

function csvOf(columns: Readonly<Record<string, readonly unknown[]>>): string {
  const names = Object.keys(columns);
  const rows = (columns[names[0]!] ?? []).map((_, at) => names.map((name) => columns[name]![at]).join(','));
  return `${[names.join(','), ...rows].join('\n')}\n`;
}

const ramp = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const times = (value: unknown, count: number) => Array.from({ length: count }, () => value);

describe('throughline drift', () => {
  it('prints one JSON value with all that the page says', async () => {
    const { status, json, messages } = await drift(
      { fare: ramp(0, 100), gone: times('x', 100) },
      { fare: ramp(60, 100), new: times('x', 100) },
      '--json',
    );
    expect([status, json.length, messages]).toEqual([0, 1, []]);
    const report = json[0] as { recipe: unknown; columns: readonly Column[] };
    expect(report).toMatchObject({
      recipe: { ...recipes.deciles, name: 'deciles', version: 2 },
      reference: { rowCount: 100, warnings: [] },
      current: { rowCount: 100, warnings: [] },
    });
    expect(
      report.columns.map(({ name, presence, band, drifted, reason }) => [
        name,
        presence,
        band,
        drifted,
        reason,
      ]),
    ).toEqual([
      ['fare', 'both', 'significant', true, null],
      ['gone', 'referenceOnly', 'unknown', false, 'only in the reference'],
      ['new', 'currentOnly', 'unknown', false, 'only in the current'],
    ]);
    const fare = report.columns[0]!;
    expect(Object.keys(fare)).toEqual(
      'name type typeNote presence psi maxError band reason chance drifted grows disagreement bins statistics'.split(
        ' ',
      ),
    );
    expect(fare['chance']).toMatchObject({ isSimulated: true });
    expect((fare['bins'] as Column[])[0]).toEqual({
      label: '< 9.9',
      kind: 'range',
      lower: null,
      upper: 9.9,
      referenceCount: 10,
      currentCount: 0,
      referenceShare: 0.1,
      currentShare: 0,
      contribution: expect.any(Number) as number,
    });
    expect((fare['statistics'] as Column[])[0]).toEqual({
      name: 'ks',
      value: expect.closeTo(0.6, 12) as number,
      maxError: 0,
      pValue: expect.any(Number) as number,
      adjustedPValue: expect.any(Number) as number,
    });
  });

  it('[D20] gives the same figure of chance each time', async () => {
    const sides = [{ x: ramp(0, 30) }, { x: ramp(5, 30) }] as const;
    const [first, second] = [await columnOf(...sides), await columnOf(...sides)];
    expect(first['chance']).toEqual(second['chance']);
  });

  it('[D7] sees zeros that vanish: 95 % of them to 20 %', async () => {
    const column = await columnOf(
      { claim: [...times(0, 1900), ...ramp(1, 100)] },
      { claim: [...times(0, 400), ...ramp(1, 1600)] },
    );
    // (0.2 − 0.95) ln(0.2 / 0.95) + (0.8 − 0.05) ln(0.8 / 0.05)
    expect(column['psi']).toBeCloseTo(0.75 * Math.log(4.75) + 0.75 * Math.log(16), 9);
    expect(column).toMatchObject({ band: 'significant', drifted: true });
  });

  it.each([
    [
      'a range that a double cannot hold',
      ['-1.5e308', ...ramp(0, 60)],
      ['1.5e308', ...ramp(0, 60)],
      'the range of the values is more than a double can hold',
    ],
    ['infinities alone', times('inf', 40), times('inf', 30), 'no finite value in the reference'],
    ['a single row', ['4.5'], ramp(0, 60), 'one side has a single row: too few to compare'],
    [
      'names that come once',
      ramp(0, 40).map((at) => `n${at}`),
      ramp(40, 40).map((at) => `n${at}`),
      'no value has 5 rows in the reference: the values cannot be compared',
    ],
    [
      'two rows',
      ['1.5', '2.5'],
      ['1.5', '3.5'],
      'too few rows: whatever they held, PSI would be within what chance gives',
    ],
  ])('[D21] is unknown with the reason for %s', async (_, reference, current, reason) => {
    for (const recipe of reason.startsWith('no value')
      ? ['deciles', 'proportions']
      : ['deciles', 'proportions', 'evidently', 'soda']) {
      const column = await columnOf({ x: reference }, { x: current }, '--recipe', recipe);
      expect([recipe, column['band']]).toEqual([recipe, 'unknown']);
      if (recipe === 'deciles') expect(column).toMatchObject({ reason, drifted: false });
    }
  });

  it('[D22] says where Kolmogorov–Smirnov finds what PSI does not', async () => {
    // A shift of 0.28 standard deviations: PSI is about 0.28², D about 0.28 / √(2π).
    const random = seededRandom(5);
    const side = (mean: number) => times(0, 3000).map(() => normalDraw(random, mean, 1).toFixed(4));
    const [reference, current] = [{ x: side(0) }, { x: side(0.28) }];
    expect(await columnOf(reference, current)).toMatchObject({
      band: 'stable',
      disagreement: expect.stringMatching(/^Kolmogorov–Smirnov and PSI disagree: .*D 0\.1\d+, p /) as string,
    });
    expect((await drift(reference, current)).text).toContain('Kolmogorov–Smirnov and PSI disagree');
  });

  it('carries what the reader warned of', async () => {
    const { json, messages } = await drift(
      `a,b\n1,2\n3\n${'4,5\n'.repeat(60)}`,
      `a,b\n${'4,5\n'.repeat(60)}`,
      '--json',
      '--skip-bad-rows',
    );
    expect(json[0]).toMatchObject({
      reference: { rowCount: 61, warnings: [{ kind: 'skippedRows', count: 1 }] },
      current: { rowCount: 60, warnings: [] },
    });
    expect(messages).toHaveLength(1);
  });

  it('says what a mixed column holds, as the page does', async () => {
    const column = await columnOf({ x: ['1', '2', 'word', 'x', '1', 'y'] }, { x: ['1', '2', '2', '1'] });
    expect(column['typeNote']).toContain('mixed in the reference');
  });

  it('prints a table for people, in which a name cannot move the cursor', async () => {
    const { status, text } = await drift(
      { fare: ramp(0, 100), same: times('a', 100) },
      { fare: ramp(60, 100), same: times('a', 100), 'gone\u001b[2J': times('x', 100) },
    );
    expect(status).toBe(0);
    expect(text).toContain('Recipe deciles, version 2.');
    expect(text).toMatch(/▲ fare .* significant/);
    expect(text).toMatch(/● same .* stable/);
    expect(text).toContain('only in the current');
    expect(text).not.toContain('\u001b');
  });

  it('shows what chance explains as within chance', async () => {
    const { text } = await drift({ x: ramp(0, 18) }, { x: ramp(3, 18) });
    expect(text).toMatch(/○ x .* within chance/);
  });

  it('exits with 2 and one JSON value for a file that cannot be read', async () => {
    const { status, json, messages } = await drift('a,b\n1\n', 'a,b\n1\n', '--json');
    expect([status, json.length, messages.length]).toEqual([2, 1, 2]);
    expect(json[0]).toMatchObject({
      path: path.join(folder, '0.csv'),
      failure: { kind: 'raggedRow', line: 2 },
    });
  });

  it('knows no recipe of another name', async () => {
    await expect(drift('a\n1\n', 'a\n1\n', '--recipe', '__proto__')).rejects.toThrow(
      'the recipe "__proto__" is not known',
    );
  });
});
