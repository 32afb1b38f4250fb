import { describe, expect, it } from 'vitest';

import { PairMap } from '../../../src/operations/core/pairMap';

describe('a map by two texts', () => {
  it('tells pairs apart that are alike when written one after the other', () => {
    const map = new PairMap<number>();
    map.set('a', 'bc', 1);
    map.set('ab', 'c', 2);
    expect([map.get('a', 'bc'), map.get('ab', 'c'), map.get('abc', ''), map.has('ab', 'c')]).toEqual([
      1,
      2,
      undefined,
      true,
    ]);
    expect(map.has('a', 'c')).toBe(false);
  });

  it('gives its values in the order in which their pairs first came', () => {
    const map = new PairMap<string>();
    for (const [first, second, value] of [
      ['n', 'a', 'one'],
      ['m', 'a', 'two'],
      ['n', 'b', 'three'],
      ['n', 'a', 'four'],
    ] as const) {
      map.set(first, second, value);
    }
    expect(map.values()).toEqual(['four', 'two', 'three']);
    expect(map.size).toBe(3);
  });
});
