import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tellApart } from '../../../src/ui/shared/tellApart';

describe('tellApart', () => {
  it('gives the last part of a path where it is unique, and as many more as tell it apart', () => {
    expect([...tellApart(['a/x/t.csv', 'b/x/t.csv', 'b/y/u.csv'])]).toEqual([
      ['a/x/t.csv', 'a/x/t.csv'],
      ['b/x/t.csv', 'b/x/t.csv'],
      ['b/y/u.csv', 'u.csv'],
    ]);
  });

  it('gives a name whole that is the end of another, and that of a folder with its slash', () => {
    expect([...tellApart(['t.csv', 'a/t.csv', 'data/raw/'])]).toEqual([
      ['t.csv', 't.csv'],
      ['a/t.csv', 'a/t.csv'],
      ['data/raw/', 'raw/'],
    ]);
  });

  it('gives different names to different paths, each the end of its own', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(path.map((parts) => parts.join('/'))), (names) => {
        const short = tellApart(names);
        expect(new Set(short.values()).size).toBe(new Set(names).size);
        for (const [name, end] of short) expect(name.endsWith(end)).toBe(true);
      }),
    );
  });
});

it('leaves out the type and the package of a unique id of dbt, where what is left is nobody else’s', () => {
  const ids = [
    'model.shop.orders',
    'model.shop.customers.v2',
    'source.shop.raw.orders',
    'seed.a.tax',
    'seed.b.tax',
  ];
  const ends = ['orders', 'customers.v2', 'raw.orders', 'seed.a.tax', 'seed.b.tax'];
  expect([...tellApart(ids, new Set(ids)).values()]).toEqual(ends);
  expect(tellApart(['model.2026.csv']).get('model.2026.csv')).toBe('model.2026.csv');
});
