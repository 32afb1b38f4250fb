import { useReducedMotion } from '@mantine/hooks';
import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useMemo } from 'react';

import { canvasMargin } from './roomForGraph';
import { type PlacedGraph, sizeOf } from './usePlacedGraph';

export const zoomLimits = { min: 0.005, max: 2 };

export interface ViewportMoves {
  /** Shows the whole graph, never larger than life. */
  readonly fit: (placed: PlacedGraph) => void;
  /** The first look: the whole graph, but of a small one no less than can be read, from its beginning on. Gives where it leads. */
  readonly begin: (placed: PlacedGraph, isInstant: boolean) => Viewport;
  /** Brings a node to the middle, close enough to read. */
  readonly centreOn: (placed: PlacedGraph, place: number, isInstant?: boolean) => void;
  /** Moves as little as is needed to see a node. */
  readonly reveal: (placed: PlacedGraph, place: number) => void;
  readonly zoomBy: (factor: number) => void;
}

export function useViewportMoves(): ViewportMoves {
  const flow = useReactFlow();
  const store = useStoreApi();
  const durationMs = useReducedMotion() ? 0 : 200;
  return useMemo(() => {
    const room = () => {
      const { width, height } = store.getState();
      return {
        width: Math.max(width - canvasMargin.left - canvasMargin.right, 80),
        height: Math.max(height - canvasMargin.top - canvasMargin.bottom, 80),
      };
    };
    const move = (x: number, y: number, zoom: number, isInstant: boolean) =>
      void flow.setViewport({ x, y, zoom }, isInstant ? {} : { duration: durationMs });
    const show = ({ bounds, direction }: PlacedGraph, leastZoom: number, isInstant: boolean) => {
      const { width, height } = room();
      const zoom = Math.max(
        leastZoom,
        Math.min(1, width / Math.max(bounds.width, 1), height / Math.max(bounds.height, 1)),
      );
      // What does not fit begins where the flow begins.
      const spareX = width - bounds.width * zoom;
      const spareY = height - bounds.height * zoom;
      const x = canvasMargin.left + (spareX < 0 && direction === 'right' ? 0 : spareX / 2) - bounds.x * zoom;
      const y = canvasMargin.top + (spareY < 0 && direction === 'down' ? 0 : spareY / 2) - bounds.y * zoom;
      move(x, y, zoom, isInstant);
      return { x, y, zoom };
    };
    const fit: ViewportMoves['fit'] = (placed) => {
      show(placed, zoomLimits.min, false);
    };
    const begin: ViewportMoves['begin'] = (placed, isInstant) =>
      show(placed, placed.positions.length <= 40 ? 0.4 : zoomLimits.min, isInstant);
    const centreOn: ViewportMoves['centreOn'] = (placed, place, isInstant = false) => {
      const at = placed.positions[place];
      if (!at) return;
      const size = sizeOf(placed.shown, place);
      const { width, height } = room();
      const zoom = Math.min(1, Math.max(flow.getZoom(), 0.7));
      move(
        canvasMargin.left + width / 2 - (at.x + size.width / 2) * zoom,
        canvasMargin.top + height / 2 - (at.y + size.height / 2) * zoom,
        zoom,
        isInstant,
      );
    };
    const reveal: ViewportMoves['reveal'] = (placed, place) => {
      const at = placed.positions[place];
      if (!at) return;
      const size = sizeOf(placed.shown, place);
      const { x, y, zoom } = flow.getViewport();
      const whole = store.getState();
      const left = at.x * zoom + x;
      const top = at.y * zoom + y;
      const dx = shift(left, left + size.width * zoom, canvasMargin.left, whole.width - canvasMargin.right);
      const dy = shift(top, top + size.height * zoom, canvasMargin.top, whole.height - canvasMargin.bottom);
      if (dx !== 0 || dy !== 0) move(x + dx, y + dy, zoom, false);
    };
    const zoomBy = (factor: number) => {
      const { width, height } = store.getState();
      const { x, y, zoom } = flow.getViewport();
      const next = Math.min(zoomLimits.max, Math.max(zoomLimits.min, zoom * factor));
      const ratio = next / zoom;
      move(width / 2 - (width / 2 - x) * ratio, height / 2 - (height / 2 - y) * ratio, next, false);
    };
    return { fit, begin, centreOn, reveal, zoomBy };
  }, [flow, store, durationMs]);
}

function shift(start: number, end: number, from: number, to: number): number {
  if (start < from) return from - start;
  return end > to ? Math.max(to - end, from - start) : 0;
}
