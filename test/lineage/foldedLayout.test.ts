import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayoutInput, LayoutResult } from '../../src/lineage/layout';
import { layoutGraph } from '../../src/lineage/layoutGraph';
import { acyclicInput, linesOverCards, overlaps } from './layouts';

const size = { width: 100, height: 40 };
const room = { width: 600, height: 300 };

function chain(count: number, more: Partial<LayoutInput> = {}): LayoutInput {
  return {
    sizes: Array.from({ length: count }, () => size),
    edges: Array.from({ length: count - 1 }, (_, at) => [at, at + 1] as const),
    direction: 'right',
    room,
    ...more,
  };
}

describe('a strip of layers that is longer than the window', () => {
  it('[L28] is folded into rows, the line between them in the gap', () => {
    // Eight layers of 100 with 80 between are 1,360: two rows of 640, which a window of 600 shows nearly life-size.
    const { positions, bends } = layoutGraph(chain(8));
    // The line needs 20 at the left: the first card begins there.
    expect(positions.map(({ x }) => x)).toEqual([20, 200, 380, 560, 20, 200, 380, 560]);
    // 40 between rows.
    expect(positions.map(({ y }) => y)).toEqual([0, 0, 0, 0, 80, 80, 80, 80]);
    // From the last card of the first row at (660, 20): 20 further, down to the middle of the gap, left, and to the next card.
    expect(bends[3]).toEqual([
      { x: 680, y: 20 },
      { x: 680, y: 60 },
      { x: 0, y: 60 },
      { x: 0, y: 100 },
    ]);
  });

  it('[L28] is not folded where it fits, nor where no window is given', () => {
    const straight = layoutGraph(chain(8, { room: { width: 1360, height: 300 } }));
    expect(new Set(straight.positions.map(({ y }) => y)).size).toBe(1);
    const { room: _, ...withoutRoom } = chain(8);
    expect(layoutGraph(withoutRoom)).toEqual(straight);
  });

  it('[L28] is not folded where many strips fill the window together', () => {
    const strips = Array.from({ length: 30 }, (_, strip) =>
      chain(8).edges.map(([a, b]) => [a + strip * 8, b + strip * 8] as const),
    );
    const { positions } = layoutGraph(
      chain(240, { edges: strips.flat(), room: { width: 600, height: 600 } }),
    );
    // Each strip stays in a row of its own.
    for (let strip = 0; strip < 30; strip++) {
      expect(new Set(positions.slice(strip * 8, strip * 8 + 8).map(({ y }) => y)).size).toBe(1);
    }
  });

  it('[L28] is cut where few lines cross', () => {
    // Six layers; between the third and the fourth two lines, everywhere else four.
    const edges: (readonly [number, number])[] = [];
    const wide = (from: number, to: number) => {
      for (let lane = 0; lane < 4; lane++) edges.push([from + lane, to + lane]);
    };
    wide(0, 4);
    wide(4, 8);
    edges.push([8, 12], [9, 13]);
    wide(12, 16);
    wide(16, 20);
    // One component: the lanes are joined at both ends.
    edges.push([0, 5], [1, 6], [2, 7], [16, 21], [17, 22], [18, 23]);
    const { bends } = layoutGraph({
      sizes: Array.from({ length: 24 }, () => size),
      edges,
      direction: 'right',
      room: { width: 600, height: 800 },
    });
    const turning = edges.filter((_, edge) => bends[edge]!.length === 4);
    expect(turning).toEqual([
      [8, 12],
      [9, 13],
    ]);
  });

  it('[L28] shows the cards larger than the strip would', () => {
    const zoom = (result: LayoutResult) => {
      const right = Math.max(...result.positions.map(({ x }) => x + size.width));
      const bottom = Math.max(...result.positions.map(({ y }) => y + size.height));
      return Math.min(1, room.width / right, room.height / bottom);
    };
    for (const count of [12, 30, 100, 700]) {
      const { room: _, ...straight } = chain(count);
      expect(zoom(layoutGraph(chain(count)))).toBeGreaterThan(1.2 * zoom(layoutGraph(straight)));
    }
  });

  it('[L20] keeps every edge going to a later layer or row, and no two nodes overlap', () => {
    fc.assert(
      fc.property(foldedInput, (input) => {
        const { positions, bends } = layoutGraph(input);
        expect(overlaps(input, positions)).toEqual([]);
        input.edges.forEach(([from, to], edge) => {
          const [a, b] = [positions[from]!, positions[to]!];
          const isFolded = bends[edge]!.some(({ x }) => x > b.x);
          if (!isFolded) expect(a.x + input.sizes[from]!.width).toBeLessThan(b.x);
          else expect(a.y).toBeLessThan(b.y + input.sizes[to]!.height);
        });
      }),
    );
  });

  it('[L27] keeps every straight stretch of a line clear of all cards', () => {
    fc.assert(
      fc.property(foldedInput, (input) => {
        expect(linesOverCards(input, layoutGraph(input))).toEqual([]);
      }),
    );
  });

  it('[L26] gives whole pixels from 0, the same whatever the order of the edges', () => {
    fc.assert(
      fc.property(foldedInput, (input) => {
        const first = layoutGraph(input);
        const again = layoutGraph({ ...input, edges: input.edges.toReversed() });
        expect({ ...again, bends: again.bends.toReversed() }).toEqual(first);
        for (const { x, y } of [...first.positions, ...first.bends.flat()]) {
          expect([Number.isInteger(x), Number.isInteger(y), x >= 0, y >= 0]).toEqual([
            true,
            true,
            true,
            true,
          ]);
        }
      }),
    );
  });
});

const foldedInput = fc
  .tuple(acyclicInput, fc.integer({ min: 240, max: 900 }), fc.integer({ min: 240, max: 900 }))
  .map(([input, width, height]): LayoutInput => {
    // A spine through all nodes, so that there is a strip to fold.
    const spine = input.sizes.slice(1).map((_, at) => [at, at + 1] as const);
    return { ...input, edges: [...spine, ...input.edges], room: { width, height } };
  });
