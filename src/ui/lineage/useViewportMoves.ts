import { useReducedMotion } from '@mantine/hooks';
import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useMemo } from 'react';

import { canvasMargin } from './roomForGraph';
import { type PlacedGraph, sizeOf } from './placedGraph';

export const mostZoom = 2;

/** From here on the names on cards are at least 11 pixels high. */
export const leastLegible = 0.425;

/** A small graph is shown larger than life, up to this. */
const mostFitted = 1.5;

/** Farther away than this the graph would be lost: where all of it is in view and half of the window is free. */
export function leastZoom(placed: PlacedGraph, window: Size): number {
  return Math.min(leastLegible, fittedZoom(placed, window) * 0.7);
}

function fittedZoom({ bounds }: PlacedGraph, window: Size): number {
  const { width, height } = roomIn(window);
  return Math.min(mostFitted, width / Math.max(bounds.width, 1), height / Math.max(bounds.height, 1));
}

export interface ViewportMoves {
  /** Shows the whole graph. */
  readonly fit: (placed: PlacedGraph) => void;
  /** The first look: the whole graph, or as much of it as can be read, from its beginning on. Gives where it leads. */
  readonly begin: (placed: PlacedGraph, isInstant: boolean) => Viewport;
  /** Brings a node to the middle, close enough to read. */
  readonly centreOn: (placed: PlacedGraph, place: number, isInstant?: boolean) => void;
  /** Moves as little as is needed to see a node. */
  readonly reveal: (placed: PlacedGraph, place: number) => void;
  /** Brings the graph back where a pan has lost it. */
  readonly keepInView: (placed: PlacedGraph, viewport: Viewport) => void;
  readonly zoomBy: (placed: PlacedGraph, factor: number) => void;
}

export function useViewportMoves(): ViewportMoves {
  const flow = useReactFlow();
  const store = useStoreApi();
  const durationMs = useReducedMotion() ? 0 : 200;
  return useMemo(() => {
    const move = (viewport: Viewport, isInstant = false) => {
      void flow.setViewport(viewport, isInstant ? {} : { duration: durationMs });
      return viewport;
    };
    return {
      fit: (placed) => void move(showing(placed, store.getState(), 0)),
      begin: (placed, isInstant) => {
        return move(showing(placed, store.getState(), leastLegible), isInstant);
      },
      centreOn: (placed, place, isInstant) => {
        const box = boxOf(placed, place);
        if (box) move(centred(box, store.getState(), flow.getZoom()), isInstant);
      },
      reveal: (placed, place) => {
        const box = boxOf(placed, place);
        const next = box && revealing(box, store.getState(), flow.getViewport());
        if (next) move(next);
      },
      keepInView: (placed, viewport) => {
        const next = backInView(placed.bounds, store.getState(), viewport);
        if (next) move(next);
      },
      zoomBy: (placed, factor) => {
        const window = store.getState();
        void move(zoomed(window, flow.getViewport(), factor, leastZoom(placed, window)));
      },
    };
  }, [flow, store, durationMs]);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

function boxOf({ shown, positions }: PlacedGraph, place: number): Box | null {
  const at = positions[place];
  return at ? { ...at, ...sizeOf(shown, place) } : null;
}

/** What the controls along its sides leave of a window. */
function roomIn({ width, height }: Size): Size {
  return {
    width: Math.max(width - canvasMargin.left - canvasMargin.right, 80),
    height: Math.max(height - canvasMargin.top - canvasMargin.bottom, 80),
  };
}

/** The whole graph in the middle; what does not fit at the least zoom begins where the flow begins, beside its first cards. */
function showing(placed: PlacedGraph, window: Size, least: number): Viewport {
  const { bounds, direction } = placed;
  const { width, height } = roomIn(window);
  const zoom = Math.max(least, fittedZoom(placed, window));
  const isRight = direction === 'right';
  const middle = middleOfFirst(placed, (isRight ? width : height) / zoom);
  const begin = (margin: number, room: number, from: number, size: number, isAlong: boolean): number => {
    const spare = room - size * zoom;
    if (spare >= 0) return margin + spare / 2 - from * zoom;
    const wanted = isAlong ? margin - from * zoom : margin + room / 2 - middle * zoom;
    return Math.max(margin + spare - from * zoom, Math.min(margin - from * zoom, wanted));
  };
  return {
    x: begin(canvasMargin.left, width, bounds.x, bounds.width, isRight),
    y: begin(canvasMargin.top, height, bounds.y, bounds.height, !isRight),
    zoom,
  };
}

/** The median place across the flow of the cards within `length` of its beginning. */
function middleOfFirst({ positions, bounds, direction, shown }: PlacedGraph, length: number): number {
  const isRight = direction === 'right';
  const first = positions.flatMap(({ x, y }, place) => {
    const size = sizeOf(shown, place);
    if ((isRight ? x - bounds.x : y - bounds.y) > length) return [];
    return isRight ? y + size.height / 2 : x + size.width / 2;
  });
  return first.sort((a, b) => a - b)[first.length >> 1] ?? 0;
}

function centred(box: Box, window: Size, zoomNow: number): Viewport {
  const { width, height } = roomIn(window);
  const zoom = Math.min(1, Math.max(zoomNow, 0.7));
  return {
    x: canvasMargin.left + width / 2 - (box.x + box.width / 2) * zoom,
    y: canvasMargin.top + height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

/** Moved as little as is needed; null where the box is in view. */
function revealing(box: Box, window: Size, { x, y, zoom }: Viewport): Viewport | null {
  const left = box.x * zoom + x;
  const top = box.y * zoom + y;
  const dx = shift(left, left + box.width * zoom, canvasMargin.left, window.width - canvasMargin.right);
  const dy = shift(top, top + box.height * zoom, canvasMargin.top, window.height - canvasMargin.bottom);
  return dx === 0 && dy === 0 ? null : { x: x + dx, y: y + dy, zoom };
}

/** Moved so that a strip of the graph is in the window; null where one is. */
function backInView(bounds: Box, window: Size, { x, y, zoom }: Viewport): Viewport | null {
  const strip = 80;
  const left = bounds.x * zoom + x;
  const top = bounds.y * zoom + y;
  const dx = Math.max(0, strip - (left + bounds.width * zoom)) - Math.max(0, left - (window.width - strip));
  const dy = Math.max(0, strip - (top + bounds.height * zoom)) - Math.max(0, top - (window.height - strip));
  return dx === 0 && dy === 0 ? null : { x: x + dx, y: y + dy, zoom };
}

/** Nearer or farther, about the middle of the window. */
function zoomed({ width, height }: Size, { x, y, zoom }: Viewport, factor: number, least: number): Viewport {
  const next = Math.min(mostZoom, Math.max(least, zoom * factor));
  const ratio = next / zoom;
  return {
    x: width / 2 - (width / 2 - x) * ratio,
    y: height / 2 - (height / 2 - y) * ratio,
    zoom: next,
  };
}

function shift(start: number, end: number, from: number, to: number): number {
  if (start < from) return from - start;
  return end > to ? Math.max(to - end, from - start) : 0;
}
