import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/lib/random';
import type { HashedRows } from '../../../src/table/rowDiff/hashedRows';
import { matchRows, settleChanges, type RowMatch } from '../../../src/table/rowDiff/matchRows';

/** A row as [low word of its key, high word of its key, what it says]. */
type Row = readonly [number, number, number];

function hashedRows(rows: readonly Row[]): HashedRows {
  return {
    rowCount: rows.length,
    keys: Int32Array.from(rows.flatMap(([low, high]) => [low, high])),
    values: Int32Array.from(rows.flatMap(([, , says]) => [7, says])),
  };
}

/** The same by a list of the rows of each key. */
function naiveMatch(reference: readonly Row[], current: readonly Row[]): RowMatch {
  const waiting = new Map<string, number[]>();
  reference.forEach(([low, high], row) => {
    const key = `${low} ${high}`;
    waiting.set(key, [...(waiting.get(key) ?? []), row]);
  });
  const repeatedOf = (rows: readonly Row[]) =>
    rows.length - new Set(rows.map(([low, high]) => `${low} ${high}`)).size;
  const repeatedKeys = { reference: repeatedOf(reference), current: repeatedOf(current) };
  const referenceOf = Int32Array.from(current, ([low, high]) => waiting.get(`${low} ${high}`)?.shift() ?? -1);
  const isChanged = Uint8Array.from(current, ([, , says], row) =>
    referenceOf[row]! >= 0 && reference[referenceOf[row]!]![2] !== says ? 1 : 0,
  );
  const isRemoved = Uint8Array.from(reference, (_, row) => (referenceOf.includes(row) ? 0 : 1));
  const matched = referenceOf.filter((row) => row >= 0).length;
  const changed = isChanged.filter((each) => each === 1).length;
  return {
    referenceOf,
    isChanged,
    isRemoved,
    counts: {
      added: current.length - matched,
      removed: reference.length - matched,
      changed,
      unchanged: matched - changed,
    },
    repeatedKeys,
  };
}

describe('matchRows', () => {
  it('[T16] agrees with a join by lists, whatever the keys and however often they come', () => {
    // Words that differ in their lowest bits, in others alone, or only from the other word.
    const word = fc.constantFrom(0, 1, -1, 2048, 4096, 0x7fff_f000, -0x8000_0000);
    const rows = fc.array(fc.tuple(word, word, fc.nat(2)), { maxLength: 60 });
    fc.assert(
      fc.property(rows, rows, (reference, current) => {
        expect(matchRows(hashedRows(reference), hashedRows(current))).toEqual(naiveMatch(reference, current));
      }),
    );
  });

  it('[T16] agrees with it on more rows than a partition has', () => {
    for (const [referenceCount, currentCount, keyCount] of [
      [6000, 5000, 1e9],
      [3000, 9000, 2500],
      [5000, 0, 3],
      [10, 7000, 1],
    ] as const) {
      const random = seededRandom(referenceCount);
      const row = (): Row => {
        const key = Math.floor(random() * keyCount);
        return [Math.imul(key, 0x9e37_79b1), Math.imul(key, 0x85eb_ca6b), Math.floor(random() * 2)];
      };
      const reference = Array.from({ length: referenceCount }, row);
      const kept = reference.slice(0, Math.floor(currentCount / 2)).map(([low, high]): Row => [low, high, 1]);
      const current = [...kept, ...Array.from({ length: currentCount - kept.length }, row)];
      expect(matchRows(hashedRows(reference), hashedRows(current))).toEqual(naiveMatch(reference, current));
    }
  });
});

describe('settleChanges', () => {
  it('leaves changed what differs in either word of its hash', () => {
    const reference = hashedRows([1, 2, 3, 4, 5].map((key) => [key, 0, 0]));
    const current = hashedRows([5, 3, 9, 2, 1].map((key) => [key, 0, key === 3 ? 0 : 1]));
    const match = matchRows(reference, current);
    expect(match.isChanged).toEqual(Uint8Array.of(1, 0, 0, 1, 1));
    const settled = settleChanges(match, Int32Array.of(7, 7, 7, 7, 7, 7), Int32Array.of(7, 7, 8, 7, 7, 8));
    expect(settled.isChanged).toEqual(Uint8Array.of(0, 0, 0, 1, 1));
    expect(settled.counts).toEqual({ added: 1, removed: 1, changed: 2, unchanged: 2 });
    expect(settled.referenceOf).toEqual(match.referenceOf);
  });
});
