import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueTable } from '../../src/profile/valueTable';
import type { ValueTableState } from '../../src/profile/columnState';
import { kind } from '../../src/table/kinds';

/** Cells of these values, each value a number of four bytes, with hashes that a test chooses. */
function cellsOf(values: readonly number[], hashOf: (value: number) => readonly [number, number]) {
  const bytes = new DataView(new ArrayBuffer(values.length * 4 + 4));
  const hashes = new Int32Array(values.length * 2);
  for (const [at, value] of values.entries()) {
    bytes.setInt32(at * 4, value, true);
    hashes.set(hashOf(value), at * 2);
  }
  const starts = Int32Array.from(values, (_, at) => at * 4);
  const cells = {
    isDouble: new Uint8Array(values.length),
    kinds: new Uint8Array(values.length).fill(kind.string),
    starts,
    ends: starts.map((start) => start + 4),
    numbers: Float64Array.from(values),
  };
  return { bytes, hashes, cells };
}

function countsIn({ numbers, counts }: ValueTableState): Map<number, number> {
  return new Map([...numbers].map((value, at) => [value, counts[at]!]));
}

function trueCounts(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** No count is above the true one, and none, listed or not, is short by more than the table says. */
function expectWithinError(table: ValueTable, values: readonly number[]): void {
  const counted = countsIn(table.state());
  for (const [value, count] of trueCounts(values)) {
    const found = counted.get(value) ?? 0;
    if (found > count || found + table.maxCountError < count)
      throw new Error(`${value}: ${found} counted of ${count}, stated error ${table.maxCountError}`);
  }
}

const spread = (value: number): readonly [number, number] => [
  Math.imul(value, 0x9e37_79b1),
  Math.imul(value ^ 0x5bd1, 0x85eb_ca6b),
];
/** All values share a few buckets, and half of them the whole hash. */
const crowded = (value: number): readonly [number, number] => [value % 3, value >> 1];

function add(table: ValueTable, values: readonly number[], hashOf = spread): void {
  const { bytes, hashes, cells } = cellsOf(values, hashOf);
  table.addHashed(bytes, cells, hashes, 0, values.length);
}

describe('ValueTable', () => {
  it('counts all values exactly, and says where it has more than it is asked to hold', () => {
    const table = new ValueTable();
    const { bytes, cells } = cellsOf([7, 8, 7, 9, 7], spread);
    expect(table.addExactly(bytes, cells, 0, 5, 2)).toBe(4);
    expect(countsIn(table.state())).toEqual(
      new Map([
        [7, 2],
        [8, 1],
        [9, 1],
      ]),
    );
    expect(table.maxCountError).toBe(0);
  });

  it('[P4] is short of no count by more than it states, whatever comes and however hashes fall', () => {
    const stream = fc.record({
      exact: fc.nat(3000),
      rare: fc.nat(20_000),
      distinct: fc.integer({ min: 1, max: 30_000 }),
      seed: fc.integer(),
      hashOf: fc.constantFrom(spread, crowded),
    });
    fc.assert(
      fc.property(stream, ({ exact, rare, distinct, seed, hashOf }) => {
        let state = seed | 1;
        const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0) >>> 0;
        // Low numbers are frequent, high ones come once or twice.
        const draw = (): number => (next() % 3 === 0 ? next() % 20 : 100 + (next() % distinct));
        const values = Array.from({ length: hashOf === crowded ? 600 : exact + rare }, draw);
        const table = new ValueTable();
        add(table, values.slice(0, exact), hashOf);
        table.keepFrequent();
        add(table, values.slice(exact), hashOf);
        expectWithinError(table, values);
      }),
      { numRuns: 60 },
    );
  });

  it('[P4] states no more than rows / 2,048 and four for each 65,536 rows', () => {
    const rows = 400_000;
    const table = new ValueTable();
    table.keepFrequent();
    const values = Array.from({ length: rows }, (_, at) => (at % 5 === 0 ? at % 50 : 1000 + at));
    add(table, values);
    expectWithinError(table, values);
    expect(table.maxCountError).toBeLessThanOrEqual(rows / 2048 + 4 * Math.ceil(rows / 65_536));
    // Ten values have 8,000 each.
    expect([...countsIn(table.state()).values()].filter((count) => count > 7000)).toHaveLength(10);
  });

  it('[P4] is short by no more than both sides state, where tables are added to another', () => {
    const common = Array.from({ length: 30_000 }, (_, at) => (at % 4 === 0 ? at % 12 : 500 + at));
    const whole = new ValueTable();
    whole.keepFrequent();
    for (let part = 0; part < 5; part++) {
      const table = new ValueTable();
      table.keepFrequent();
      add(table, common);
      whole.addTable(table.state(), Infinity);
      whole.maxCountError += table.maxCountError;
    }
    expectWithinError(whole, Array.from({ length: 5 }, () => common).flat());
  });
});
