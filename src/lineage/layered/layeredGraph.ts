import { type Adjacency, groupEdges } from '../adjacency';

/** A graph whose edges all go from one layer to the next; long edges lead through dummy nodes, which come after the real ones. */
export interface LayeredGraph {
  readonly realCount: number;
  readonly nodeCount: number;
  readonly layerCount: number;
  readonly layerOf: Int32Array;
  /** Where each layer begins in an order of all nodes by layer; one more entry than layers. */
  readonly layerStarts: Int32Array;
  readonly up: Adjacency;
  readonly down: Adjacency;
  /** The first of each edge's dummies, which follow each other layer by layer; -1 where it has none. */
  readonly firstDummy: Int32Array;
}

/** Past this many dummies the longest edges get none: they are left out of ordering, which would take too long. */
const maxDummies = 400_000;

/** Puts a chain of dummy nodes into every edge that spans more than one layer. */
export function insertDummies(layer: Int32Array, from: Int32Array, to: Int32Array): LayeredGraph {
  const realCount = layer.length;
  const maxSpan = longestSpanWithin(layer, from, to);
  let dummyCount = 0;
  let segmentCount = 0;
  for (let edge = 0; edge < from.length; edge++) {
    const span = layer[to[edge]!]! - layer[from[edge]!]!;
    if (span > maxSpan) continue;
    dummyCount += span - 1;
    segmentCount += span;
  }
  const nodeCount = realCount + dummyCount;
  const layerOf = new Int32Array(nodeCount);
  layerOf.set(layer);
  const segmentFrom = new Int32Array(segmentCount);
  const segmentTo = new Int32Array(segmentCount);
  const firstDummy = new Int32Array(from.length).fill(-1);
  let node = realCount;
  let segment = 0;
  for (let edge = 0; edge < from.length; edge++) {
    const first = layer[from[edge]!]!;
    const last = layer[to[edge]!]!;
    if (last - first > maxSpan) continue;
    let previous = from[edge]!;
    if (last - first > 1) firstDummy[edge] = node;
    for (let at = first + 1; at < last; at++) {
      layerOf[node] = at;
      segmentFrom[segment] = previous;
      segmentTo[segment++] = node;
      previous = node++;
    }
    segmentFrom[segment] = previous;
    segmentTo[segment++] = to[edge]!;
  }
  return {
    realCount,
    nodeCount,
    ...startsOfLayers(layerOf),
    layerOf,
    down: groupEdges(nodeCount, segmentFrom, segmentTo),
    up: groupEdges(nodeCount, segmentTo, segmentFrom),
    firstDummy,
  };
}

function startsOfLayers(layerOf: Int32Array): {
  readonly layerCount: number;
  readonly layerStarts: Int32Array;
} {
  let layerCount = 0;
  for (const layer of layerOf) if (layer >= layerCount) layerCount = layer + 1;
  const layerStarts = new Int32Array(layerCount + 1);
  for (const layer of layerOf) layerStarts[layer + 1]!++;
  for (let layer = 0; layer < layerCount; layer++) layerStarts[layer + 1]! += layerStarts[layer]!;
  return { layerCount, layerStarts };
}

/** The greatest span whose edges, with all shorter ones, need no more than the allowed dummies. */
function longestSpanWithin(layer: Int32Array, from: Int32Array, to: Int32Array): number {
  const counts: number[] = [];
  for (let edge = 0; edge < from.length; edge++) {
    const span = layer[to[edge]!]! - layer[from[edge]!]!;
    counts[span] = (counts[span] ?? 0) + 1;
  }
  let dummies = 0;
  for (let span = 1; span < counts.length; span++) {
    dummies += (counts[span] ?? 0) * (span - 1);
    if (dummies > maxDummies) return span - 1;
  }
  return Math.max(1, counts.length - 1);
}
