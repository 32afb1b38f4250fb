import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable, ownValue } from '../../src/lib/ownValue';
import { licenceOfField } from '../../src/formats/licence/licenceNames';
import { schemaFaults } from '../../src/formats/odcs/schemaOf';

const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

describe('a key from outside', () => {
  it.each(inherited)('that every object inherits is in no table: %s', (key) => {
    expect(ownValue({ a: 1 }, key)).toBeUndefined();
    expect(schemaFaults(key, {})).toBeNull();
    expect(licenceOfField(key)).toMatch(/^LicenseRef-/);
  });

  it('is one of its own in an open table, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...inherited), fc.string()), (key) => {
        const table = openTable<number>();
        table[key] = 1;
        expect(Object.entries(table)).toEqual([[key, 1]]);
        expect(ownValue(table, key)).toBe(1);
      }),
    );
  });
});
