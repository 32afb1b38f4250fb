import { describe, expect, it } from 'vitest';
import { chooseRows } from '../../../src/table/rowDiff/chooseRows';

describe('chooseRows', () => {
  it('gives changed rows one place on both sides, and compares the cells of the first of them', () => {
    // Current rows 0 and 2 are reference rows 3 and 1, both changed; row 1 was added, and reference rows 0 and 2 went.
    const match = {
      referenceOf: Int32Array.of(3, -1, 1),
      isChanged: Uint8Array.of(1, 0, 1),
      isRemoved: Uint8Array.of(1, 0, 1, 0),
      counts: { added: 1, removed: 2, changed: 2, unchanged: 0 },
      repeatedKeys: { reference: 0, current: 0 },
    };
    const chosen = chooseRows(match, 1);
    const counts = { comparedCount: 2, hashedCount: 1, shownCount: 5 };
    expect(chosen.shown).toEqual([
      { kind: 'changed', referenceRow: 3, currentRow: 0 },
      { kind: 'changed', referenceRow: 1, currentRow: 2 },
      { kind: 'added', referenceRow: -1, currentRow: 1 },
      { kind: 'removed', referenceRow: 0, currentRow: -1 },
      { kind: 'removed', referenceRow: 2, currentRow: -1 },
    ]);
    expect(chosen.reference).toEqual({
      rows: Int32Array.of(0, 1, 2, 3),
      compared: Int32Array.of(-1, 1, -1, 0),
      shown: Int32Array.of(3, 1, 4, 0),
      ...counts,
    });
    expect(chosen.current).toEqual({
      rows: Int32Array.of(0, 1, 2),
      compared: Int32Array.of(0, -1, 1),
      shown: Int32Array.of(0, 2, 1),
      ...counts,
    });
  });
});
