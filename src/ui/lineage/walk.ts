import type { NodeKey } from '../../lineage/graph';
import { type PlacedGraph, sizeOf } from './placedGraph';

export type Arrow = 'left' | 'right' | 'up' | 'down';

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Where an arrow key leads from the selected node: along the lines with the flow, or to the next node beside it across the
 * flow; without a selection, to the node nearest to `centre`. Null where there is nothing that way.
 */
export function walk(
  placed: PlacedGraph,
  selected: number | null,
  arrow: Arrow,
  centre: Point,
): NodeKey | null {
  const { shown, direction } = placed;
  const start = selected === null ? -1 : (shown.placeOf[selected] ?? -1);
  if (start === -1)
    return keyAt(
      placed,
      nearest(
        placed,
        placed.positions.map((_, place) => place),
        centre,
      ),
    );
  const step = direction === 'right' ? arrow : turned[arrow];
  const here = middle(placed, start);
  switch (step) {
    case 'left':
      return keyAt(
        placed,
        nearest(
          placed,
          shown.edges.filter((edge) => edge.to === start).map((edge) => edge.from),
          here,
        ),
      );
    case 'right':
      return keyAt(
        placed,
        nearest(
          placed,
          shown.edges.filter((edge) => edge.from === start).map((edge) => edge.to),
          here,
        ),
      );
    case 'up':
      return keyAt(placed, nearest(placed, beside(placed, start, -1), here));
    case 'down':
      return keyAt(placed, nearest(placed, beside(placed, start, 1), here));
  }
}

/** With the flow going down, the keys turn with it. */
const turned: Readonly<Record<Arrow, Arrow>> = { up: 'left', down: 'right', left: 'up', right: 'down' };

/** Nodes of about the same layer, on one side. */
function beside(placed: PlacedGraph, start: number, sign: 1 | -1): number[] {
  const here = middle(placed, start);
  const isRight = placed.direction === 'right';
  const layer = isRight ? 150 : 60;
  return placed.positions
    .map((_, place) => place)
    .filter((place) => {
      const there = middle(placed, place);
      const along = isRight ? there.x - here.x : there.y - here.y;
      const across = isRight ? there.y - here.y : there.x - here.x;
      return Math.abs(along) < layer && across * sign > 1;
    });
}

function nearest(placed: PlacedGraph, places: readonly number[], point: Point): number {
  let best = -1;
  let bestDistance = Infinity;
  for (const place of places) {
    const there = middle(placed, place);
    const distance = Math.hypot(there.x - point.x, there.y - point.y);
    if (distance < bestDistance) [best, bestDistance] = [place, distance];
  }
  return best;
}

function middle(placed: PlacedGraph, place: number): Point {
  const at = placed.positions[place] ?? { x: 0, y: 0 };
  const { width, height } = sizeOf(placed.shown, place);
  return { x: at.x + width / 2, y: at.y + height / 2 };
}

function keyAt({ shown }: PlacedGraph, place: number): NodeKey | null {
  return shown.graph.nodes[shown.nodes[place] ?? -1]?.key ?? null;
}
