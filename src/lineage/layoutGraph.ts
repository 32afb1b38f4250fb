import { assignLayers } from './layered/assignLayers';
import { assignOffsets } from './layered/assignOffsets';
import { breakCycles } from './layered/breakCycles';
import { connectedComponents } from './layered/components';
import { insertDummies, type LayeredGraph } from './layered/layeredGraph';
import { orderLayers } from './layered/orderLayers';
import { packBoxes } from './layered/packComponents';
import type { LayoutInput, LayoutResult, Point } from './layout';

/**
 * Layers from left to right (or downward): every edge that is on no cycle goes to a later layer, no two nodes overlap,
 * and crossings are few. The same input always gives the same places, in whatever order its edges come. Positions are
 * whole pixels from 0, and so are the bends of long lines. Rules [L20] to [L27].
 */
export function layoutGraph(input: LayoutInput): LayoutResult {
  const isDown = input.direction === 'down';
  const breadth = Float64Array.from(input.sizes, (size) => Math.ceil(isDown ? size.height : size.width));
  const extent = Float64Array.from(input.sizes, (size) => Math.ceil(isDown ? size.width : size.height));
  const spacing = isDown ? { layers: 64, nodes: 28 } : { layers: 80, nodes: 20 };
  const { from, to, distinctOf } = distinctEdges(input);
  const pieces = connectedComponents(input.sizes.length, from, to);
  const placed = placePieces(pieces, from, to, breadth, extent, spacing);
  const corners = packPlaced(placed, isDown, 48);
  const positions = input.sizes.map(() => ({ x: 0, y: 0 }));
  const bendsOfDistinct: Point[][] = Array.from(from, () => noBends);
  let crossingCount = 0;
  placed.forEach((piece, index) => {
    const corner = corners[index]!;
    const pointAt = (along: number, across: number): Point => ({
      x: corner.x + (isDown ? across : along),
      y: corner.y + (isDown ? along : across),
    });
    crossingCount += piece.crossingCount;
    piece.nodes.forEach((node, at) => (positions[node] = pointAt(piece.along[at]!, piece.across[at]!)));
    for (const { edge, points } of piece.bends) {
      bendsOfDistinct[edge] = points.map(([along, across]) => pointAt(along, across));
    }
  });
  const bends = Array.from(distinctOf, (edge) => bendsOfDistinct[edge] ?? noBends);
  return { positions, bends, crossingCount };
}

const noBends: Point[] = [];

interface Spacing {
  readonly layers: number;
  readonly nodes: number;
}

/** A connected piece with its nodes' corners: along the layers' direction and across it. */
interface PlacedPiece {
  readonly nodes: readonly number[];
  readonly along: Float64Array;
  readonly across: Float64Array;
  /** Of edges that have any: (along, across) from the piece's corner. */
  readonly bends: readonly {
    readonly edge: number;
    readonly points: readonly (readonly [number, number])[];
  }[];
  readonly length: number;
  readonly extent: number;
  readonly crossingCount: number;
}

/** Without loops and repetitions, by (from, to); `distinctOf` has the place of each given edge there, -1 for a loop. */
function distinctEdges({ sizes, edges }: LayoutInput): {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly distinctOf: Int32Array;
} {
  const nodeCount = sizes.length;
  const keys = new Float64Array(edges.length);
  let length = 0;
  for (const [from, to] of edges) if (from !== to) keys[length++] = from * nodeCount + to;
  const sorted = keys.subarray(0, length).sort();
  const distinct = sorted.filter((key, index) => index === 0 || key !== sorted[index - 1]);
  const placeOf = new Map(Array.from(distinct, (key, place) => [key, place]));
  return {
    from: Int32Array.from(distinct, (key) => Math.floor(key / nodeCount)),
    to: Int32Array.from(distinct, (key) => key % nodeCount),
    distinctOf: Int32Array.from(edges, ([from, to]) =>
      from === to ? -1 : (placeOf.get(from * nodeCount + to) ?? -1),
    ),
  };
}

/** Largest first, so that rows are filled well; equals by their first node. */
function placePieces(
  pieces: readonly (readonly number[])[],
  from: Int32Array,
  to: Int32Array,
  breadth: Float64Array,
  extent: Float64Array,
  spacing: Spacing,
): PlacedPiece[] {
  const pieceOf = new Int32Array(breadth.length);
  const localOf = new Int32Array(breadth.length);
  pieces.forEach((nodes, piece) =>
    nodes.forEach((node, at) => {
      pieceOf[node] = piece;
      localOf[node] = at;
    }),
  );
  const edges: number[][] = pieces.map(() => []);
  for (let edge = 0; edge < from.length; edge++) edges[pieceOf[from[edge]!]!]!.push(edge);
  return pieces
    .map((nodes, piece) =>
      placePiece(
        nodes,
        Int32Array.from(edges[piece]!, (edge) => localOf[from[edge]!]!),
        Int32Array.from(edges[piece]!, (edge) => localOf[to[edge]!]!),
        edges[piece]!,
        breadth,
        extent,
        spacing,
      ),
    )
    .sort((a, b) => b.nodes.length - a.nodes.length || a.nodes[0]! - b.nodes[0]!);
}

function placePiece(
  nodes: readonly number[],
  from: Int32Array,
  to: Int32Array,
  edges: readonly number[],
  breadth: Float64Array,
  extent: Float64Array,
  spacing: Spacing,
): PlacedPiece {
  if (nodes.length === 1) {
    const node = nodes[0]!;
    const origin = new Float64Array(1);
    return {
      nodes,
      along: origin,
      across: origin,
      bends: [],
      length: breadth[node]!,
      extent: extent[node]!,
      crossingCount: 0,
    };
  }
  const acyclic = breakCycles(nodes.length, from, to);
  const layer = assignLayers(nodes.length, acyclic.from, acyclic.to);
  const graph = insertDummies(layer, acyclic.from, acyclic.to);
  const { order, crossingCount } = orderLayers(graph);
  const extents = new Float64Array(graph.nodeCount);
  nodes.forEach((node, at) => (extents[at] = extent[node]!));
  const offsets = assignOffsets(graph, order, extents, spacing.nodes);
  const layers = placeLayers(nodes, layer, graph.layerCount, breadth, spacing.layers);
  let least = Infinity;
  for (const offset of offsets) least = Math.min(least, Math.round(offset));
  const across = offsets.map((offset) => Math.round(offset) - least);
  let extentOfAll = 0;
  across.forEach((offset, at) => (extentOfAll = Math.max(extentOfAll, offset + extents[at]!)));
  const along = Float64Array.from(nodes, (node, at) => {
    const { begin, end } = layers[layer[at]!]!;
    return begin + Math.floor((end - begin - breadth[node]!) / 2);
  });
  const bends = edges.flatMap((edge, at) => {
    const isTurned = acyclic.from[at] !== from[at];
    return isTurned || graph.firstDummy[at]! < 0
      ? []
      : [{ edge, points: bendsOf(graph, at, layers, across) }];
  });
  return {
    nodes,
    along,
    across,
    bends,
    length: layers.at(-1)?.end ?? 0,
    extent: extentOfAll,
    crossingCount,
  };
}

/** Where a line enters and leaves each layer that it leads through; layers that it passes in one straight line count as one. */
function bendsOf(
  { firstDummy, realCount, layerOf, down }: LayeredGraph,
  edge: number,
  layers: readonly LayerSpan[],
  across: Float64Array,
): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  let dummy = firstDummy[edge]!;
  while (dummy >= realCount) {
    const { begin, end } = layers[layerOf[dummy]!]!;
    const offset = across[dummy]!;
    if (points.at(-1)?.[1] === offset) points.pop();
    else points.push([begin, offset]);
    points.push([end, offset]);
    dummy = down.neighbours[down.starts[dummy]!]!;
  }
  return points;
}

interface LayerSpan {
  readonly begin: number;
  readonly end: number;
}

/** A layer is as broad as its broadest node; the others are put in its middle. */
function placeLayers(
  nodes: readonly number[],
  layer: Int32Array,
  layerCount: number,
  breadth: Float64Array,
  gap: number,
): LayerSpan[] {
  const broadest = new Float64Array(layerCount);
  nodes.forEach((node, at) => (broadest[layer[at]!] = Math.max(broadest[layer[at]!]!, breadth[node]!)));
  let begin = 0;
  return Array.from(broadest, (room) => {
    const span = { begin, end: begin + room };
    begin = span.end + gap;
    return span;
  });
}

function packPlaced(
  placed: readonly PlacedPiece[],
  isDown: boolean,
  gap: number,
): { readonly x: number; readonly y: number }[] {
  return packBoxes(
    placed.map(({ length, extent }) =>
      isDown ? { width: extent, height: length } : { width: length, height: extent },
    ),
    gap,
  );
}
