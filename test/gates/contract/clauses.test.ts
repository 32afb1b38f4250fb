import { describe, expect, it } from 'vitest';
import { brokenVerdict, worstVerdict } from '../../../src/gates/contract/verdict';
import { encodeUtf8 } from '../../../src/table/utf8';
import { contractOf, contractText, judgeFiles, sourceOf, verdictsOf } from '../../formats/odcs/judgeTexts';

/** What one option of a property says of a column of a CSV. */
async function said(type: string, option: string, cells: readonly string[]): Promise<string | undefined> {
  const name = /\w+/.exec(option)![0];
  const contract = contractText(
    `      - name: x\n        logicalType: ${type}\n        logicalTypeOptions: {${option}}`,
  );
  const verdicts = await verdictsOf(contract, ['x,y', ...cells.map((cell) => `${cell},1`), ''].join('\n'));
  return verdicts[`/schema/0/properties/0/logicalTypeOptions/${name}`];
}

/** What one quality rule says of a column of a CSV. */
async function ruled(rule: string, cells: readonly string[]): Promise<string | undefined> {
  const contract = contractText(`      - name: x\n        quality:\n          - {${rule}}`);
  const verdicts = await verdictsOf(contract, ['x,y', ...cells.map((cell) => `${cell},1`), ''].join('\n'));
  return verdicts['/schema/0/properties/0/quality/0'];
}

describe('a bound', () => {
  it.each([
    ['number', 'minimum: 10', '10', 'pass'],
    ['number', 'minimum: 10', '9.99999999999999999999', 'fail'],
    ['number', 'exclusiveMinimum: 10', '10', 'fail'],
    ['number', 'exclusiveMinimum: 10', '10.00000000000000000001', 'pass'],
    ['number', 'maximum: 10', '10', 'pass'],
    ['number', 'maximum: 10', '10.00000000000000000001', 'fail'],
    ['number', 'exclusiveMaximum: 10', '10', 'fail'],
    ['number', 'exclusiveMaximum: 10', '9.99999999999999999999', 'pass'],
    ['date', "minimum: '2026-01-01'", '2026-01-01', 'pass'],
    ['date', "minimum: '2026-01-01'", '2025-12-31', 'fail'],
    ['timestamp', "exclusiveMinimum: '2026-01-01T00:00:00Z'", '2026-01-01T00:00:00Z', 'fail'],
    ['timestamp', "exclusiveMinimum: '2026-01-01T00:00:00Z'", '2026-01-01T00:00:00.000000001Z', 'pass'],
    ['integer', 'multipleOf: 5', '15', 'pass'],
    ['integer', 'multipleOf: 5', '16', 'fail'],
    ['number', 'multipleOf: 0.1', '0.3', 'pass'],
    ['integer', 'format: i8', '127', 'pass'],
    ['integer', 'format: i8', '128', 'fail'],
    ['integer', 'format: u8', '-1', 'fail'],
    ['string', 'minLength: 2', 'a', 'fail'],
    ['string', 'minLength: 1', '🚲', 'pass'],
    ['string', 'maxLength: 1', '🚲', 'pass'],
    ['string', "pattern: '^.$'", '🚲', 'fail'],
    ['string', "pattern: 'b'", 'abc', 'pass'],
    ['string', 'format: email', 'nobody', 'notChecked'],
  ])('[K5] [K8] [K11] [K14] of %s, %s, says of %s: %s', async (type, option, cell, verdict) => {
    expect(await said(type, option, [cell])).toBe(verdict);
  });

  it('[K10] is not broken by a null', async () => {
    expect(await said('number', 'minimum: 10', ['', '11'])).toBe('pass');
  });

  it('[K13] is read in the format of the property', async () => {
    const option = 'minimum: 01.02.2026, format: dd.MM.yyyy';
    expect(await said('date', option, ['31.01.2026'])).toBe('fail');
    expect(await said('date', option, ['01.02.2026'])).toBe('pass');
  });
});

describe('a metric', () => {
  it.each([
    ['mustBe: 2', 'pass'],
    ['mustBe: 2.5', 'fail'],
    ['mustNotBe: 2', 'fail'],
    ['mustBeGreaterThan: 2', 'fail'],
    ['mustBeGreaterThan: 1.99999999999999999999', 'pass'],
    ['mustBeGreaterOrEqualTo: 2', 'pass'],
    ['mustBeLessThan: 2', 'fail'],
    ['mustBeLessOrEqualTo: 2', 'pass'],
    ['mustBeBetween: [2, 4]', 'fail'],
    ['mustBeBetween: [0, 2]', 'fail'],
    ['mustBeBetween: [1, 3]', 'pass'],
    ['mustNotBeBetween: [2, 4]', 'pass'],
    ['mustNotBeBetween: [1, 3]', 'fail'],
    ['mustBeLessThan: 2, severity: Minor', 'warn'],
    ['mustBeLessThan: 2, severity: blocker', 'fail'],
    ['unit: percent, mustBe: 50', 'pass'],
    ['unit: percent, mustBeLessThan: 50', 'fail'],
    ['unit: furlongs, mustBe: 2', 'unknown'],
    ['mustBe: many', 'unknown'],
    ['mustBe: 2, mustNotBe: 3', 'unknown'],
    ['severity: error', 'unknown'],
  ])('[K6] [K7] of 2 nulls in 4 rows, %s: %s', async (operator, verdict) => {
    expect(await ruled(`metric: nullValues, ${operator}`, ['', '1', '', '2'])).toBe(verdict);
  });

  it('[K7] has 0 % of no rows', async () => {
    expect(await ruled('metric: nullValues, unit: percent, mustBeLessThan: 1', [])).toBe('pass');
  });

  it.each([
    ['arguments: {missingValues: [null, N/A]}, mustBe: 2', 'pass'],
    ['arguments: {missingValues: [N/A]}, mustBe: 1', 'pass'],
    ['mustBe: 1', 'pass'],
  ])('[K12] missingValues, %s: %s', async (rule, verdict) => {
    expect(await ruled(`metric: missingValues, ${rule}`, ['', 'N/A', 'n/a'])).toBe(verdict);
  });

  it('[K17] duplicateValues counts rows beyond the first', async () => {
    expect(await ruled('metric: duplicateValues, mustBe: 3', ['a', 'a', 'a', 'b', 'b', '', ''])).toBe('pass');
  });

  it('[K1] of a name that is not known is not checked', async () => {
    expect(await ruled('metric: weirdness, mustBe: 3', ['a'])).toBe('notChecked');
  });
});

describe('a column', () => {
  const contract = contractText(
    [
      '      - name: id',
      '        required: true',
      '        unique: true',
      '        logicalType: integer',
    ].join('\n'),
  );

  it('[K15] of another case is missing: it fails with what is required of it, and the rest is unknown', async () => {
    expect(await verdictsOf(contract, 'ID,y\n1,1\n')).toEqual({
      '/schema/0/properties/0': 'fail',
      '/schema/0/properties/0/logicalType': 'unknown',
      '/schema/0/properties/0/required': 'fail',
      '/schema/0/properties/0/unique': 'unknown',
    });
  });

  it('[K9] [K10] [K16] is required, unique and of whole numbers', async () => {
    expect(await verdictsOf(contract, 'id,y\n1,1\n2.0,1\n1.0,1\n,1\n')).toMatchObject({
      '/schema/0/properties/0': 'pass',
      '/schema/0/properties/0/logicalType': 'pass',
      '/schema/0/properties/0/required': 'fail',
      '/schema/0/properties/0/unique': 'fail',
    });
    expect(await verdictsOf(contract, 'id,y\n1,1\n007,1\n')).toMatchObject({
      '/schema/0/properties/0/logicalType': 'fail',
    });
  });

  it.each([
    ['string', '1', 'fail'],
    ['string', '"1"', 'pass'],
    ['integer', '"1"', 'fail'],
    ['integer', '1.0', 'pass'],
    ['number', 'true', 'fail'],
    ['boolean', 'true', 'pass'],
    ['date', '"2026-01-01"', 'pass'],
    ['date', '"2026-01-01T00:00:00Z"', 'pass'],
    ['date', '"2026-01-01T13:45:00Z"', 'fail'],
    ['timestamp', '"2026-01-01"', 'pass'],
    ['array', '[1]', 'pass'],
    ['object', '[1]', 'fail'],
    ['map', '{"a":1}', 'pass'],
    ['vector', '[1,"a"]', 'fail'],
    ['blob', '1', 'notChecked'],
  ])('[K9] of type %s holds %s of JSON: %s', async (type, value, verdict) => {
    const own = contractText(`      - name: x\n        logicalType: ${type}`);
    const verdicts = await verdictsOf(own, `{"x":${value}}\n{"x":null}\n`, 't.jsonl');
    expect(verdicts['/schema/0/properties/0/logicalType']).toBe(verdict);
  });

  it('[K19] inside of a null breaks nothing, and is null where its object lacks it', async () => {
    const inner = [
      '      - name: a',
      '        properties:',
      '          - name: b',
      '            required: true',
    ].join('\n');
    const of = async (rows: string): Promise<string | undefined> =>
      (await verdictsOf(contractText(inner), rows, 't.jsonl'))[
        '/schema/0/properties/0/properties/0/required'
      ];
    expect(await of('{"a":{"b":1}}\n{"a":null}\n')).toBe('pass');
    expect(await of('{"a":{"c":1}}\n')).toBe('fail');
  });
});

describe('a relationship', () => {
  it('[K18] is broken by rows that refer to none, which are told by their own columns', async () => {
    const contract = contractOf(
      contractText('      - name: id\n      - {name: parent, relationships: [{to: t.id}]}'),
    );
    const table = 'id,parent\n1,\n2,1\n3,9\n';
    const judged = await judgeFiles(contract, { t: { path: 't.csv', source: sourceOf(encodeUtf8(table)) } });
    expect(judged.find(({ clause }) => clause.name === 'relationship')?.outcome).toMatchObject({
      verdict: 'fail',
      failing: { count: 1, rows: [{ row: 3, key: [{ column: 'parent', value: '9' }] }] },
    });
  });
});

describe('a verdict', () => {
  it('[K2] of several is fail, else unknown, else warn, else pass; of nothing checked unknown', () => {
    expect(worstVerdict(['pass', 'warn', 'unknown', 'fail'])).toBe('fail');
    expect(worstVerdict(['pass', 'warn', 'unknown'])).toBe('unknown');
    expect(worstVerdict(['warn', 'pass', 'notChecked'])).toBe('warn');
    expect(worstVerdict(['notChecked'])).toBe('unknown');
    expect(worstVerdict([])).toBe('unknown');
  });

  it('[K4] of a broken clause is a warning where the severity is mild', () => {
    expect(['info', 'WARN', 'trivial'].map(brokenVerdict)).toEqual(['warn', 'warn', 'warn']);
    expect([null, 'error', 'critical', ''].map(brokenVerdict)).toEqual(['fail', 'fail', 'fail', 'fail']);
  });
});
