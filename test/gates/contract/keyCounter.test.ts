import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyCounter } from '../../../src/gates/contract/keyCounter';

function counterOf(keys: readonly (string | null)[]): KeyCounter {
  const counter = new KeyCounter();
  for (const key of keys) counter.add(key);
  return counter;
}

function said(counter: KeyCounter) {
  const { nullCount, distinctCount, repeatedCount, sharing, beyondFirst } = counter;
  return {
    nullCount,
    distinctCount,
    repeatedCount,
    sharing,
    beyondFirst,
    rows: counter.sharingRows(['k'], true),
  };
}

const keys = fc.array(
  fc.option(fc.constantFrom('', 'a', 'b', 'ab', 'ba', 'é', '\ud83d\ude00', 'aaaa', 'aaaaa')),
);

describe('[K16] keys that are held as hashes', () => {
  it('say which rows share a value, in order, and how many', () => {
    // a: rows 1, 3, 5; b: 2, 6; c: 4; null: 7.
    const counter = counterOf(['a', 'b', 'a', 'c', 'a', 'b', null]);
    expect(said(counter)).toEqual({
      nullCount: 1,
      distinctCount: 3,
      repeatedCount: 2,
      sharing: 5,
      beyondFirst: 3,
      rows: [
        ...[1, 2, 3, 5, 6].map((row) => ({ row, key: [{ column: 'k', value: 'abacab'[row - 1]! }] })),
        { row: 7, key: null },
      ],
    });
  });

  it('say which rows refer to nothing', () => {
    const target = counterOf(['a', 'b', 'b']);
    expect(counterOf(['a', 'x', null, 'b', 'x', 'y']).missingFrom(target, ['k'])).toEqual({
      count: 3,
      rows: [2, 5, 6].map((row) => ({ row, key: [{ column: 'k', value: row === 6 ? 'y' : 'x' }] })),
    });
  });

  it('count as a map of the texts does', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 9 }), { maxLength: 200 }), (texts) => {
        const counts = new Map<string, number>();
        for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
        const shared = [...counts.values()].filter((count) => count > 1);
        const counter = counterOf(texts);
        expect([counter.distinctCount, counter.repeatedCount, counter.sharing]).toEqual([
          counts.size,
          shared.length,
          shared.reduce((sum, count) => sum + count, 0),
        ]);
      }),
    );
  });

  it('say the same of parts that are merged as of the whole', () => {
    fc.assert(
      fc.property(keys, keys, keys, (first, second, target) => {
        const merged = counterOf(first);
        merged.merge(counterOf(second));
        const whole = counterOf([...first, ...second]);
        expect(said(merged)).toEqual(said(whole));
        const others = counterOf(target);
        expect(merged.missingFrom(others, ['k'])).toEqual(whole.missingFrom(others, ['k']));
      }),
    );
  });

  it('hold a million values', () => {
    const counter = new KeyCounter();
    for (let at = 0; at < 1_000_000; at++) counter.add(`order-${at % 999_999}`);
    expect([
      counter.distinctCount,
      counter.repeatedCount,
      counter.sharingRows(['k'], false).map(({ row }) => row),
    ]).toEqual([999_999, 1, [1, 1_000_000]]);
  });
});
