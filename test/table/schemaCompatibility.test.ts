import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnTypes, type ColumnSchema, type ColumnType } from '../../src/table/schema';
import { schemaBreaks } from '../../src/table/schemaCompatibility';

const column = (name: string, type: ColumnType = 'string', nullable = false): ColumnSchema => ({
  name,
  type,
  nullable,
});

describe('[T17] the schema of a version beside the one before', () => {
  it('a column that was removed breaks readers of before, one that was added those of after', () => {
    const breaks = schemaBreaks([column('a'), column('b')], [column('a'), column('c')], false);
    expect(breaks).toEqual({ forward: ['there is no column "b"'], backward: ['there is no column "c"'] });
  });

  it('a column that may lack values can be added without a break', () => {
    expect(schemaBreaks([], [column('a', 'string', true)], false).backward).toEqual([]);
  });

  it.each<[ColumnType, ColumnType, boolean, boolean, boolean]>([
    // before, after, text; backward holds, forward holds
    ['integer', 'number', false, true, false],
    ['number', 'integer', false, false, true],
    ['date', 'timestamp', false, true, false],
    ['integer', 'string', false, false, false],
    ['integer', 'string', true, true, false],
    ['boolean', 'integer', true, false, false],
    ['empty', 'integer', false, true, true],
  ])('%s becomes %s (text: %s)', (before, after, isText, backward, forward) => {
    const breaks = schemaBreaks([column('a', before)], [column('a', after)], isText);
    expect([breaks.backward.length === 0, breaks.forward.length === 0]).toEqual([backward, forward]);
  });

  it('values that began to lack break readers of before', () => {
    const breaks = schemaBreaks([column('a', 'integer')], [column('a', 'integer', true)], false);
    expect(breaks).toEqual({ forward: ['"a" lacks values'], backward: [] });
  });

  it('a schema can be read as itself, and the directions change places with the versions', () => {
    const schemas = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('a', 'b', 'c', 'd'),
        type: fc.constantFrom(...columnTypes),
        nullable: fc.boolean(),
      }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(schemas, schemas, fc.boolean(), (before, after, isText) => {
        expect(schemaBreaks(before, before, isText)).toEqual({ backward: [], forward: [] });
        const there = schemaBreaks(before, after, isText);
        const back = schemaBreaks(after, before, isText);
        expect([there.backward, there.forward]).toEqual([back.forward, back.backward]);
      }),
    );
  });
});
