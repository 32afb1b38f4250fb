import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { columnsOf, recordsInColumns } from '../../src/storage/recordColumns';

describe('records in columns', () => {
  it('name what repeats once, and keep as it is what hardly does', () => {
    const records = [
      { id: 'a', job: 'clean', run: null },
      { id: 'b', job: 'clean', run: 7 },
      { id: 'c', job: 'load', run: null },
      { id: 'd', job: 'clean', run: null },
    ];
    expect(columnsOf(records)).toEqual({
      count: 4,
      columns: [
        { name: 'id', values: ['a', 'b', 'c', 'd'] },
        { name: 'job', values: ['clean', 'load'], at: [0, 0, 1, 0] },
        { name: 'run', values: [null, 7], at: [0, 1, 0, 0] },
      ],
    });
  });

  it('give back every record, also through JSON: what is null, and what is not there at all', () => {
    const field = fc.option(fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('x', 'y', null)), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.string(), a: field, b: field })), (drawn) => {
        // JSON has neither undefined nor −0.
        const records = JSON.parse(JSON.stringify(drawn)) as object[];
        const columns = columnsOf(records);
        expect(recordsInColumns(columns)).toEqual(records);
        const read = JSON.parse(JSON.stringify(columns)) as typeof columns;
        expect(JSON.stringify(recordsInColumns(read).map(inOrder))).toBe(
          JSON.stringify(records.map(inOrder)),
        );
      }),
    );
  });
});

function inOrder(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
