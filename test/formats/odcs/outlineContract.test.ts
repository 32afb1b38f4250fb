import { describe, expect, it } from 'vitest';
import { outlineContract } from '../../../src/formats/odcs/outlineContract';
import { contractText } from './judgeTexts';

describe('a contract as a form shows it', () => {
  it('has its columns as they are written, and the artifact that was chosen', () => {
    const text = contractText(
      '      - {name: id, logicalType: integer, primaryKey: true, logicalTypeOptions: {minimum: 0.10, pattern: a}}\n      - {name: mail, classification: PII}',
      '    customProperties: [{property: throughlineArtifact, value: data/t.csv}]',
    );
    const empty = {
      logicalType: null,
      required: false,
      unique: false,
      classification: null,
      primaryKey: false,
    };
    const open = { minimum: null, maximum: null, pattern: null };
    expect(outlineContract(text)).toEqual({
      ok: true,
      value: {
        name: null,
        version: '1.0.0',
        status: 'active',
        tables: [
          {
            pointer: '/schema/0',
            name: 't',
            artifact: { name: 'data/t.csv', pointer: '/schema/0/customProperties/0' },
            columns: [
              {
                ...empty,
                ...open,
                pointer: '/schema/0/properties/0',
                name: 'id',
                logicalType: 'integer',
                primaryKey: true,
                minimum: '0.10',
                pattern: 'a',
              },
              { ...empty, ...open, pointer: '/schema/0/properties/1', name: 'mail', classification: 'PII' },
            ],
          },
        ],
      },
    });
  });

  it('fails with its place where the text is no YAML', () => {
    expect(outlineContract('a: [')).toMatchObject({ ok: false });
  });
});
