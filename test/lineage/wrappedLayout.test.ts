import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayoutInput, LayoutResult } from '../../src/lineage/layout';
import { layoutGraph } from '../../src/lineage/layoutGraph';
import { acyclicInput, linesOverCards, overlaps } from './layouts';

const size = { width: 100, height: 40 };
const room = { width: 600, height: 300 };

/** A source that leads to `count` others. */
function fan(count: number, more: Partial<LayoutInput> = {}): LayoutInput {
  return {
    sizes: Array.from({ length: count + 1 }, () => size),
    edges: Array.from({ length: count }, (_, at) => [0, at + 1] as const),
    direction: 'right',
    room,
    ...more,
  };
}

describe('a layer that is taller than the window', () => {
  it('[L70] stands in rows that show the cards the largest', () => {
    // One column of 12 is 12 * 40 + 11 * 20 = 700 high: zoom 300 / 700 = 0.43. Rows have 20 more above and below, so a pitch of 100.
    // 3 columns: 100 + 80 + 3 * 100 + 2 * 48 = 576 wide, 4 rows of 80 with 20 between are 380 high: 300 / 380 = 0.79.
    // 4 columns: 724 wide, 3 rows are 280 high: 600 / 724 = 0.83. 5 columns: 872 wide, 0.69.
    const { positions } = layoutGraph(fan(12));
    const columns = [180, 328, 476, 624];
    expect(positions.slice(1).map(({ x }) => x)).toEqual([...columns, ...columns, ...columns]);
    expect(positions.slice(1).map(({ y }) => y)).toEqual([20, 120, 220].flatMap((y) => columns.map(() => y)));
    // The source is beside the middle row.
    expect(positions[0]).toEqual({ x: 0, y: 120 });
  });

  it('[L70] leads lines above a row to the cards after its first one, and below it from those before its last', () => {
    const { bends } = layoutGraph(fan(12));
    // The row's cards begin at 20: its lane is at 0, from the layer's beginning to 40 before the card.
    expect(bends[0]).toEqual([]);
    expect(bends[1]).toEqual([
      { x: 180, y: 0 },
      { x: 288, y: 0 },
    ]);
    const sizes = fan(12).sizes;
    const gathered = layoutGraph({
      sizes: [...sizes, size],
      edges: [...Array.from({ length: 12 }, (_, at) => [at + 1, 13] as const), ...fan(12).edges],
      direction: 'right',
      room,
    });
    // A further layer leaves room for three in a row: their cards end at 60, the lane below is at 80, up to the layer's end at 576.
    expect(gathered.bends[0]).toEqual([
      { x: 320, y: 80 },
      { x: 576, y: 80 },
    ]);
  });

  it('[L70] is never a column of 2,000, and fills at least half of the window', () => {
    for (const direction of ['right', 'down'] as const) {
      for (const window of [room, { width: 1200, height: 640 }, { width: 360, height: 640 }]) {
        const { width, height } = boxOf(layoutGraph(fan(2000, { direction, room: window })));
        const zoom = Math.min(window.width / width, window.height / height);
        expect((width * height * zoom * zoom) / (window.width * window.height)).toBeGreaterThan(0.5);
      }
    }
  });

  it('[L70] stays one column where it fits, where rows gain little, and where no window is given', () => {
    const columns = (input: LayoutInput) => new Set(layoutGraph(input).positions.map(({ x }) => x)).size;
    // Each layer one column: two of them.
    expect(columns(fan(5))).toBe(2);
    expect(columns(fan(8, { room: { width: 300, height: 500 } }))).toBe(2);
    const { room: _, ...withoutRoom } = fan(40);
    expect(columns(withoutRoom)).toBe(2);
  });

  it('[L29] keeps versions in order from left to right and row by row', () => {
    const { positions } = layoutGraph(fan(40, { series: [-1, ...Array.from({ length: 40 }, () => 0)] }));
    const versions = positions.slice(1);
    for (let at = 1; at < versions.length; at++) {
      const [a, b] = [versions[at - 1]!, versions[at]!];
      expect(a.y < b.y || (a.y === b.y && a.x < b.x)).toBe(true);
    }
  });

  it('[L20] keeps every edge going to a later layer or row, and no two nodes overlap', () => {
    fc.assert(
      fc.property(wideInput, (input) => {
        const { positions, bends } = layoutGraph(input);
        expect(overlaps(input, positions)).toEqual([]);
        input.edges.forEach(([from, to], edge) => {
          const [a, b] = [positions[from]!, positions[to]!];
          const isFolded = bends[edge]!.some(({ x }) => x > b.x);
          if (!isFolded) expect(a.x + input.sizes[from]!.width).toBeLessThan(b.x);
        });
      }),
    );
  });

  it('[L27] keeps every straight stretch of a line clear of all cards', () => {
    fc.assert(
      fc.property(wideInput, (input) => {
        expect(linesOverCards(input, layoutGraph(input))).toEqual([]);
      }),
    );
  });

  it('[L26] gives whole pixels from 0, the same whatever the order of the edges', () => {
    fc.assert(
      fc.property(wideInput, (input) => {
        const first = layoutGraph(input);
        const again = layoutGraph({ ...input, edges: input.edges.toReversed() });
        expect({ ...again, bends: again.bends.toReversed() }).toEqual(first);
        for (const { x, y } of [...first.positions, ...first.bends.flat()]) {
          expect([Number.isInteger(x), Number.isInteger(y), x >= 0, y >= 0].every(Boolean)).toBe(true);
        }
      }),
    );
  });
});

/** Wide layers of nodes of any size: what goes from the first ten nodes to the rest, and any edges besides. */
const wideInput = fc
  .tuple(acyclicInput, fc.integer({ min: 8, max: 60 }), fc.integer({ min: 240, max: 900 }))
  .map(([input, width, side]): LayoutInput => {
    const count = input.sizes.length;
    const sizes = Array.from({ length: count + width }, (_, at) => input.sizes[(at * 7) % count]!);
    const fanned = Array.from({ length: width }, (_, at) => [at % Math.ceil(count / 4), count + at] as const);
    return { ...input, sizes, edges: [...input.edges, ...fanned], room: { width: side, height: 400 } };
  });

function boxOf({ positions }: LayoutResult): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(...positions.map(({ x }) => x + size.width)),
    height: Math.max(...positions.map(({ y }) => y + size.height)),
  };
}
