import { groupEdges } from '../adjacency';
import type { Room } from './room';
import type { LayeredGraph } from './layeredGraph';

/** Pixels between the columns of a wrapped layer, and between its cards and the lanes in which lines pass its rows. */
export const wrapGap = { columns: 48, lane: 20 };

/** How the nodes of tall layers stand in rows instead of in one column. Nothing is wrapped where all counts are 1. */
export interface Wraps {
  /** By layer: how many nodes stand in one row. */
  readonly columnCounts: Int32Array;
  /** By real node: its place in its row, from 0. */
  readonly columnOf: Int32Array;
  /** By node of the layered graph, dummies too: the node of `rows` that it is in. */
  readonly rowOf: Int32Array;
  /** The same layers with each row as one node. */
  readonly rows: LayeredGraph;
  readonly rowOrder: Int32Array;
  readonly rowExtents: Float64Array;
}

/** Rows instead of a column have to show the cards this many times as large. */
const leastGain = 1.2;

/** Below this many nodes a layer stays one column: it reads better. */
const leastNodes = 6;

interface Measures {
  readonly graph: LayeredGraph;
  readonly extents: Float64Array;
  readonly broadest: Float64Array;
  readonly gaps: { readonly layers: number; readonly nodes: number };
}

/**
 * By layer, how many of its nodes stand in a row so that the component shows its cards the largest in the window; null where one
 * column each shows them nearly as large. Only layers that are taller than `enough` are wrapped. Rule [L70].
 */
export function columnCountsFor(measures: Measures, room: Room, enough: number): Int32Array | null {
  const { graph, broadest, gaps } = measures;
  const heights = heightsOf(measures);
  const tallest = Math.max(...heights.map(({ all }) => all));
  if (tallest <= enough) return null;
  const countsAt = (limit: number) =>
    Int32Array.from(heights, ({ count, cards, all }) => {
      if (all <= Math.max(limit, enough) || count < leastNodes) return 1;
      const free = Math.max(limit - (all - cards), limit / 4);
      return Math.max(1, Math.min(Math.ceil(count / 2), Math.ceil((cards * laneShare(cards, count)) / free)));
    });
  const zoomOf = (counts: Int32Array) => {
    let length = (graph.layerCount - 1) * gaps.layers;
    let extent = 1;
    counts.forEach((columns, layer) => {
      const { all, cards, count } = heights[layer]!;
      length += columns * broadest[layer]! + (columns - 1) * wrapGap.columns;
      const rows = columns === 1 ? cards : (cards * laneShare(cards, count)) / columns;
      extent = Math.max(extent, all - cards + rows);
    });
    return Math.min(1, room.length / length, room.extent / extent);
  };
  let best: Int32Array | null = null;
  let bestZoom = zoomOf(new Int32Array(graph.layerCount).fill(1)) * leastGain;
  for (let limit = tallest; limit > room.extent / 2; limit *= 0.92) {
    const counts = countsAt(limit);
    const zoom = zoomOf(counts);
    if (zoom > bestZoom) [best, bestZoom] = [counts, zoom];
  }
  return best;
}

/** How much taller rows are for the lanes above and below their cards. */
function laneShare(cards: number, count: number): number {
  return 1 + (2 * wrapGap.lane * count) / Math.max(1, cards);
}

function heightsOf({ graph, extents, gaps }: Measures): { count: number; cards: number; all: number }[] {
  const heights = Array.from({ length: graph.layerCount }, () => ({ count: 0, cards: 0, all: 0 }));
  graph.layerOf.forEach((layer, node) => {
    const height = heights[layer]!;
    height.all += extents[node]! + gaps.nodes;
    if (node >= graph.realCount) return;
    height.count += 1;
    height.cards += extents[node]! + gaps.nodes;
  });
  return heights;
}

/**
 * Puts the nodes of a layer into rows of as many as its count says, in the layer's order from left to right and row by row, so that
 * each keeps about the height that it had in the column. Lines that pass the layer stay lines between its rows.
 */
export function wrapLayers(
  graph: LayeredGraph,
  order: Int32Array,
  extents: Float64Array,
  columnCounts: Int32Array,
): Wraps {
  const sequence = rowsInOrder(graph, order, columnCounts);
  const isReal = ({ nodes }: Row) => nodes[0]! < graph.realCount;
  // Real rows first, dummies after them, as in every layered graph.
  const numbered = [...sequence.filter(isReal), ...sequence.filter((row) => !isReal(row))];
  const rowOf = new Int32Array(graph.nodeCount);
  const columnOf = new Int32Array(graph.realCount);
  numbered.forEach(({ nodes }, row) =>
    nodes.forEach((node, column) => {
      rowOf[node] = row;
      if (node < graph.realCount) columnOf[node] = column;
    }),
  );
  const rowExtents = Float64Array.from(numbered, ({ nodes, layer }) => {
    const tallest = Math.max(...nodes.map((node) => extents[node]!));
    return columnCounts[layer]! > 1 && nodes[0]! < graph.realCount ? tallest + 2 * wrapGap.lane : tallest;
  });
  return {
    columnCounts,
    columnOf,
    rowOf,
    rows: rowGraph(graph, numbered, rowOf),
    rowOrder: Int32Array.from(sequence, ({ nodes }) => rowOf[nodes[0]!]!),
    rowExtents,
  };
}

interface Row {
  readonly layer: number;
  readonly nodes: readonly number[];
}

/** The rows and dummies of all layers in order; a dummy stands above the row that it falls into while that is less than half full. */
function rowsInOrder(graph: LayeredGraph, order: Int32Array, columnCounts: Int32Array): Row[] {
  const rows: Row[] = [];
  for (let layer = 0; layer < graph.layerCount; layer++) {
    const columns = columnCounts[layer]!;
    let row: number[] = [];
    let below: number[] = [];
    const end = () => {
      if (row.length > 0) rows.push({ layer, nodes: row });
      for (const dummy of below) rows.push({ layer, nodes: [dummy] });
      [row, below] = [[], []];
    };
    for (let at = graph.layerStarts[layer]!; at < graph.layerStarts[layer + 1]!; at++) {
      const node = order[at]!;
      if (node >= graph.realCount) {
        if (row.length * 2 >= columns) below.push(node);
        else rows.push({ layer, nodes: [node] });
        continue;
      }
      row.push(node);
      if (row.length === columns) end();
    }
    end();
  }
  return rows;
}

function rowGraph(graph: LayeredGraph, numbered: readonly Row[], rowOf: Int32Array): LayeredGraph {
  const from = new Int32Array(graph.down.neighbours.length);
  const to = new Int32Array(graph.down.neighbours.length);
  let segment = 0;
  for (let node = 0; node < graph.nodeCount; node++) {
    for (let at = graph.down.starts[node]!; at < graph.down.starts[node + 1]!; at++) {
      from[segment] = rowOf[node]!;
      to[segment++] = rowOf[graph.down.neighbours[at]!]!;
    }
  }
  const layerStarts = new Int32Array(graph.layerCount + 1);
  for (const { layer } of numbered) layerStarts[layer + 1]!++;
  for (let layer = 0; layer < graph.layerCount; layer++) layerStarts[layer + 1]! += layerStarts[layer]!;
  return {
    realCount: numbered.filter(({ nodes }) => nodes[0]! < graph.realCount).length,
    nodeCount: numbered.length,
    layerCount: graph.layerCount,
    layerOf: Int32Array.from(numbered, ({ layer }) => layer),
    layerStarts,
    up: groupEdges(numbered.length, to, from),
    down: groupEdges(numbered.length, from, to),
    firstDummy: graph.firstDummy,
  };
}
