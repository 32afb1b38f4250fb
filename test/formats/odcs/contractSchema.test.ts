import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import ajvFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { contractSchema, ownPropertyNames } from '../../../src/formats/odcs/contractSchema';

const ajv = new Ajv2019({ strict: false, allErrors: true, unicodeRegExp: false });
(ajvFormats as unknown as (to: Ajv2019) => void)(ajv);
const validate = ajv.compile(contractSchema());
const docs = path.resolve(import.meta.dirname, '../../../docs');

function contract(property: string, value: unknown): unknown {
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'a',
    version: '1.0.0',
    status: 'active',
    schema: [{ name: 'a', customProperties: [{ property, value }] }],
  };
}

describe('the JSON Schema of a contract', () => {
  it('is the one that is published', () => {
    const published = JSON.parse(readFileSync(path.join(docs, 'contract.schema.json'), 'utf8')) as unknown;
    expect(published).toEqual(JSON.parse(JSON.stringify(contractSchema())));
  });

  it('takes our own properties, and what others write', () => {
    for (const [property, value] of [
      ['throughlineColumns', { extra: 'forbidden', order: 'fixed', severity: 'warning' }],
      ['throughlineFileAge', { value: 1, unit: 'd' }],
      ['throughlineFileAge', 'P1D'],
      ['throughlineLicence', ['MIT', 'Apache-2.0']],
      ['throughlineDrift', { recipe: 'deciles', maximum: 0.25 }],
      ['costCentre', 4711],
    ] as const) {
      validate(contract(property, value));
      expect([property, validate.errors]).toEqual([property, null]);
    }
  });

  it.each([
    ['throughlineDigest', 'abc'],
    ['throughlineColumns', { extra: 'never' }],
    ['throughlineDrift', { maximum: 'much' }],
    ['throughlineRowCountChange', {}],
    ['throughlineStatistic', { statistic: 'mode', minimum: 1 }],
  ])('refuses %s: %j', (property, value) => {
    expect(validate(contract(property, value))).toBe(false);
  });

  it('has no property that the guide does not explain', () => {
    const guide = readFileSync(path.join(docs, 'contracts.md'), 'utf8');
    expect(ownPropertyNames.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});
