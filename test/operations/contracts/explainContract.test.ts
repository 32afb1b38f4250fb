import { describe, expect, it } from 'vitest';
import { explainContract } from '../../../src/operations/contracts/explainContract';

const contract = `apiVersion: v3.1.0
kind: DataContract
id: trips
version: 1.0.0
status: active
schema:
  - name: trips
    quality:
      - {metric: rowCount, mustBeGreaterThan: 10, severity: warning}
      - {metric: duplicateValues, arguments: {properties: [id, fare]}, mustBeLessThan: 1, unit: percent}
    customProperties:
      - {property: throughlineColumns, value: {extra: forbidden, order: fixed}}
    properties:
      - name: id
        logicalType: integer
        primaryKey: true
      - name: fare
        logicalType: number
        logicalTypeOptions: {exclusiveMinimum: 0, maximum: 250}
        relationships: [{to: fares.amount}]
        customProperties:
          - {property: throughlineDrift, value: {maximum: 0.25}}
      - name: city
        logicalTypeOptions: {pattern: '^[A-Z]', maxLength: 9}
        quality: [{metric: invalidValues, arguments: {validValues: [Oslo, Bergen]}, mustBe: 0}]
  - name: fares
    properties: [{name: amount}]
customProperties:
  - property: throughlineLineage
    value: [{rule: noCycle}, {rule: count, of: jobs, downstreamOf: raw.csv, maximum: 3}]
`;

describe('a contract in words', () => {
  it('says what each clause asks, and which ends its figure has', () => {
    const explained = explainContract(contract, 'trips.csv');
    expect(explained.map(({ words }) => words)).toEqual([
      'The declared columns are there, and no others, in their order.',
      'The row count is above 10.',
      'The count of repeated values of id and fare, in percent of the rows, is below 1.',
      'There is a column id.',
      'id is of type integer.',
      'id tells each row apart, and is never missing.',
      'There is a column fare.',
      'fare is of type number.',
      'fare is above 0.',
      'fare is at most 250.',
      'fare drifts by a PSI of at most 0.25 from the version before, by the recipe deciles.',
      'Each value of fare is one of fares (amount).',
      'There is a column city.',
      'city matches ^[A-Z].',
      'city has at most 9 characters.',
      'The count of invalid values in city is 0.',
      'The graph has no cycle.',
      'There are 0 to 3 jobs downstream of raw.csv.',
    ]);
    expect(explained[1]).toMatchObject({ severity: 'warning', limits: [10] });
    expect(explained[10]!.limits).toEqual([0.25]);
    expect(explained.every(({ key }) => key.use === 0)).toBe(true);
  });

  it('is empty where the text is no contract for that artifact', () => {
    expect(explainContract('kind: Recipe', 'trips.csv')).toEqual([]);
    expect(explainContract(contract, 'other.csv')).toEqual([]);
  });
});
