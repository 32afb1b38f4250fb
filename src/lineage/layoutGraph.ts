import { assignLayers } from './layered/assignLayers';
import { assignOffsets } from './layered/assignOffsets';
import { breakCycles } from './layered/breakCycles';
import { connectedComponents } from './layered/components';
import { insertDummies } from './layered/layeredGraph';
import { orderLayers } from './layered/orderLayers';
import { packBoxes } from './layered/packComponents';
import type { LayoutInput, LayoutResult } from './layout';

/**
 * Layers from left to right (or downward): every edge that is on no cycle goes to a later layer, no two nodes overlap,
 * and crossings are few. The same input always gives the same places, in whatever order its edges come. Positions are
 * whole pixels from 0. Rules [L20] to [L26].
 */
export function layoutGraph(input: LayoutInput): LayoutResult {
  const isDown = input.direction === 'down';
  const breadth = Float64Array.from(input.sizes, (size) => Math.ceil(isDown ? size.height : size.width));
  const extent = Float64Array.from(input.sizes, (size) => Math.ceil(isDown ? size.width : size.height));
  const spacing = isDown ? { layers: 64, nodes: 28 } : { layers: 80, nodes: 20 };
  const { from, to } = distinctEdges(input);
  const pieces = connectedComponents(input.sizes.length, from, to);
  const placed = placePieces(pieces, from, to, breadth, extent, spacing);
  const corners = packPlaced(placed, isDown, 48);
  const positions = input.sizes.map(() => ({ x: 0, y: 0 }));
  let crossingCount = 0;
  placed.forEach((piece, index) => {
    const corner = corners[index]!;
    crossingCount += piece.crossingCount;
    piece.nodes.forEach((node, at) => {
      const along = piece.along[at]!;
      const across = piece.across[at]!;
      positions[node] = { x: corner.x + (isDown ? across : along), y: corner.y + (isDown ? along : across) };
    });
  });
  return { positions, crossingCount };
}

interface Spacing {
  readonly layers: number;
  readonly nodes: number;
}

/** A connected piece with its nodes' corners: along the layers' direction and across it. */
interface PlacedPiece {
  readonly nodes: readonly number[];
  readonly along: Float64Array;
  readonly across: Float64Array;
  readonly length: number;
  readonly extent: number;
  readonly crossingCount: number;
}

/** Without loops and repetitions, by (from, to). */
function distinctEdges({ sizes, edges }: LayoutInput): {
  readonly from: Int32Array;
  readonly to: Int32Array;
} {
  const nodeCount = sizes.length;
  const keys = new Float64Array(edges.length);
  let length = 0;
  for (const [from, to] of edges) if (from !== to) keys[length++] = from * nodeCount + to;
  const sorted = keys.subarray(0, length).sort();
  const distinct = sorted.filter((key, index) => index === 0 || key !== sorted[index - 1]);
  return {
    from: Int32Array.from(distinct, (key) => Math.floor(key / nodeCount)),
    to: Int32Array.from(distinct, (key) => key % nodeCount),
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
  const along = placeLayers(nodes, layer, graph.layerCount, breadth, spacing.layers);
  const across = new Float64Array(nodes.length);
  let least = Infinity;
  for (let at = 0; at < nodes.length; at++) least = Math.min(least, Math.round(offsets[at]!));
  let length = 0;
  let most = 0;
  nodes.forEach((node, at) => {
    across[at] = Math.round(offsets[at]!) - least;
    length = Math.max(length, along[at]! + breadth[node]!);
    most = Math.max(most, across[at] + extent[node]!);
  });
  return { nodes, along, across, length, extent: most, crossingCount };
}

/** A layer is as broad as its broadest node; the others are in its middle. */
function placeLayers(
  nodes: readonly number[],
  layer: Int32Array,
  layerCount: number,
  breadth: Float64Array,
  gap: number,
): Float64Array {
  const broadest = new Float64Array(layerCount);
  nodes.forEach((node, at) => (broadest[layer[at]!] = Math.max(broadest[layer[at]!]!, breadth[node]!)));
  const begins = new Float64Array(layerCount + 1);
  for (let index = 0; index < layerCount; index++)
    begins[index + 1] = begins[index]! + broadest[index]! + gap;
  return Float64Array.from(nodes, (node, at) => {
    const room = broadest[layer[at]!]! - breadth[node]!;
    return begins[layer[at]!]! + Math.floor(room / 2);
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
