import { describe, expect, it } from 'vitest';

import type { ColumnProfile } from '../../src/profile/profile';
import { suggestKey } from '../../src/profile/suggestKey';
import { exactNumbers, table, textColumn } from '../drift/profiles';

const ramp = Array.from({ length: 50 }, (_, at) => at);
const unique = (name: string): ColumnProfile => ({ ...exactNumbers(name, ramp), type: 'integer' });
const measured = (name: string): ColumnProfile => ({ ...exactNumbers(name, ramp), type: 'number' });
const repeated = textColumn(
  'zone',
  ramp.map((at) => String(at % 5)),
);

describe('suggestKey', () => {
  it('takes the unique column that is named as keys are', () => {
    const both = table(unique('position'), repeated, unique('ride_id'));
    expect(suggestKey(both, both)).toEqual(['ride_id']);
  });

  it('else takes the first unique one that is no measurement', () => {
    const both = table(measured('fare'), repeated, unique('position'));
    expect(suggestKey(both, both)).toEqual(['position']);
  });

  it('suggests nothing that is not unique on both sides', () => {
    const before = table(unique('ride_id'));
    const after = table({ ...unique('ride_id'), nullCount: 1 });
    expect(suggestKey(before, after)).toEqual([]);
    expect(suggestKey(before, table(unique('other')))).toEqual([]);
    expect(suggestKey(table(repeated), table(repeated))).toEqual([]);
  });

  it('trusts a sketch as far as its error', () => {
    const column = (count: number): ColumnProfile => ({
      ...unique('ride_id'),
      rowCount: 1_000_000,
      distinct: { count, isExact: false, relativeError: 0.01 },
    });
    expect(suggestKey(table(column(985_000)), table(column(1_010_000)))).toEqual(['ride_id']);
    expect(suggestKey(table(column(900_000)), table(column(1_000_000)))).toEqual([]);
  });
});
