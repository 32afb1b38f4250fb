import type { LayeredGraph } from './layeredGraph';

/** Crossings of the segments between each layer and the next (Barth, Jünger and Mutzel's accumulator tree). `place`: a node's rank in its layer. */
export function countCrossings(graph: LayeredGraph, order: Int32Array, place: Int32Array): number {
  let total = 0;
  for (let layer = 0; layer + 1 < graph.layerCount; layer++)
    total += crossingsBelow(graph, order, place, layer);
  return total;
}

/** Crossings between a layer and the next. */
export function crossingsBelow(
  graph: LayeredGraph,
  order: Int32Array,
  place: Int32Array,
  layer: number,
): number {
  const { layerStarts, down } = graph;
  const lowerSize = layerStarts[layer + 2]! - layerStarts[layer + 1]!;
  let leafCount = 1;
  while (leafCount < lowerSize) leafCount *= 2;
  const tree = treeOf(2 * leafCount);
  let total = 0;
  for (let at = layerStarts[layer]!; at < layerStarts[layer + 1]!; at++) {
    const node = order[at]!;
    const first = down.starts[node]!;
    const end = down.starts[node + 1]!;
    // Counted before any is added: edges from one node don't cross each other.
    for (let edge = first; edge < end; edge++) {
      for (let leaf = leafCount + place[down.neighbours[edge]!]!; leaf > 1; leaf >>= 1) {
        if ((leaf & 1) === 0) total += tree[leaf + 1]!;
      }
    }
    for (let edge = first; edge < end; edge++) {
      for (let leaf = leafCount + place[down.neighbours[edge]!]!; leaf >= 1; leaf >>= 1) tree[leaf]!++;
    }
  }
  return total;
}

let kept = new Int32Array(1024);

/** A zeroed part of one array that is used again and again. */
function treeOf(length: number): Int32Array {
  if (kept.length < length) kept = new Int32Array(length);
  else kept.fill(0, 0, length);
  return kept;
}
