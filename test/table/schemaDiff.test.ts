import { describe, expect, it } from 'vitest';
import { diffSchemas } from '../../src/table/schemaDiff';
import type { ColumnSchema, ColumnType } from '../../src/table/schema';

const column = (name: string, type: ColumnType = 'string', nullable = false): ColumnSchema => ({
  name,
  type,
  nullable,
});
const nothing = { added: [], removed: [], renamed: [], retyped: [], nullability: [], reordered: [] };

describe('diffSchemas', () => {
  it('[T15] finds nothing between equal schemas', () => {
    const schema = [column('a'), column('b', 'integer')];
    expect(diffSchemas(schema, schema)).toEqual(nothing);
    expect(diffSchemas([], [])).toEqual(nothing);
  });

  it('[T15] names what was added, removed, retyped, and what may now be missing', () => {
    const before = [column('id', 'integer'), column('city'), column('zip', 'integer')];
    const after = [
      column('id', 'integer', true),
      column('zip', 'string'),
      column('fare', 'number'),
      column('__proto__'),
    ];
    expect(diffSchemas(before, after)).toEqual({
      ...nothing,
      added: [column('fare', 'number'), column('__proto__')],
      removed: [column('city')],
      retyped: [{ name: 'zip', from: 'integer', to: 'string' }],
      nullability: [{ name: 'id', nowNullable: true }],
    });
  });

  it('[T15] guesses a rename by place, and by likeness of names', () => {
    const renamed = [{ from: 'temp', to: 'celsius' }];
    expect(diffSchemas([column('temp', 'number')], [column('celsius', 'number')])).toEqual({
      ...nothing,
      renamed,
    });
    const before = [column('x'), column('pickup_time', 'timestamp')];
    const after = [column('pickupTime', 'timestamp'), column('x'), column('y')];
    expect(diffSchemas(before, after)).toMatchObject({
      added: [column('y')],
      removed: [],
      renamed: [{ to: 'pickupTime' }],
    });
    expect(diffSchemas([column('a', 'number')], [column('b', 'date')]).renamed).toEqual([]);
  });

  it('[T15] names the fewest columns that moved', () => {
    const before = ['a', 'b', 'c', 'd'].map((name) => column(name));
    expect(
      diffSchemas(
        before,
        ['d', 'a', 'b', 'c'].map((name) => column(name)),
      ).reordered,
    ).toEqual(['d']);
    expect(
      diffSchemas(
        before,
        ['x', 'a', 'b', 'c', 'd'].map((name) => column(name)),
      ).reordered,
    ).toEqual([]);
  });
});
