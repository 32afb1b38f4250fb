import type { LayoutInput, LayoutResult } from '../../lineage/layout';
import type { ShownGraph } from './shownGraph';
import type { Direction } from './placedGraph';

export type Room = NonNullable<LayoutInput['room']>;

const emptyLayout: LayoutResult = { positions: [], bends: [], crossingCount: 0 };

const cachedLayouts = new Map<string, LayoutResult>();
const maxCachedLayouts = 24;

/** The layout of a graph that was shown lately, by its signature. */
export function cachedLayout(shown: ShownGraph, signature: string): LayoutResult | undefined {
  return shown.nodes.length === 0 ? emptyLayout : cachedLayouts.get(signature);
}

export function cacheLayout(signature: string, result: LayoutResult): void {
  cachedLayouts.set(signature, result);
  const oldest = cachedLayouts.keys().next();
  if (cachedLayouts.size > maxCachedLayouts && !oldest.done) cachedLayouts.delete(oldest.value);
}

/** Equal for graphs of the same nodes and edges in the same order and the same window, whatever else is said of them. */
export function layoutSignature(shown: ShownGraph, direction: Direction, room: Room): string {
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
