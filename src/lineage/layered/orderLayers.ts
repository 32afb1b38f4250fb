import type { Adjacency } from '../adjacency';
import { countCrossings } from './countCrossings';
import type { LayeredGraph } from './layeredGraph';
import { switchNeighbours } from './switchNeighbours';

/** Nodes by layer in the order found to have few crossings; `place` is a node's rank in its layer. */
export interface LayerOrder {
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly crossingCount: number;
}

/**
 * Crossing reduction: from a depth-first order, sweeps down and up put each node at the mean place of its neighbours
 * in the layer before, and neighbours change places where that saves crossings. The best order seen is kept.
 */
export function orderLayers(graph: LayeredGraph): LayerOrder {
  const work = graph.nodeCount + graph.down.neighbours.length;
  const maxSweeps = Math.max(8, Math.min(64, Math.floor(sweepBudget / Math.max(1, work))));
  let best = measured(graph, depthFirstOrder(graph));
  const order = best.order.slice();
  const place = best.place.slice();
  for (
    let sweep = 0, sinceBest = 0;
    sweep < maxSweeps && sinceBest < 6 && best.crossingCount > 0;
    sweep++, sinceBest++
  ) {
    sortByMeanPlace(graph, order, place, sweep % 2 === 0, (sweep & 2) !== 0);
    switchNeighbours(graph, order, place);
    const crossingCount = countCrossings(graph, order, place);
    if (crossingCount < best.crossingCount) {
      best = { order: order.slice(), place: place.slice(), crossingCount };
      sinceBest = -1;
    }
  }
  return best;
}

/** Nodes and segments that all sweeps together may look at. */
const sweepBudget = 2_000_000;

function measured(graph: LayeredGraph, order: Int32Array): LayerOrder {
  const place = placesOf(graph, order);
  return { order, place, crossingCount: countCrossings(graph, order, place) };
}

function placesOf({ layerStarts, layerCount, nodeCount }: LayeredGraph, order: Int32Array): Int32Array {
  const place = new Int32Array(nodeCount);
  for (let layer = 0; layer < layerCount; layer++) {
    for (let at = layerStarts[layer]!; at < layerStarts[layer + 1]!; at++)
      place[order[at]!] = at - layerStarts[layer]!;
  }
  return place;
}

/** Each layer in the order in which a depth-first search along the edges, then against them, first meets its nodes. */
function depthFirstOrder({ nodeCount, layerOf, layerStarts, up, down }: LayeredGraph): Int32Array {
  const order = new Int32Array(nodeCount);
  const next = layerStarts.slice();
  const seen = new Uint8Array(nodeCount);
  const open: number[] = [];
  for (let root = 0; root < nodeCount; root++) {
    if (seen[root] === 1 || up.starts[root] !== up.starts[root + 1]) continue;
    open.push(root);
    while (open.length > 0) {
      const node = open.pop()!;
      if (seen[node] === 1) continue;
      seen[node] = 1;
      order[next[layerOf[node]!]!++] = node;
      for (let edge = up.starts[node + 1]! - 1; edge >= up.starts[node]!; edge--) {
        if (seen[up.neighbours[edge]!] === 0) open.push(up.neighbours[edge]!);
      }
      for (let edge = down.starts[node + 1]! - 1; edge >= down.starts[node]!; edge--) {
        if (seen[down.neighbours[edge]!] === 0) open.push(down.neighbours[edge]!);
      }
    }
  }
  return order;
}

function sortByMeanPlace(
  graph: LayeredGraph,
  order: Int32Array,
  place: Int32Array,
  isDownward: boolean,
  tiesReversed: boolean,
): void {
  const { layerCount } = graph;
  const fixed = isDownward ? graph.up : graph.down;
  for (let step = 1; step < layerCount; step++) {
    sortLayer(graph, order, place, isDownward ? step : layerCount - 1 - step, fixed, tiesReversed);
  }
}

/** Nodes without a neighbour on that side stay where they are; the others share the remaining places by mean place of their neighbours. */
function sortLayer(
  { layerStarts }: LayeredGraph,
  order: Int32Array,
  place: Int32Array,
  layer: number,
  { starts, neighbours }: Adjacency,
  tiesReversed: boolean,
): void {
  const begin = layerStarts[layer]!;
  const size = layerStarts[layer + 1]! - begin;
  const movable: number[] = [];
  const mean = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const node = order[begin + at]!;
    const degree = starts[node + 1]! - starts[node]!;
    if (degree === 0) continue;
    let sum = 0;
    for (let edge = starts[node]!; edge < starts[node + 1]!; edge++) sum += place[neighbours[edge]!]!;
    mean[at] = sum / degree;
    movable.push(at);
  }
  const places = movable.slice();
  const sign = tiesReversed ? -1 : 1;
  movable.sort((a, b) => mean[a]! - mean[b]! || sign * (a - b));
  const nodes = movable.map((at) => order[begin + at]!);
  nodes.forEach((node, index) => {
    order[begin + places[index]!] = node;
    place[node] = places[index]!;
  });
}
