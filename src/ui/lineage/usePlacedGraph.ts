import { useEffect, useMemo, useState } from 'react';

import type { LayoutInput, LayoutResult } from '../../lineage/layout';
import { useServices } from '../../state/services';
import { cacheLayout, cachedLayout, layoutSignature, type Room } from './cachedLayouts';
import { type Direction, type PlacedGraph, sizeOf } from './placedGraph';
import { roomForGraph } from './roomForGraph';
import type { ShownGraph } from './shownGraph';

export type Placement =
  /** `previous` is what the canvas goes on showing until the new places are known. */
  | { readonly status: 'placing'; readonly previous: PlacedGraph | null }
  | { readonly status: 'placed'; readonly placed: PlacedGraph }
  | { readonly status: 'failed'; readonly message: string; readonly retry: () => void };

/** Places the graph in the worker; a graph of the same nodes and edges keeps the places it had. */
export function usePlacedGraph(shown: ShownGraph, direction: Direction, viewKey: string): Placement {
  const layout = useLayout(shown, direction, viewKey);
  const result = layout.status === 'placed' ? layout.result : null;
  const placed = useMemo(
    () =>
      result && {
        shown,
        direction,
        viewKey,
        positions: result.positions,
        bends: result.bends,
        bounds: boundsOf(shown, result),
      },
    [result, shown, direction, viewKey],
  );
  const [previous, setPrevious] = useState<PlacedGraph | null>(null);
  if (placed && placed !== previous) setPrevious(placed);
  if (placed) return { status: 'placed', placed };
  return layout.status === 'failed' ? layout : { status: 'placing', previous };
}

type Layout =
  | { readonly status: 'placing' }
  | { readonly status: 'placed'; readonly result: LayoutResult }
  | Extract<Placement, { status: 'failed' }>;

/** The layout of a shown graph: at once where it is kept, else when the worker has made it. */
function useLayout(shown: ShownGraph, direction: Direction, viewKey: string): Layout {
  const services = useServices();
  // The window of the first look: the graph does not fold anew while somebody looks at it.
  // oxlint-disable-next-line react/exhaustive-deps
  const room = useMemo(roomForGraph, [viewKey]);
  const signature = useMemo(() => layoutSignature(shown, direction, room), [shown, direction, room]);
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<
    | { readonly signature: string; readonly result: LayoutResult }
    | { readonly signature: string; readonly message: string }
    | null
  >(null);

  useEffect(() => {
    if (cachedLayout(shown, signature)) return;
    const controller = new AbortController();
    services.layout(layoutInputOf(shown, direction, room), controller.signal).then(
      (result) => {
        if (controller.signal.aborted) return;
        cacheLayout(signature, result);
        setFound({ signature, result });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setFound({ signature, message: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => controller.abort();
    // `signature` stands for the shown graph and the direction: an equal one needs no second layout.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [services, signature, attempt]);

  const kept = cachedLayout(shown, signature);
  if (kept) return { status: 'placed', result: kept };
  if (found?.signature !== signature) return { status: 'placing' };
  if ('result' in found) return { status: 'placed', result: found.result };
  return {
    status: 'failed',
    message: found.message,
    retry: () => {
      setFound(null);
      setAttempt((last) => last + 1);
    },
  };
}

function layoutInputOf(shown: ShownGraph, direction: Direction, room: Room): LayoutInput {
  return {
    sizes: shown.nodes.map((_, place) => sizeOf(shown, place)),
    edges: shown.edges.map((edge) => [edge.from, edge.to] as const),
    direction,
    room,
    ...(shown.graph.kind === 'version' && { series: seriesOf(shown) }),
  };
}

/** Versions by what they are of: those of one artifact stand in their order. */
function seriesOf({ graph, nodes }: ShownGraph): readonly number[] {
  const numbers = new Map<string, number>();
  return nodes.map((index) => {
    const node = graph.nodes[index];
    if (node?.type !== 'snapshot') return -1;
    const number = numbers.get(node.artifactId) ?? numbers.size;
    numbers.set(node.artifactId, number);
    return number;
  });
}

function boundsOf(shown: ShownGraph, { positions, bends }: LayoutResult): PlacedGraph['bounds'] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  positions.forEach(({ x, y }, place) => {
    const { width, height } = sizeOf(shown, place);
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  });
  for (const { x, y } of bends.flat()) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return positions.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}
