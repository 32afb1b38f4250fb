import { useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';

import type { NodeKey } from '../../lineage/graph';
import type { PlacedGraph } from './placedGraph';
import { useViewportMoves } from './useViewportMoves';

/**
 * Keeps the eye where it was: a graph that is shown anew is fitted; one that has only grown keeps its selected or
 * middle node in place; a selection that is out of view is brought into it.
 */
export function useSteadyView(placed: PlacedGraph, select: NodeKey | undefined): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const moves = useViewportMoves();
  const hasSize = useStore((state) => state.width > 0 && state.height > 0 && state.panZoom !== null);
  const before = useRef<PlacedGraph | null>(null);
  const begun = useRef<Viewport | null>(null);
  const width = useStore((state) => state.width);
  const selectedBefore = useRef<{ readonly select: NodeKey | undefined; readonly width: number } | null>(
    null,
  );

  useEffect(() => {
    if (!hasSize) return;
    const last = before.current;
    before.current = placed;
    if (!last || last.viewKey !== placed.viewKey) {
      begun.current = moves.begin(placed, last === null);
      return;
    }
    if (last.positions === placed.positions) return;
    // Nobody has looked anywhere else yet: the whole graph stays in view while it grows.
    if (select === undefined && isAt(flow.getViewport(), begun.current)) {
      begun.current = moves.begin(placed, false);
      return;
    }
    const { width, height } = store.getState();
    const centre = { x: width / 2, y: height / 2 };
    const { x, y, zoom } = flow.getViewport();
    const middle = { x: (centre.x - x) / zoom, y: (centre.y - y) / zoom };
    const shift = shiftOf(last, placed, select, middle);
    if (shift) void flow.setViewport({ x: x - shift.x * zoom, y: y - shift.y * zoom, zoom });
  }, [placed, hasSize, moves, flow, store, select]);

  useEffect(() => {
    if (!hasSize) return;
    const last = selectedBefore.current;
    const index = select === undefined ? undefined : placed.shown.graph.indexOf.get(select);
    const place = placed.shown.placeOf[index ?? -1] ?? -1;
    // What has no place yet is brought into view as soon as the graph is laid out with it.
    if (select !== undefined && place === -1) return;
    selectedBefore.current = { select, width };
    // The inspector takes its width from the canvas when it opens: what was just selected may then be behind it.
    if (select === undefined || (last?.select === select && last.width <= width)) return;
    moves.reveal(placed, place);
  }, [placed, select, width, hasSize, moves]);
}

function isAt(viewport: Viewport, begun: Viewport | null): boolean {
  if (begun === null) return false;
  return (
    Math.abs(viewport.x - begun.x) < 1 &&
    Math.abs(viewport.y - begun.y) < 1 &&
    Math.abs(viewport.zoom / begun.zoom - 1) < 0.01
  );
}

/** How far the anchor moved: the selected node, or the one nearest to the middle that is in both. */
function shiftOf(
  last: PlacedGraph,
  next: PlacedGraph,
  select: NodeKey | undefined,
  middle: { readonly x: number; readonly y: number },
): { readonly x: number; readonly y: number } | null {
  const newPlace = (place: number) => {
    const key = last.shown.graph.nodes[last.shown.nodes[place] ?? -1]?.key;
    return key === undefined ? -1 : (next.shown.placeOf[next.shown.graph.indexOf.get(key) ?? -1] ?? -1);
  };
  let best: { readonly x: number; readonly y: number } | null = null;
  let bestDistance = Infinity;
  last.positions.forEach((from, place) => {
    const to = next.positions[newPlace(place)];
    if (!to) return;
    const isSelected = last.shown.graph.nodes[last.shown.nodes[place] ?? -1]?.key === select;
    const distance = isSelected ? -1 : Math.hypot(from.x - middle.x, from.y - middle.y);
    if (distance < bestDistance) [best, bestDistance] = [{ x: to.x - from.x, y: to.y - from.y }, distance];
  });
  return best;
}
