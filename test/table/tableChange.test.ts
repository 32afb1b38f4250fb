import { describe, expect, it } from 'vitest';
import { tableChanges, type ComparedReading } from '../../src/table/tableChange';
import type { Digest } from '../../src/versioning/digest';

const before: ComparedReading = {
  digest: 'd1' as Digest,
  logicalDigest: 'l1' as Digest,
  rowCount: 2,
  columns: [
    { name: 'id', type: 'integer', nullable: false },
    { name: 'x', type: 'integer', nullable: false },
  ],
};

describe('what changed in a table', () => {
  it('is nothing where the bytes are the same, and is said where only they differ', () => {
    expect(tableChanges(before, { ...before })).toEqual([]);
    const other = { ...before, digest: 'd2' as Digest };
    expect(tableChanges(before, other)).toEqual(['other bytes, with the same rows']);
    expect(tableChanges(before, { ...other, logicalDigest: 'l2' as Digest })).toEqual([
      'rows changed; their count and the columns are the same',
    ]);
  });

  it('names rows and columns', () => {
    const after: ComparedReading = {
      digest: 'd2' as Digest,
      logicalDigest: 'l2' as Digest,
      rowCount: 3,
      columns: [
        { name: 'id', type: 'string', nullable: true },
        { name: 'kind', type: 'boolean', nullable: false },
      ],
    };
    expect(tableChanges(before, after)).toEqual([
      'rows: 2 → 3',
      'column "x" was removed',
      'column "kind" was added (boolean)',
      'column "id": integer → string',
      'column "id" lacks values now',
    ]);
  });
});
