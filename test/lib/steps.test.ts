import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSlices, mappedInSteps, runAtOnce, runWithPauses, sortedInSteps } from '../../src/lib/steps';

const records = fc.array(fc.record({ key: fc.integer({ min: 0, max: 5 }), id: fc.nat() }), { maxLength: 60 });
const length = fc.integer({ min: 1, max: 9 });

describe('work in steps', () => {
  it('puts a list in the order that a stable sort does, however often it stops', () => {
    fc.assert(
      fc.property(records, length, (list, every) => {
        const order = (a: { readonly key: number }, b: { readonly key: number }): number => a.key - b.key;
        expect(runAtOnce(sortedInSteps(list, every, order))).toEqual(list.toSorted(order));
      }),
    );
  });

  it('gives the same list where nothing is mapped to something else', () => {
    const list = [1, 2, 3];
    expect(runAtOnce(mappedInSteps(list, 2, (value) => value))).toBe(list);
    expect(runAtOnce(mappedInSteps(list, 2, (value) => (value === 2 ? 4 : value)))).toEqual([1, 4, 3]);
  });

  it('stops after each slice and says how much is done', async () => {
    const slices: (readonly number[])[] = [];
    const shares: number[] = [];
    await runWithPauses(
      inSlices([1, 2, 3, 4, 5], 2, (some) => void slices.push(some)),
      async (share) => void shares.push(share),
    );
    expect(slices).toEqual([[1, 2], [3, 4], [5]]);
    expect(shares).toEqual([0, 0.4, 0.8]);
  });
});
