import type { Adjacency } from '../adjacency';
import type { LayeredGraph } from './layeredGraph';

/**
 * Where each node begins across the layers (its top, where layers go right). Sweeps draw each node to the median
 * centre of its neighbours in the layer before; a layer's nodes keep their order and distance while the sum of squared
 * distances from where they are drawn is least (pool adjacent violators). Long edges pull more, so that they are straight.
 */
export function assignOffsets(
  graph: LayeredGraph,
  order: Int32Array,
  extent: Float64Array,
  gap: number,
): Float64Array {
  const { layerCount, layerStarts, nodeCount } = graph;
  const offset = new Float64Array(nodeCount);
  for (let layer = 0; layer < layerCount; layer++) {
    let at = 0;
    for (let index = layerStarts[layer]!; index < layerStarts[layer + 1]!; index++) {
      offset[order[index]!] = at;
      at += extent[order[index]!]! + gap;
    }
  }
  const pull = { graph, order, extent, gap, offset };
  for (let sweep = 0; sweep < sweepCount; sweep++) {
    for (let layer = 1; layer < layerCount; layer++) drawLayer(pull, layer, graph.up);
    for (let layer = layerCount - 2; layer >= 0; layer--) drawLayer(pull, layer, graph.down);
  }
  for (let layer = 1; layer < layerCount; layer++) drawLayer(pull, layer, graph.up);
  return offset;
}

const sweepCount = 6;

interface Pull {
  readonly graph: LayeredGraph;
  readonly order: Int32Array;
  readonly extent: Float64Array;
  readonly gap: number;
  readonly offset: Float64Array;
}

function drawLayer({ graph, order, extent, gap, offset }: Pull, layer: number, towards: Adjacency): void {
  const begin = graph.layerStarts[layer]!;
  const size = graph.layerStarts[layer + 1]! - begin;
  // Blocks of nodes that touch: each has the mean of what its nodes are drawn to, less their distance from its start.
  const means = new Float64Array(size);
  const weights = new Float64Array(size);
  const firsts = new Int32Array(size + 1);
  const distance = new Float64Array(size + 1);
  let blockCount = 0;
  for (let at = 0; at < size; at++) {
    const node = order[begin + at]!;
    distance[at + 1] = distance[at]! + extent[node]! + gap;
    const centre = medianCentre(towards, extent, offset, node);
    const isDrawn = centre !== null;
    let mean = (isDrawn ? centre - extent[node]! / 2 : offset[node]!) - distance[at]!;
    let weight = isDrawn ? weightOf(graph, towards, node) : 0.05;
    let first = at;
    while (blockCount > 0 && means[blockCount - 1]! > mean) {
      blockCount--;
      const sum = weights[blockCount]! + weight;
      mean = (means[blockCount]! * weights[blockCount]! + mean * weight) / sum;
      weight = sum;
      first = firsts[blockCount]!;
    }
    means[blockCount] = mean;
    weights[blockCount] = weight;
    firsts[blockCount] = first;
    blockCount++;
  }
  firsts[blockCount] = size;
  for (let block = 0; block < blockCount; block++) {
    for (let at = firsts[block]!; at < firsts[block + 1]!; at++) {
      offset[order[begin + at]!] = means[block]! + distance[at]!;
    }
  }
}

function weightOf({ realCount }: LayeredGraph, { starts, neighbours }: Adjacency, node: number): number {
  if (node < realCount) return 1;
  return neighbours[starts[node]!]! < realCount ? 2 : 8;
}

/** The median of the neighbours' centres, the mean of the two middle ones where their number is even; null without neighbours. */
function medianCentre(
  { starts, neighbours }: Adjacency,
  extent: Float64Array,
  offset: Float64Array,
  node: number,
): number | null {
  const begin = starts[node]!;
  const count = starts[node + 1]! - begin;
  if (count === 0) return null;
  const centre = (at: number): number => {
    const neighbour = neighbours[begin + at]!;
    return offset[neighbour]! + extent[neighbour]! / 2;
  };
  if (count === 1) return centre(0);
  if (count === 2) return (centre(0) + centre(1)) / 2;
  const centres = new Float64Array(count);
  for (let at = 0; at < count; at++) centres[at] = centre(at);
  centres.sort();
  return (centres[(count - 1) >> 1]! + centres[count >> 1]!) / 2;
}
