import { describe, expect, it } from 'vitest';

import { ok } from '../../src/lib/result';
import type { RowDiff } from '../../src/operations/comparing/diffRows';
import { rowChanges } from '../../src/state/rowChanges';
import type { RowDiffRequest, RowDiffSide } from '../../src/state/services';
import type { SnapshotId } from '../../src/versioning/records';
import { derivedInMemory } from './derivedInMemory';

const side = (readingKey: string): RowDiffSide => ({
  snapshotId: readingKey as SnapshotId,
  readingKey,
  path: 'trips.csv',
  title: 'trips.csv v1',
});
const request = (keyColumns: readonly string[]): RowDiffRequest => ({
  reference: side('a'),
  current: side('b'),
  keyColumns,
});
const diff: RowDiff = {
  keyColumns: ['id'],
  columns: [{ name: 'id', side: 'both' }],
  counts: { added: 1, removed: 2, changed: 3, unchanged: 4 },
  repeatedKeys: { reference: 0, current: 0 },
  changedCells: [],
  countedRows: 3,
  rows: [{ kind: 'added', referenceRow: null, currentRow: 1, reference: null, current: ['secret'] }],
};

/** Services of a page that just loaded. */
function page(derived = derivedInMemory(), isHere = true) {
  let compared = 0;
  return {
    derived,
    compared: () => compared,
    diffRows: () => {
      compared++;
      return Promise.resolve(
        isHere ? ok(diff) : { ok: false as const, error: { kind: 'bytesNotHere' as const, title: 'x' } },
      );
    },
  };
}

const stay = new AbortController().signal;

describe('what became of the rows', () => {
  it('is compared once for a pair and key, however often the page loads, and without a row', async () => {
    const first = page();
    const counts = await rowChanges(first, request(['id']), stay);
    expect(counts).toEqual({ ...diff, rows: [] });
    const second = page(first.derived);
    expect(await rowChanges(second, request(['id']), stay)).toEqual(counts);
    expect([first.compared(), second.compared()]).toEqual([1, 0]);
    await rowChanges(second, request([]), stay);
    expect(second.compared()).toBe(1);
  });

  it('is compared once where two views ask at the same time', async () => {
    const both = page();
    await Promise.all([rowChanges(both, request(['id']), stay), rowChanges(both, request(['id']), stay)]);
    expect(both.compared()).toBe(1);
  });

  it('is tried again where the bytes were not here', async () => {
    const without = page(derivedInMemory(), false);
    expect(await rowChanges(without, request(['id']), stay)).toBeNull();
    const later = page(without.derived);
    expect(await rowChanges(later, request(['id']), stay)).toEqual({ ...diff, rows: [] });
  });
});
