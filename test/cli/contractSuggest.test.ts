import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkTables } from '../../src/cli/checkTables';
import { readContractFile } from '../../src/cli/readContractFile';
import { watchedMatcher } from '../../src/cli/patternWorker';
import { worstVerdict, type Verdict } from '../../src/gates/contract/verdict';
import { seededRandom } from '../../src/lib/random';
import { defaultReadOptions } from '../../src/table/schema';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-suggest-'));
const inside = (name: string): string => path.join(folder, name);
const header = ['trip_id', 'station', 'product', 'fare', 'minutes', 'started', 'rider'];
type Row = readonly string[];

/** A month of trips; keys rise, and names repeat seldom. */
function month(at: number): Row[] {
  const random = seededRandom(at);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  return Array.from({ length: 560 + Math.floor(random() * 60) }, (_, index) => {
    const minutes = 3 + Math.floor(random() * 57);
    return [
      String(at * 10_000 + index),
      `S-${100 + Math.floor(random() * 90)}`,
      pick(['single', 'day', 'month']),
      (1.5 + minutes * 0.21 + random()).toFixed(2),
      String(minutes),
      `2026-0${at}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
      `${pick(['Anna', 'Jörg', 'Zoë', 'Max', 'Ida'])} ${Math.floor(random() * 300)}`,
    ];
  });
}

function csv(rows: readonly Row[], names: readonly string[] = header): string {
  return [names, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

const now = month(6);
const set = (column: number, change: (cell: string, at: number, row: Row) => string) =>
  now.map((row, at) => row.map((cell, index) => (index === column ? change(cell, at, row) : cell)));

/** What goes wrong with the sixth month. */
const faults: Readonly<Record<string, string | Uint8Array>> = {
  'a unit times 1,000': csv(set(3, (cell) => (Number(cell) * 1000).toFixed(2))),
  'two columns swapped': csv(
    now.map(([a, b, c, fare, minutes, ...rest]) => [a!, b!, c!, minutes!, fare!, ...rest]),
  ),
  '10 % nulls': csv(set(4, (cell, at) => (at % 10 === 0 ? '' : cell))),
  'a cut file': csv(now).slice(0, Math.floor(csv(now).length * 0.6)),
  'doubled rows': csv([...now, ...now]),
  'a new category': csv(set(2, (cell, at) => (at % 50 === 0 ? 'week' : cell))),
  'a renamed column': csv(
    now,
    header.map((name) => (name === 'fare' ? 'price' : name)),
  ),
  'a changed type': csv(set(5, (cell) => String(Date.parse(cell) / 1000))),
  'dates shifted by a year': csv(set(5, (cell) => cell.replace('2026', '2025'))),
  'a constant column': csv(set(4, () => '20')),
  'another encoding': Uint8Array.from(Buffer.from(csv(now), 'latin1')),
  'negative amounts': csv(set(3, (cell, at) => (at % 40 === 0 ? `-${cell}` : cell))),
  'a lost key': csv(set(0, (cell, at) => (at === 77 ? '' : cell))),
  'shuffled keys': csv(set(0, (_, at) => now[(at * 7) % now.length]![0]!)),
  'an extra column': csv(
    now.map((row) => [...row, 'x']),
    [...header, 'note'],
  ),
  'trailing blanks': csv(set(6, (cell, at) => (at % 9 === 0 ? `${cell} ` : cell))),
  'other letter case': csv(set(2, (cell) => cell.toUpperCase())),
  'a text in a number column': csv(set(4, (cell, at) => (at === 5 ? 'n/a' : cell))),
  'half the rows': csv(now.slice(0, now.length / 2)),
  "last month's file again": csv(month(5)),
};

const past = [1, 2, 3, 4, 5].map((at) => inside(`trips-${at}.csv`));
const draft = inside('draft.odcs.yaml');

beforeAll(async () => {
  past.forEach((file, index) => writeFileSync(file, csv(month(index + 1))));
  const { status, stderr } = await runCommand('contract', 'suggest', ...past, '--name', 'trips', '-o', draft);
  if (status !== 0) throw new Error(stderr);
});

async function verdictOf(content: string | Uint8Array): Promise<Verdict> {
  const file = inside('judged.csv');
  writeFileSync(file, content);
  const contract = await readContractFile(draft);
  const matcher = watchedMatcher();
  const options = defaultReadOptions;
  const facts = { options, bundle: null, referenceOf: () => Promise.resolve(null) };
  const tables = [{ path: file, format: null, object: contract.contract.objects[0]! }];
  const records = await checkTables(
    { contract, tables },
    { options, at: Date.parse('2026-11-30'), match: matcher.match, facts },
  );
  await matcher.end();
  return worstVerdict(records.map(({ verdict }) => verdict));
}

describe('[K24] a contract that is suggested', () => {
  it('is kept by every past version, and by the next month', async () => {
    for (const file of past) expect([file, await verdictOf(readFileSync(file))]).toEqual([file, 'pass']);
    expect(await verdictOf(csv(now))).toBe('pass');
  });

  it('is broken by all faults but one that only the version before tells', async () => {
    const missed: string[] = [];
    for (const [name, content] of Object.entries(faults))
      if ((await verdictOf(content)) !== 'fail') missed.push(name);
    expect(Object.keys(faults)).toHaveLength(20);
    // A file that ends in the middle of a row is no table, so that its clauses are unknown.
    expect(missed).toEqual(['a cut file', "last month's file again"]);
  });

  it('is accepted by the JSON Schema of the standard, and says why each clause is there', async () => {
    const lint = await runCommand('contract', 'lint', draft, '--strict');
    expect([lint.status, lint.stdout.trim()]).toEqual([0, `${draft}: nothing to say`]);
    const { value } = await runJson('contract', 'suggest', ...past, '--name', 'trips');
    const { contract, clauses } = value as { contract: string; clauses: { reason: string }[] };
    expect(contract).toBe(readFileSync(draft, 'utf8'));
    for (const { reason } of clauses) expect(contract).toContain(`# ${reason}`);
  });

  it('goes into a contract that is there, whose keys and comments stay', async () => {
    const own = inside('own.odcs.yaml');
    writeFileSync(
      own,
      `apiVersion: v3.1.0 # ours
kind: DataContract
id: mine
version: 3.0.0
status: active
schema:
  - name: trips # one row a trip
    properties:
      - name: fare
        logicalType: number
        logicalTypeOptions:
          maximum: 99 # as the board decided
`,
    );
    const { stdout, status } = await runCommand(
      'contract',
      'suggest',
      ...past,
      '--name',
      'trips',
      '--into',
      own,
    );
    expect(status).toBe(0);
    expect(stdout).toContain('apiVersion: v3.1.0 # ours');
    expect(stdout).toContain('maximum: 99 # as the board decided\n          minimum: 0');
    expect(stdout.match(/maximum: 99/g)).toHaveLength(1);
    expect(stdout).toContain('- name: trip_id');
    writeFileSync(own, stdout);
    const checked = await runCommand('check', '--contract', `${own}=${past[0]!}`);
    expect([checked.status, checked.stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^pass: /)]);
  });

  it('is refused where a file is no table, or the contract has no such object', async () => {
    expect((await runCommand('contract', 'suggest', inside('none.csv'))).status).toBe(2);
    expect((await runCommand('contract', 'suggest', past[0]!, '--into', draft)).status).toBe(2);
  });
});
