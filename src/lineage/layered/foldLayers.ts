import type { LaidComponent } from './layComponent';
import type { Room } from './room';
import { wrapGap } from './wrapLayers';

/** The least room between two rows of layers, in pixels; lines that lead from row to row widen it. */
export const foldGap = 40;

/** Folding makes lines turn back: the first fold, and each further one, has to show the cards this many times as large. */
const leastGain = { first: 1.2, further: 1.08 };

/**
 * Folds a strip of layers into rows that fill the window, like the lines of a text. Gives the first layer of each row, in
 * order; null where one row shows the cards nearly as large. Rule [L28].
 */
export function foldLayers(component: LaidComponent, room: Room): readonly number[] | null {
  const { layers } = component;
  const spans = layerExtents(component);
  const length = layers.at(-1)?.end ?? 0;
  const zoomOf = (firsts: readonly number[]) => {
    const { longest, extent } = sizeOfRows(firsts, component, spans);
    return Math.min(1, room.length / longest, room.extent / extent);
  };
  const straight = zoomOf([0]);
  const { extent } = sizeOfRows([0], component, spans);
  const guess = Math.round(Math.sqrt((length * room.extent) / (room.length * (extent + foldGap))));
  let best: readonly number[] | null = null;
  let bestZoom = straight * (leastGain.first / leastGain.further);
  for (let count = Math.max(2, guess - 2); count <= Math.min(layers.length, guess + 3); count++) {
    const firsts = rowsOf(component, count);
    const zoom = zoomOf(firsts);
    if (zoom > bestZoom * leastGain.further) [best, bestZoom] = [firsts, zoom];
  }
  return best;
}

/** At most `count` rows, the longest as short as can be; among those, cut where few lines cross. */
function rowsOf(component: LaidComponent, count: number): number[] {
  const { layers } = component;
  const lengthOf = (first: number, last: number) => layers[last]!.end - layers[first]!.begin;
  let [least, most] = [0, layers.at(-1)!.end];
  while (most - least > 1) {
    const middle = (least + most) / 2;
    if (greedyRows(layers.length, lengthOf, middle).length > count) least = middle;
    else most = middle;
  }
  if (layers.length > maxLayersToWeigh) return greedyRows(layers.length, lengthOf, most);
  return cheapestRows(layers.length, lengthOf, most * 1.08, count, linesAcross(component));
}

/** To weigh every cut takes time with the square of the layers. Past this many, rows are filled one after the other. */
const maxLayersToWeigh = 600;

function greedyRows(
  layerCount: number,
  lengthOf: (first: number, last: number) => number,
  limit: number,
): number[] {
  const firsts = [0];
  for (let layer = 1; layer < layerCount; layer++) {
    if (lengthOf(firsts.at(-1)!, layer) > limit) firsts.push(layer);
  }
  return firsts;
}

/** Least sum of lines over the cuts, by the best rows up to each layer. */
function cheapestRows(
  layerCount: number,
  lengthOf: (first: number, last: number) => number,
  limit: number,
  count: number,
  lines: Int32Array,
): number[] {
  // costs[rows][end]: of the layers before `end` in that many rows; starts: where the last of these begins.
  const costs = Array.from({ length: count + 1 }, () => new Float64Array(layerCount + 1).fill(Infinity));
  const starts = Array.from({ length: count + 1 }, () => new Int32Array(layerCount + 1));
  costs[0]![0] = 0;
  for (let rows = 1; rows <= count; rows++) {
    for (let end = 1; end <= layerCount; end++) {
      for (let start = end - 1; start >= 0 && lengthOf(start, end - 1) <= limit; start--) {
        const cost = costs[rows - 1]![start]! + (start === 0 ? 0 : lines[start]!);
        if (cost < costs[rows]![end]!) [costs[rows]![end], starts[rows]![end]] = [cost, start];
      }
    }
  }
  let rows = 1;
  for (let each = 2; each <= count; each++) {
    if (costs[each]![layerCount]! < costs[rows]![layerCount]!) rows = each;
  }
  const firsts: number[] = [];
  for (let end = layerCount; rows > 0; rows--) firsts.unshift((end = starts[rows]![end]!));
  return firsts;
}

/** By layer: how many lines lead from layers before it to it or later ones. */
function linesAcross({ graph, layers, from, to }: LaidComponent): Int32Array {
  const starts = new Int32Array(layers.length + 1);
  from.forEach((source, edge) => {
    const [a, b] = [graph.layerOf[source]!, graph.layerOf[to[edge]!]!];
    starts[Math.min(a, b) + 1]!++;
    starts[Math.max(a, b) + 1]!--;
  });
  for (let layer = 1; layer < layers.length; layer++) starts[layer]! += starts[layer - 1]!;
  return starts;
}

/** By layer: where its nodes and the lines through it begin and end across. */
export function layerExtents({ graph, layers, across, extents, wraps }: LaidComponent): readonly {
  least: number;
  most: number;
}[] {
  const spans = layers.map(() => ({ least: Infinity, most: -Infinity }));
  graph.layerOf.forEach((layer, node) => {
    const span = spans[layer]!;
    // Lines pass above and below the cards of a wrapped layer.
    const lane =
      wraps !== null && wraps.columnCounts[layer]! > 1 && node < graph.realCount ? wrapGap.lane : 0;
    span.least = Math.min(span.least, across[node]! - lane);
    span.most = Math.max(span.most, across[node]! + extents[node]! + lane);
  });
  return spans;
}

function sizeOfRows(
  firsts: readonly number[],
  { layers }: LaidComponent,
  spans: ReturnType<typeof layerExtents>,
): { readonly longest: number; readonly extent: number } {
  let longest = 1;
  let extent = -foldGap;
  firsts.forEach((first, row) => {
    const end = firsts[row + 1] ?? layers.length;
    longest = Math.max(longest, layers[end - 1]!.end - layers[first]!.begin);
    const [least, most] = extentOfRow(spans, first, end);
    extent += most - least + foldGap;
  });
  return { longest, extent: Math.max(1, extent) };
}

/** Where the layers from `first` to before `end` begin and end across. */
export function extentOfRow(
  spans: ReturnType<typeof layerExtents>,
  first: number,
  end: number,
): readonly [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (let layer = first; layer < end; layer++) {
    least = Math.min(least, spans[layer]!.least);
    most = Math.max(most, spans[layer]!.most);
  }
  return [least, most];
}
