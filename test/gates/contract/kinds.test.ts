import { describe, expect, it } from 'vitest';
import { readerOfFormat } from '../../../src/gates/contract/temporal';
import { encodeUtf8 } from '../../../src/table/utf8';
import { contractOf, contractText, judgeFiles, sourceOf, verdictsOf } from '../../formats/odcs/judgeTexts';

const first = '/schema/0/properties/0';

async function ofJson(contract: string, files: Readonly<Record<string, unknown>>) {
  const tables = Object.entries(files).map(
    ([name, rows]) =>
      [name, { path: `${name}.json`, source: sourceOf(encodeUtf8(JSON.stringify(rows))) }] as const,
  );
  const judged = await judgeFiles(contractOf(contract), Object.fromEntries(tables));
  return Object.fromEntries(judged.map(({ clause, outcome }) => [clause.pointer, outcome.verdict]));
}

const nested = contractText(`      - name: id
        logicalType: integer
      - name: customer
        logicalType: object
        properties:
          - name: id
            unique: true
            quality:
              - {metric: duplicateValues, mustBe: 1}
            relationships:
              - to: customers.id
  - name: customers
    properties:
      - name: id`);
const inner = '/schema/0/properties/1/properties/0';

describe('a member inside of an object', () => {
  it('[K16] repeats over rows, whatever a column of its name holds', async () => {
    const rows = [1, 9, 9, null].map((id, at) => ({ id: at, customer: { id } }));
    const verdicts = await ofJson(nested, { t: rows, customers: [{ id: 1 }] });
    expect(verdicts[`${inner}/unique`]).toBe('fail');
    expect(verdicts[`${inner}/quality/0`]).toBe('pass');
    expect(verdicts[`${inner}/relationships/0`]).toBe('fail');
  });

  it('[K18] refers to rows of another table; without the object to nothing', async () => {
    const rows = [
      { id: 7, customer: { id: 1 } },
      { id: 8, customer: null },
    ];
    const verdicts = await ofJson(nested, { t: rows, customers: [{ id: 1 }] });
    expect(verdicts[`${inner}/relationships/0`]).toBe('pass');
  });

  it('[K15] is unknown where the column that holds it is not there', async () => {
    const verdicts = await ofJson(nested, { t: [{ id: 1 }], customers: [{ id: 1 }] });
    expect(verdicts[`${inner}/relationships/0`]).toBe('unknown');
    expect(verdicts[`${inner}/quality/0`]).toBe('unknown');
  });
});

describe('what the standard has no reading for', () => {
  it.each([
    ['required: yes', 'required'],
    ['unique: "true"', 'unique'],
    ['primaryKey: 1', 'primaryKey'],
    ['enum: x', 'enum'],
    ['logicalTypeOptions: {uniqueItems: yes}', 'logicalTypeOptions/uniqueItems'],
    ['quality: [{metric: missingValues, arguments: {missingValues: x}, mustBe: 0}]', 'quality/0'],
    ['quality: [{metric: invalidValues, arguments: {validValues: x}, mustBe: 0}]', 'quality/0'],
  ])('[K1] is unknown, and never left out: %s', async (clause, pointer) => {
    const verdicts = await verdictsOf(contractText(`      - {name: x, ${clause}}`), 'x,y\nx,1\n');
    expect(verdicts[`${first}/${pointer}`]).toBe('unknown');
  });

  it('[K1] says of a primary key that is none that it forbids nothing', async () => {
    const verdicts = await verdictsOf(contractText('      - {name: x, primaryKey: false}'), 'x,y\n1,1\n');
    expect(verdicts[`${first}/primaryKey`]).toBe('notChecked');
  });
});

describe('duplicates of several properties', () => {
  const contract = (names: string): string =>
    contractText(`      - {name: a}
      - {name: b, physicalName: b_1}
    quality:
      - {metric: duplicateValues, arguments: {properties: [${names}]}, mustBe: 0}`);
  it.each([
    ['a, b', 'pass'],
    ['a, b_1', 'pass'],
    ['a', 'fail'],
    ['a, c', 'unknown'],
  ])('[K17] of %s are %s', async (names, verdict) => {
    const verdicts = await verdictsOf(contract(names), 'a,b_1\n1,1\n1,2\n');
    expect(verdicts['/schema/0/quality/0']).toBe(verdict);
  });
});

describe('the empty text among missing values', () => {
  const contract = (listed: string, count: number): string =>
    contractText(
      `      - {name: x, quality: [{metric: missingValues, arguments: {missingValues: [${listed}]}, mustBe: ${count}}]}`,
    );
  it.each([
    ["'', N/A", 2],
    ['N/A', 1],
    ["null, ''", 1],
  ])('[K12] of a CSV is an empty field: %s counts %i', async (listed, count) => {
    const verdicts = await verdictsOf(contract(listed, count), 'x,y\n,1\nN/A,1\nz,1\n');
    expect(verdicts[`${first}/quality/0`]).toBe('pass');
  });

  it('[K12] of JSON is no null', async () => {
    const verdicts = await ofJson(contract("''", 1), { t: [{ x: '' }, { x: null }, { x: 'a' }] });
    expect(verdicts[`${first}/quality/0`]).toBe('pass');
  });
});

describe('the YAML of a contract', () => {
  it('brings the keys of an anchor by <<, and its own win', async () => {
    const contract = contractText(`      - &whole
        name: x
        required: true
        logicalType: integer
      - <<: *whole
        name: y
        required: false`);
    const verdicts = await verdictsOf(contract, 'x,y\n1,\n2,z\n');
    expect(verdicts['/schema/0/properties/1/logicalType']).toBe('fail');
    expect(verdicts['/schema/0/properties/1/required']).toBe('notChecked');
  });

  it('may write a number in another base', async () => {
    const contract = contractText('      - {name: x, logicalTypeOptions: {maximum: 0x1F}}');
    const verdicts = await verdictsOf(contract, 'x,y\n31,1\n');
    expect(verdicts[`${first}/logicalTypeOptions/maximum`]).toBe('pass');
  });
});

describe('a format of dates', () => {
  it.each([
    ['dd MMM yyyy', '01 Feb 2024', '2024-02-01'],
    ['MMMM d, yyyy', 'February 1, 2024', '2024-02-01'],
    ['EEE dd/MM/yyyy', 'Thu 01/02/2024', '2024-02-01'],
    ['MM/dd/yyyy hh:mm a', '02/01/2024 12:05 AM', '2024-02-01T00:05:00'],
    ['MM/dd/yyyy h:mm a', '02/01/2024 1:05 PM', '2024-02-01T13:05:00'],
    ["yyyy-MM-dd'T'HH:mm:ssxxx", '2024-02-01T01:00:00+01:00', '2024-02-01'],
  ])('[K13] %s reads %s', (format, text, moment) => {
    expect(readerOfFormat(format)!(text)?.text).toBe(moment);
  });

  it.each([
    ['dd MMM yyyy', '01 FEB 2024'],
    ['EEE dd/MM/yyyy', 'Fri 01/02/2024'],
    ['MM/dd/yyyy hh:mm a', '02/01/2024 13:05 PM'],
  ])('[K13] %s does not read %s', (format, text) => {
    expect(readerOfFormat(format)!(text)).toBeNull();
  });

  it('[K13] with the hour of a half and no half is not read', () => {
    expect(readerOfFormat('hh:mm')).toBeNull();
  });
});
