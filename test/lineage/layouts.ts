import fc from 'fast-check';

import type { LayoutInput, LayoutResult, Point } from '../../src/lineage/layout';

export type Pair = readonly [number, number];

const anySize = fc.record({
  width: fc.integer({ min: 1, max: 240 }),
  height: fc.integer({ min: 1, max: 90 }),
});

/** A graph of up to 24 nodes of any size, with any edges. */
export const anyInput: fc.Arbitrary<LayoutInput> = fc.integer({ min: 1, max: 24 }).chain((nodeCount) =>
  fc.record({
    sizes: fc.array(anySize, { minLength: nodeCount, maxLength: nodeCount }),
    edges: fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1)), { maxLength: 48 }),
    direction: fc.constantFrom('right' as const, 'down' as const),
  }),
);

/** One without cycles, to the right. */
export const acyclicInput = anyInput.map((input) => ({
  ...input,
  direction: 'right' as const,
  edges: input.edges
    .filter(([from, to]) => from !== to)
    .map(([from, to]): Pair => (from < to ? [from, to] : [to, from])),
}));

/** The pairs of nodes that overlap. */
export function overlaps(input: LayoutInput, positions: LayoutResult['positions']): Pair[] {
  const found: Pair[] = [];
  positions.forEach((a, first) =>
    positions.forEach((b, second) => {
      if (first >= second) return;
      const [sizeA, sizeB] = [input.sizes[first]!, input.sizes[second]!];
      const apart =
        a.x + sizeA.width <= b.x ||
        b.x + sizeB.width <= a.x ||
        a.y + sizeA.height <= b.y ||
        b.y + sizeB.height <= a.y;
      if (!apart) found.push([first, second]);
    }),
  );
  return found;
}

/** The straight stretches of lines that lead over a card, each as its edge and the card's node. */
export function linesOverCards({ sizes }: LayoutInput, { positions, bends }: LayoutResult): Pair[] {
  const found: Pair[] = [];
  bends.forEach((points, edge) => {
    for (let at = 1; at < points.length; at++) {
      const [a, b] = [points[at - 1]!, points[at]!];
      if (a.x !== b.x && a.y !== b.y) continue;
      positions.forEach((corner, node) => {
        if (crosses(a, b, corner, sizes[node]!)) found.push([edge, node]);
      });
    }
  });
  return found;
}

/** Whether a stretch along an axis leads through the inside of a card. */
function crosses(
  a: Point,
  b: Point,
  corner: Point,
  { width, height }: LayoutInput['sizes'][number],
): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return right > corner.x && left < corner.x + width && bottom > corner.y && top < corner.y + height;
}
