import { assignLayers } from './assignLayers';
import { assignOffsets } from './assignOffsets';
import { breakCycles } from './breakCycles';
import { insertDummies, type LayeredGraph } from './layeredGraph';
import type { Room } from './room';
import { orderLayers } from './orderLayers';
import { columnCountsFor, type Wraps, wrapGap, wrapLayers } from './wrapLayers';

/** The least room, in pixels, between layers and between the nodes of one. */
export interface Spacing {
  readonly layers: number;
  readonly nodes: number;
}

/** A connected component of a graph: its nodes and edges by their numbers in the whole, ends by their places among its nodes. */
export interface Component {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** By place among its nodes, as in `LayoutInput`; null where nothing is a version. */
  readonly series: Int32Array | null;
}

/** Where a layer begins and ends along the layers' direction. */
export interface LayerSpan {
  readonly begin: number;
  readonly end: number;
}

/** A component with its layers, in one row, before it is folded. */
export interface LaidComponent extends Component {
  readonly graph: LayeredGraph;
  readonly layers: readonly LayerSpan[];
  /** Where each node begins across the layers' direction, then each dummy; whole pixels from 0. */
  readonly across: Float64Array;
  /** The sizes of the nodes along and across, in the component's order. */
  readonly breadths: Float64Array;
  readonly extents: Float64Array;
  /** By edge of the component: whether it was turned to break a cycle. */
  readonly isTurned: readonly boolean[];
  readonly crossingCount: number;
  /** How its tall layers stand in rows; null where each is one column. */
  readonly wraps: Wraps | null;
}

/** The window, and the height past which a layer may be put into rows. */
export interface WrapRoom {
  readonly room: Room;
  readonly enough: number;
}

/** Turns cycles, assigns layers, orders each layer, wraps tall ones and assigns places across. Rules [L20] to [L25], [L70]. */
export function layComponent(
  component: Component,
  breadth: Float64Array,
  extent: Float64Array,
  spacing: Spacing,
  wrapRoom: WrapRoom | null,
): LaidComponent {
  const { nodes, from, to } = component;
  if (nodes.length === 1) return layNode(component, breadth[nodes[0]!]!, extent[nodes[0]!]!);
  const acyclic = breakCycles(nodes.length, from, to);
  const layer = assignLayers(nodes.length, acyclic.from, acyclic.to);
  const graph = insertDummies(layer, acyclic.from, acyclic.to);
  const { order, crossingCount } = orderLayers(graph, component.series);
  const breadths = Float64Array.from(nodes, (node) => breadth[node]!);
  const extents = new Float64Array(graph.nodeCount);
  nodes.forEach((node, at) => (extents[at] = extent[node]!));
  const broadest = broadestOf(layer, graph.layerCount, breadths);
  const measures = { graph, extents, broadest, gaps: spacing };
  const counts = wrapRoom && columnCountsFor(measures, wrapRoom.room, wrapRoom.enough);
  const wraps = counts && wrapLayers(graph, order, extents, counts);
  const offsets = wraps
    ? wrappedOffsets(wraps, extents, spacing.nodes, graph)
    : assignOffsets(graph, order, extents, spacing.nodes);
  let least = Infinity;
  for (const offset of offsets) least = Math.min(least, Math.round(offset));
  if (wraps) least -= wrapGap.lane;
  return {
    ...component,
    graph,
    layers: placeLayers(broadest, counts, spacing.layers),
    across: offsets.map((offset) => Math.round(offset) - least),
    breadths,
    extents,
    isTurned: component.edges.map((_, at) => acyclic.from[at] !== from[at]),
    crossingCount,
    wraps,
  };
}

/** Where each node begins across: cards of a row on one line in its middle, below the lane above them. */
function wrappedOffsets(
  { rows, rowOrder, rowExtents, rowOf, columnCounts }: Wraps,
  extents: Float64Array,
  gap: number,
  graph: LayeredGraph,
): Float64Array {
  const offsets = assignOffsets(rows, rowOrder, rowExtents, gap);
  return Float64Array.from(rowOf, (row, node) => {
    const isInRows = node < graph.realCount && columnCounts[graph.layerOf[node]!]! > 1;
    return isInRows ? offsets[row]! + (rowExtents[row]! - extents[node]!) / 2 : offsets[row]!;
  });
}

function broadestOf(layer: Int32Array, layerCount: number, breadths: Float64Array): Float64Array {
  const broadest = new Float64Array(layerCount);
  breadths.forEach((breadth, at) => (broadest[layer[at]!] = Math.max(broadest[layer[at]!]!, breadth)));
  return broadest;
}

/** A layer is as broad as its broadest node, or as all columns of its rows. */
function placeLayers(broadest: Float64Array, counts: Int32Array | null, gap: number): LayerSpan[] {
  let begin = 0;
  return Array.from(broadest, (column, layer) => {
    const columns = counts?.[layer] ?? 1;
    const span = { begin, end: begin + columns * column + (columns - 1) * wrapGap.columns };
    begin = span.end + gap;
    return span;
  });
}

const oneNode = insertDummies(new Int32Array(1), new Int32Array(0), new Int32Array(0));

/** A node without edges: of these there can be very many. */
function layNode(component: Component, breadth: number, extent: number): LaidComponent {
  return {
    ...component,
    graph: oneNode,
    layers: [{ begin: 0, end: breadth }],
    across: new Float64Array(1),
    breadths: Float64Array.of(breadth),
    extents: Float64Array.of(extent),
    isTurned: [],
    crossingCount: 0,
    wraps: null,
  };
}
