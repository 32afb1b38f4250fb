import { useEffect, useMemo, useState } from 'react';

import type { LayoutInput, LayoutResult } from '../../lineage/layout';
import { useServices } from '../../state/services';
import { roomForGraph } from './roomForGraph';
import type { ShownGraph } from './shownGraph';

export type Direction = 'right' | 'down';

/** A shown graph with the places of its nodes. */
export interface PlacedGraph {
  readonly shown: ShownGraph;
  readonly direction: Direction;
  /** Equal while the same graph is shown in the same way, even if it grows: then nothing should jump. */
  readonly viewKey: string;
  readonly positions: LayoutResult['positions'];
  /** Of each line of `shown.edges`: where it leads past cards. */
  readonly bends: LayoutResult['bends'];
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

export type Placement =
  /** `previous` is what the canvas goes on showing until the new places are known. */
  | { readonly status: 'placing'; readonly previous: PlacedGraph | null }
  | { readonly status: 'placed'; readonly placed: PlacedGraph }
  | { readonly status: 'failed'; readonly message: string; readonly retry: () => void };

export const cardSize = { width: 232, height: 64 };
export const processSize = { width: 200, height: 44 };

export function sizeOf(
  shown: ShownGraph,
  place: number,
): { readonly width: number; readonly height: number } {
  const node = shown.graph.nodes[shown.nodes[place] ?? -1];
  return node?.type === 'job' || node?.type === 'run' ? processSize : cardSize;
}

/** Places the graph in the worker; a graph of the same nodes and edges keeps the places it had. */
export function usePlacedGraph(shown: ShownGraph, direction: Direction, viewKey: string): Placement {
  const services = useServices();
  // The window of the first look: the graph does not fold anew while somebody looks at it.
  // oxlint-disable-next-line react/exhaustive-deps
  const room = useMemo(roomForGraph, [viewKey]);
  const signature = useMemo(() => signatureOf(shown, direction, room), [shown, direction, room]);
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<
    | { readonly signature: string; readonly result: LayoutResult; readonly shown: ShownGraph }
    | { readonly signature: string; readonly message: string }
    | null
  >(null);
  const [previous, setPrevious] = useState<PlacedGraph | null>(null);

  useEffect(() => {
    if (shown.nodes.length === 0 || keptLayouts.has(signature)) return;
    const controller = new AbortController();
    services.layout(layoutInputOf(shown, direction, room), controller.signal).then(
      (result) => {
        if (controller.signal.aborted) return;
        keep(signature, result);
        setFound({ signature, result, shown });
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

  const kept =
    shown.nodes.length === 0
      ? emptyLayout
      : (keptLayouts.get(signature) ??
        (found?.signature === signature && 'result' in found ? found.result : undefined));
  const placed = useMemo(
    () =>
      kept
        ? {
            shown,
            direction,
            viewKey,
            positions: kept.positions,
            bends: kept.bends,
            bounds: boundsOf(shown, kept),
          }
        : null,
    [kept, shown, direction, viewKey],
  );
  useEffect(() => {
    if (placed) setPrevious(placed);
  }, [placed]);

  if (placed) return { status: 'placed', placed };
  if (found?.signature === signature && 'message' in found) {
    return {
      status: 'failed',
      message: found.message,
      retry: () => {
        setFound(null);
        setAttempt((last) => last + 1);
      },
    };
  }
  return { status: 'placing', previous };
}

const emptyLayout: LayoutResult = { positions: [], bends: [], crossingCount: 0 };

const keptLayouts = new Map<string, LayoutResult>();
const maxKeptLayouts = 24;

function keep(signature: string, result: LayoutResult): void {
  keptLayouts.set(signature, result);
  const oldest = keptLayouts.keys().next();
  if (keptLayouts.size > maxKeptLayouts && !oldest.done) keptLayouts.delete(oldest.value);
}

type Room = NonNullable<LayoutInput['room']>;

function layoutInputOf(shown: ShownGraph, direction: Direction, room: Room): LayoutInput {
  return {
    sizes: shown.nodes.map((_, place) => sizeOf(shown, place)),
    edges: shown.edges.map((edge) => [edge.from, edge.to] as const),
    direction,
    room,
  };
}

/** Equal for graphs of the same nodes and edges in the same order and the same window, whatever else is said of them. */
function signatureOf(shown: ShownGraph, direction: Direction, room: Room): string {
  let hash = 0x811c9dc5;
  let second = 0x9747b28c;
  const mix = (value: number) => {
    hash = Math.imul(hash ^ value, 0x01000193);
    second = Math.imul(second ^ value, 0x85ebca6b) ^ (second >>> 13);
  };
  for (const index of shown.nodes) {
    const key = shown.graph.nodes[index]?.key ?? '';
    for (let at = 0; at < key.length; at += 1) mix(key.charCodeAt(at));
    mix(-1);
  }
  for (const edge of shown.edges) {
    mix(edge.from);
    mix(edge.to);
  }
  return [
    direction,
    room.width,
    room.height,
    shown.nodes.length,
    shown.edges.length,
    hash >>> 0,
    second >>> 0,
  ].join(' ');
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
