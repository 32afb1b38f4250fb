import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeIngestPorts } from '../../../src/cli/nodePorts';
import { ingestFile } from '../../../src/formats/ingest';
import { answersFromProfile } from '../../../src/gates/contract/contractCheck';
import type { Clause } from '../../../src/gates/contract/clause';
import type { Outcome } from '../../../src/gates/contract/verdict';
import { noFacts } from '../../../src/gates/contract/tableFacts';
import { defaultReadOptions } from '../../../src/table/schema';
import { encodeUtf8 } from '../../../src/table/utf8';
import { at, contractOf, contractText, judgeFiles, sourceOf } from '../../formats/odcs/judgeTexts';

const options = (type: string): string =>
  type === 'string'
    ? 'minLength: 1, maxLength: 3'
    : type === 'number' || type === 'integer'
      ? 'minimum: 1, exclusiveMaximum: 7, format: i8'
      : "minimum: '2026-01-02', maximum: '2026-01-02T12:00:00Z'";
const contract = (type: string): string =>
  contractText(
    `      - name: x
        logicalType: ${type}
        required: true
        unique: true
        logicalTypeOptions: {${options(type)}}
        quality:
          - {metric: nullValues, mustBeLessThan: 34, unit: percent}
          - {metric: missingValues, mustBe: 0}
          - {metric: duplicateValues, mustBe: 0}
          - {metric: invalidValues, arguments: {validValues: [1, a]}, mustBe: 0}
      - {name: y, primaryKey: true}
      - {name: z}`,
    '    quality: [{metric: rowCount, mustBe: 3}]',
  ) + `\nslaProperties:\n  - {property: freshness, value: 400, unit: d, element: t.x}\n`;

const cells: Readonly<Record<string, readonly string[]>> = {
  number: ['1', '1.0', '7', '0.5', 'NaN', 'Infinity', '12345678901234567890', ''],
  integer: ['1', '2', '7', '300', '1.0', ''],
  string: ['a', 'abcd', '🚲🚲🚲', '1', '2026-01-01', ''],
  date: ['2026-01-02', '2026-01-01', '2026-01-02T00:00:00Z', ''],
  timestamp: ['2026-01-02T12:00:00Z', '2026-01-02T12:00:00.0000000001Z', '2026-01-03', 'NaN', ''],
  boolean: ['true', 'FALSE', ''],
};

interface Sides {
  readonly rows: ReadonlyMap<string, string>;
  readonly profile: ReadonlyMap<string, string>;
}

/** What a contract says of a file by its rows, and by its profile alone. */
async function both(text: string, path: string, content: string): Promise<Sides> {
  const judged = contractOf(text);
  const source = sourceOf(encodeUtf8(content));
  const isCsv = path.endsWith('.csv');
  const read = { ...defaultReadOptions, delimiter: ',', hasHeader: isCsv ? true : null };
  const request = { path, options: read, prefix: null };
  const ingested = await ingestFile(source, request, nodeIngestPorts, new AbortController().signal);
  const table = ingested.ok ? ingested.value.table : null;
  if (!table) throw new Error('it is no table');
  const facts = { ...noFacts, profile: table.profile, encoding: table.reading.dialect?.encoding ?? null };
  const answers = answersFromProfile(judged, judged.objects[0]!, facts, at);
  const seen = await judgeFiles(judged, { t: { path, source } });
  // Which rows break a clause, and which of two equal moments is the newest, rows alone say.
  const said = ({ name }: Clause, { verdict, evidence }: Outcome): string =>
    verdict === 'pass' && name !== 'freshness' ? `${verdict}: ${evidence.message}` : verdict;
  return {
    rows: new Map(seen.map(({ clause, outcome }) => [clause.pointer, said(clause, outcome)])),
    profile: new Map([...answers].map(([clause, outcome]) => [clause.pointer, said(clause, outcome)])),
  };
}

const column = fc.constantFrom(...Object.keys(cells)).chain((type) =>
  fc.record({
    type: fc.constantFrom(type, type, ...Object.keys(cells)),
    values: fc.array(fc.constantFrom(...cells[type]!), { minLength: 1, maxLength: 6 }),
  }),
);

describe('the profile', () => {
  it('[K30] says of a clause what the rows of a CSV say', async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(column, async ({ type, values }) => {
        const lines = values.map((value, row) => `${value},${row},1`);
        const sides = await both(contract(type), 't.csv', ['x,y,z', ...lines, ''].join('\n'));
        for (const [pointer, answer] of sides.profile) {
          expect([pointer, answer]).toEqual([pointer, sides.rows.get(pointer)]);
          told += 1;
        }
      }),
      { numRuns: 100 },
    );
    expect(told).toBeGreaterThan(700);
  });

  it('[K30] says what the rows of JSON say, where empty text is no null', async () => {
    const value = fc.constantFrom('', 'a', 'abcd', null, 1, 2.5, 300, true, '2026-01-02', '1');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(cells)),
        fc.array(value, { minLength: 2, maxLength: 6 }),
        async (type, values) => {
          const lines = values.map((x, y) => JSON.stringify({ x, y, z: 1 }));
          const sides = await both(contract(type), 't.jsonl', `${lines.join('\n')}\n`);
          for (const [pointer, answer] of sides.profile)
            expect([pointer, answer]).toEqual([pointer, sides.rows.get(pointer)]);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('[K30] leaves to the rows what it does not determine', async () => {
    const { profile } = await both(contract('integer'), 't.csv', 'x,y,z\n1,1,1\n2,2,1\n2,3,1\n');
    expect(profile.get('/schema/0/properties/0/logicalTypeOptions/minimum')).toMatch(/^pass/);
    expect(profile.get('/schema/0/properties/0/unique')).toBe('fail');
    expect(profile.has('/schema/0/properties/0/quality/3')).toBe(false);
  });
});
