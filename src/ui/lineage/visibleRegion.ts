import type { ReactFlowState } from '@xyflow/react';

import type { PlacedGraph } from './placedGraph';
import { cardSize, sizeOf } from './placedGraph';

/** A rectangle in the graph's own coordinates. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** More cards than this in view are drawn on one canvas instead of as elements. */
export const maxCardsInView = 260;

/**
 * What is in view, with a margin, snapped to steps, so that it changes a few times on a long pan and not with every frame.
 * As text, so that equal regions are equal.
 */
export function selectRegion({ transform: [x, y, zoom], width, height }: ReactFlowState): string {
  const step = 2 ** Math.ceil(Math.log2(Math.max(width, height, 1) / zoom)) / 4;
  const left = Math.floor(-x / zoom / step) - 1;
  const top = Math.floor(-y / zoom / step) - 1;
  const right = Math.ceil((width - x) / zoom / step) + 1;
  const bottom = Math.ceil((height - y) / zoom / step) + 1;
  return [left * step, top * step, right * step, bottom * step].join(' ');
}

export function regionFrom(text: string): Region {
  const [left = 0, top = 0, right = 0, bottom = 0] = text.split(' ').map(Number);
  return { left, top, right, bottom };
}

/** Places of the nodes that touch the region. */
export function placesIn({ shown, positions }: PlacedGraph, region: Region): number[] {
  const places: number[] = [];
  positions.forEach(({ x, y }, place) => {
    const { width, height } = sizeOf(shown, place);
    if (x > region.right || y > region.bottom || x + width < region.left || y + height < region.top) return;
    places.push(place);
  });
  return places;
}

/** Indexes in `shown.edges` of the lines whose box touches the region: with their bends, and the room to go around. */
export function linesIn({ shown, positions, bends }: PlacedGraph, region: Region): number[] {
  const room = 120;
  const lines: number[] = [];
  shown.edges.forEach((edge, index) => {
    const from = positions[edge.from];
    const to = positions[edge.to];
    if (!from || !to) return;
    let [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x) + cardSize.width];
    let [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y) + cardSize.height];
    for (const { x, y } of bends[index] ?? []) {
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
    const isAside = left - room > region.right || right + room < region.left;
    const isAboveOrBelow = top - room > region.bottom || bottom + room < region.top;
    if (!isAside && !isAboveOrBelow) lines.push(index);
  });
  return lines;
}

/** The topmost node at a point, or -1. */
export function placeAt(placed: PlacedGraph, x: number, y: number): number {
  return placesIn(placed, { left: x, right: x, top: y, bottom: y }).at(-1) ?? -1;
}
