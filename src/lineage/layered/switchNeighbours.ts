import type { Adjacency } from '../adjacency';
import type { LayeredGraph } from './layeredGraph';

/** Lets two neighbours in a layer change places wherever that saves crossings on both sides together, until none does or three rounds are done. Two of one series keep their order. */
export function switchNeighbours(
  graph: LayeredGraph,
  order: Int32Array,
  place: Int32Array,
  seriesOf: Int32Array | null,
): void {
  const isOneSeries = (a: number, b: number): boolean =>
    seriesOf !== null && a < seriesOf.length && seriesOf[a] !== -1 && seriesOf[a] === seriesOf[b];
  const sorted = { up: sortedPlaces(graph.up, place), down: sortedPlaces(graph.down, place) };
  const { layerStarts, layerCount } = graph;
  for (let round = 0; round < 3; round++) {
    let switched = false;
    for (let layer = 0; layer < layerCount; layer++) {
      if (round > 0 || layer > 0) refreshPlaces(graph, order, place, layer, sorted);
      for (let at = layerStarts[layer]!; at + 1 < layerStarts[layer + 1]!; at++) {
        const a = order[at]!;
        const b = order[at + 1]!;
        const saved =
          savedBySwitching(graph.up.starts, sorted.up, a, b) +
          savedBySwitching(graph.down.starts, sorted.down, a, b);
        if (saved <= 0 || isOneSeries(a, b)) continue;
        order[at] = b;
        order[at + 1] = a;
        place[a]!++;
        place[b]!--;
        switched = true;
      }
    }
    if (!switched) return;
  }
}

/** Every node's neighbours as ascending places. */
function sortedPlaces({ starts, neighbours }: Adjacency, place: Int32Array): Int32Array {
  const places = new Int32Array(neighbours.length);
  for (let node = 0; node + 1 < starts.length; node++) fillSorted(places, starts, neighbours, place, node);
  return places;
}

function refreshPlaces(
  { layerStarts, up, down }: LayeredGraph,
  order: Int32Array,
  place: Int32Array,
  layer: number,
  sorted: { readonly up: Int32Array; readonly down: Int32Array },
): void {
  for (let at = layerStarts[layer]!; at < layerStarts[layer + 1]!; at++) {
    const node = order[at]!;
    fillSorted(sorted.up, up.starts, up.neighbours, place, node);
    fillSorted(sorted.down, down.starts, down.neighbours, place, node);
  }
}

function fillSorted(
  places: Int32Array,
  starts: Int32Array,
  neighbours: Int32Array,
  place: Int32Array,
  node: number,
): void {
  const begin = starts[node]!;
  const end = starts[node + 1]!;
  if (end - begin > 24) {
    for (let edge = begin; edge < end; edge++) places[edge] = place[neighbours[edge]!]!;
    places.subarray(begin, end).sort();
    return;
  }
  for (let edge = begin; edge < end; edge++) {
    const value = place[neighbours[edge]!]!;
    let at = edge;
    for (; at > begin && places[at - 1]! > value; at--) places[at] = places[at - 1]!;
    places[at] = value;
  }
}

/** Crossings between the edges of a and of b while a comes first, less those while b does. */
function savedBySwitching(starts: Int32Array, places: Int32Array, a: number, b: number): number {
  const aEnd = starts[a + 1]!;
  const bEnd = starts[b + 1]!;
  const bBegin = starts[b]!;
  let saved = 0;
  let below = bBegin;
  let notAbove = bBegin;
  for (let edge = starts[a]!; edge < aEnd; edge++) {
    const value = places[edge]!;
    while (below < bEnd && places[below]! < value) below++;
    while (notAbove < bEnd && places[notAbove]! <= value) notAbove++;
    saved += below - bBegin - (bEnd - notAbove);
  }
  return saved;
}
