import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsApart, noTolerance } from '../../../src/gates/reproducibility/tolerance';

const table = (...rows: (string | null)[][]) => ({ columnNames: ['id', 'score'], rows });

describe('[R10] cells of two runs', () => {
  it('are within an absolute tolerance or a relative one of the greater', () => {
    const [one, two] = [table(['a', '100'], ['b', '1']), table(['a', '101'], ['b', '1'])];
    // They differ by 1, which is 1/101 of the greater.
    expect(cellsApart(one, two, { absolute: 1, relative: null })).toBeNull();
    expect(cellsApart(one, two, { absolute: 0.99, relative: null })).toBe(
      'row 1 of score was 100 and is 101',
    );
    expect(cellsApart(one, two, { absolute: null, relative: 1 / 101 })).toBeNull();
    expect(cellsApart(one, two, { absolute: null, relative: 0.009 })).toBe(
      'row 1 of score was 100 and is 101',
    );
  });

  it('of text and empty ones have to be equal, and so have rows and columns', () => {
    const all = { absolute: 1e9, relative: 1 };
    expect(cellsApart(table(['a', '1']), table(['b', '1']), all)).toBe('row 1 of id was a and is b');
    expect(cellsApart(table(['a', '1']), table(['a', null]), all)).toBe('row 1 of score was 1 and is empty');
    expect(cellsApart(table(['a', '1']), table(['a', '1'], ['b', '1']), all)).toBe(
      "it has 2 rows, and the first run's has 1",
    );
    const other = { columnNames: ['id', 'rank'], rows: [['a', '1']] };
    expect(cellsApart(table(['a', '1']), other, all)).toBe('it has no column score');
  });

  it('that are equal stay so with a wider tolerance', () => {
    const cells = fc.array(
      fc.tuple(fc.constant('a'), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
    );
    const width = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(cells, width, width, (rows, absolute, more) => {
        const [one, two] = [
          table(...rows),
          table(...rows.map(([id, score]) => [id, String(Number(score) + absolute / 2)])),
        ];
        expect(cellsApart(one, one, noTolerance)).toBeNull();
        if (cellsApart(one, two, { absolute, relative: null }) === null)
          expect(cellsApart(one, two, { absolute: absolute + more, relative: null })).toBeNull();
      }),
    );
  });
});
