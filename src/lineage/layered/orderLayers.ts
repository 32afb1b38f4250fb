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
 * in the layer before, and neighbours change places where that saves crossings. When sweeps no longer help, the mean is
 * taken over the neighbours on both sides, which often finds a better valley. The best order seen is kept. Nodes of one
 * series stand in their order in each layer, whatever crosses.
 */
export function orderLayers(graph: LayeredGraph, seriesOf: Int32Array | null = null): LayerOrder {
  const series = seriesOf && seriesInLayers(graph, seriesOf);
  const work = graph.nodeCount + graph.down.neighbours.length;
  const maxSweeps = Math.max(12, Math.min(96, Math.floor(sweepBudget / Math.max(1, work))));
  let best = measured(graph, depthFirstOrder(graph), series);
  const order = best.order.slice();
  const place = best.place.slice();
  for (let sweep = 0, sinceBest = 0; sweep < maxSweeps && sinceBest < 20 && best.crossingCount > 0; sweep++) {
    const isDownward = sweep % 2 === 0;
    const sides = isDownward ? [graph.up] : [graph.down];
    if (sinceBest >= 4) sides.push(isDownward ? graph.down : graph.up);
    sortByMeanPlace(graph, { order, place, series }, sides, isDownward, (sweep & 2) !== 0);
    switchNeighbours(graph, order, place, seriesOf);
    const crossingCount = countCrossings(graph, order, place);
    sinceBest++;
    if (crossingCount >= best.crossingCount) continue;
    best = { order: order.slice(), place: place.slice(), crossingCount };
    sinceBest = 0;
  }
  return best;
}

/** Nodes and segments that all the sweeps together may look at. */
const sweepBudget = 4_000_000;

function measured(graph: LayeredGraph, order: Int32Array, series: Series | null): LayerOrder {
  const place = placesOf(graph, order);
  for (let layer = 0; layer < graph.layerCount; layer++) dealOut(series, layer, graph, { order, place });
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

interface Places {
  readonly order: Int32Array;
  readonly place: Int32Array;
}

/** By layer, the nodes of each series that has several there, ascending. */
type Series = ReadonlyMap<number, readonly (readonly number[])[]>;

function seriesInLayers({ layerOf }: LayeredGraph, seriesOf: Int32Array): Series {
  const groups = new Map<number, Map<number, number[]>>();
  seriesOf.forEach((of, node) => {
    if (of === -1) return;
    const inLayer = groups.get(layerOf[node]!) ?? new Map<number, number[]>();
    groups.set(layerOf[node]!, inLayer);
    const own = inLayer.get(of);
    if (own) own.push(node);
    else inLayer.set(of, [node]);
  });
  return new Map(
    Array.from(groups, ([layer, inLayer]) => [
      layer,
      [...inLayer.values()].filter(({ length }) => length > 1),
    ]),
  );
}

/** Deals the places that the nodes of a series have in a layer out among them, in their order. */
function dealOut(
  series: Series | null,
  layer: number,
  { layerStarts }: LayeredGraph,
  { order, place }: Places,
): void {
  for (const nodes of series?.get(layer) ?? []) {
    const places = Int32Array.from(nodes, (node) => place[node]!).sort();
    nodes.forEach((node, at) => {
      place[node] = places[at]!;
      order[layerStarts[layer]! + places[at]!] = node;
    });
  }
}

/** `sides`: where neighbours are looked at; those on the first side decide whether a node moves at all. */
function sortByMeanPlace(
  graph: LayeredGraph,
  { series, ...places }: Places & { readonly series: Series | null },
  sides: readonly Adjacency[],
  isDownward: boolean,
  tiesReversed: boolean,
): void {
  const { layerCount } = graph;
  for (let step = 1; step < layerCount; step++) {
    const layer = isDownward ? step : layerCount - 1 - step;
    sortLayer(graph, places, layer, sides, tiesReversed);
    dealOut(series, layer, graph, places);
  }
}

/** Nodes without a neighbour on the first side stay where they are; the others share the remaining places. */
function sortLayer(
  { layerStarts }: LayeredGraph,
  { order, place }: Places,
  layer: number,
  sides: readonly Adjacency[],
  tiesReversed: boolean,
): void {
  const begin = layerStarts[layer]!;
  const size = layerStarts[layer + 1]! - begin;
  const movable: number[] = [];
  const mean = new Float64Array(size);
  const { starts } = sides[0]!;
  for (let at = 0; at < size; at++) {
    const node = order[begin + at]!;
    if (starts[node] === starts[node + 1]) continue;
    mean[at] = meanPlace(sides, place, node);
    movable.push(at);
  }
  const free = movable.slice();
  const sign = tiesReversed ? -1 : 1;
  movable.sort((a, b) => mean[a]! - mean[b]! || sign * (a - b));
  const nodes = movable.map((at) => order[begin + at]!);
  nodes.forEach((node, index) => {
    order[begin + free[index]!] = node;
    place[node] = free[index]!;
  });
}

function meanPlace(sides: readonly Adjacency[], place: Int32Array, node: number): number {
  let sum = 0;
  let degree = 0;
  for (const { starts, neighbours } of sides) {
    const end = starts[node + 1]!;
    degree += end - starts[node]!;
    for (let edge = starts[node]!; edge < end; edge++) sum += place[neighbours[edge]!]!;
  }
  return sum / degree;
}
