import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortFinite } from '../../src/profile/sortFinite';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
/** Numbers whose upper halves are often the same. */
const crowded = fc.nat(5000).map((value) => 1 + value * 2 ** -40);
const numbers = fc.oneof(finite, crowded, fc.integer().map(Number));

describe('sortFinite', () => {
  it('sorts as the platform does, few numbers and many, of both signs, with many alike', () => {
    const lists = fc.oneof(
      fc.array(numbers, { maxLength: 300 }),
      fc.array(numbers, { minLength: 300, maxLength: 5000, size: 'max' }),
    );
    fc.assert(
      fc.property(lists, fc.nat(3), (list, repeats) => {
        const values = Float64Array.from([...list, ...list.slice(0, repeats * 50)]);
        const expected = values.slice().sort();
        sortFinite(values);
        expect(values).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('sorts a part of a longer array and leaves the rest as it is', () => {
    const all = Float64Array.from({ length: 2000 }, (_, at) => ((at * 7919) % 2000) - 1000);
    const before = all.slice();
    sortFinite(all.subarray(500, 1500));
    expect(all.subarray(0, 500)).toEqual(before.subarray(0, 500));
    expect(all.subarray(1500)).toEqual(before.subarray(1500));
    expect(all.slice(500, 1500)).toEqual(before.slice(500, 1500).sort());
  });
});
