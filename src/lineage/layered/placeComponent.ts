import { extentOfRow, foldGap, layerExtents } from './foldLayers';
import type { LaidComponent, LayerSpan } from './layComponent';
import { wrapGap } from './wrapLayers';

/** A point along the layers' direction and across it, in pixels from the component's corner. */
type Place = readonly [along: number, across: number];

/** A connected component with its nodes' corners and its lines' bends. */
export interface PlacedComponent {
  readonly along: Float64Array;
  readonly across: Float64Array;
  /** Of edges that have any, by their numbers in the whole graph. */
  readonly bends: readonly { readonly edge: number; readonly points: readonly Place[] }[];
  readonly length: number;
  readonly extent: number;
}

/** Places a component in one row, or in rows that begin at the layers `firsts`. */
export function placeComponent(component: LaidComponent, firsts: readonly number[] | null): PlacedComponent {
  const rows = rowsOf(component, firsts ?? [0]);
  const { breadths, extents } = component;
  const along = Float64Array.from(breadths, (breadth, node) => {
    const { begin, end } = columnOf(component, rows, node);
    return begin + Math.floor((end - begin - breadth) / 2);
  });
  const across = Float64Array.from(breadths, (_, node) => rows.acrossOf(node));
  const centreOf = (node: number) => rows.acrossOf(node) + Math.floor(extents[node]! / 2);
  const bends = component.edges.flatMap((edge, at) => {
    const points = component.isTurned[at] ? [] : bendsOf(component, at, rows, centreOf);
    return points.length === 0 ? [] : [{ edge, points }];
  });
  return { along, across, bends, length: rows.length, extent: rows.extent };
}

/** The column of its layer that a node stands in: the whole layer where that is not wrapped. */
function columnOf({ graph, wraps }: LaidComponent, rows: Rows, node: number): LayerSpan {
  const layer = graph.layerOf[node]!;
  const span = rows.spanOf(layer);
  const columns = wraps?.columnCounts[layer] ?? 1;
  if (wraps === null || columns === 1) return span;
  const width = (span.end - span.begin - (columns - 1) * wrapGap.columns) / columns;
  const begin = span.begin + wraps.columnOf[node]! * (width + wrapGap.columns);
  return { begin, end: begin + width };
}

/**
 * The lane of a wrapped layer that leads to a card past those before it, above its row, or from it past those after it, below; null where none
 * stands between.
 */
function laneOf(
  component: LaidComponent,
  rows: Rows,
  node: number,
  side: 'to' | 'from',
): readonly [Place, Place] | null {
  const { graph, wraps, extents } = component;
  const layer = graph.layerOf[node]!;
  const columns = wraps?.columnCounts[layer] ?? 1;
  const isAtEdge = wraps?.columnOf[node] === (side === 'to' ? 0 : columns - 1);
  if (wraps === null || columns === 1 || isAtEdge) return null;
  const span = rows.spanOf(layer);
  const column = columnOf(component, rows, node);
  const rowExtent = wraps.rowExtents[wraps.rowOf[node]!]!;
  const middle = rows.acrossOf(node) + extents[node]! / 2;
  const turn = wrapGap.columns - 8;
  return side === 'to'
    ? [
        [span.begin, Math.round(middle - rowExtent / 2)],
        [column.begin - turn, Math.round(middle - rowExtent / 2)],
      ]
    : [
        [column.end + turn, Math.round(middle + rowExtent / 2)],
        [span.end, Math.round(middle + rowExtent / 2)],
      ];
}

/** How a line comes from one row to the next: along the right channel, the gap between the rows and the left channel. */
interface Turn {
  readonly right: number;
  readonly gap: number;
  readonly left: number;
}

interface Rows {
  readonly rowOf: Int32Array;
  readonly spanOf: (layer: number) => { readonly begin: number; readonly end: number };
  readonly acrossOf: (node: number) => number;
  /** The way from a node's row into a later one. */
  readonly turnOf: (source: number, row: number) => Turn;
  readonly length: number;
  readonly extent: number;
}

/** From the cards to the first line of a channel, and between two of its lines. */
const channel = { margin: 20, step: 7, most: 84 };

function rowsOf(component: LaidComponent, firsts: readonly number[]): Rows {
  const { graph, layers } = component;
  const spans = layerExtents(component);
  const rowOf = new Int32Array(layers.length);
  firsts.forEach((first, row) => rowOf.fill(row, first));
  const sources = sourcesByRow(component, rowOf, firsts.length);
  const steps = sources.map((each) => Math.min(channel.step, channel.most / Math.max(1, each.size)));
  const widthOf = (row: number) => Math.ceil((sources[row]!.size - 1) * steps[row]!);
  const left = firsts.length === 1 ? 0 : channel.margin + Math.max(...sources.map((_, row) => widthOf(row)));
  const tops: number[] = [];
  const leasts: number[] = [];
  let longest = 0;
  let extent = 0;
  firsts.forEach((first, row) => {
    const end = firsts[row + 1] ?? layers.length;
    const [least, most] = extentOfRow(spans, first, end);
    if (row > 0) extent += foldGap + Math.max(0, widthOf(row));
    tops.push(extent);
    leasts.push(least);
    extent += most - least;
    longest = Math.max(longest, layers[end - 1]!.end - layers[first]!.begin);
  });
  return {
    rowOf,
    spanOf: (layer) => {
      const shift = left - layers[firsts[rowOf[layer]!]!]!.begin;
      return { begin: layers[layer]!.begin + shift, end: layers[layer]!.end + shift };
    },
    acrossOf: (node) => {
      const row = rowOf[graph.layerOf[node]!]!;
      return tops[row]! + component.across[node]! - leasts[row]!;
    },
    turnOf: (source, row) => {
      const rank = sources[row]!.get(source)!;
      const last = sources[row]!.size - 1;
      const lane = Math.round((last - rank) * steps[row]!);
      return {
        right: left + longest + channel.margin + lane,
        gap: tops[row]! - channel.margin - Math.max(0, widthOf(row)) + lane,
        left: left - channel.margin - Math.round(rank * steps[row]!),
      };
    },
    length: left + longest + left,
    extent,
  };
}

/**
 * By row: the nodes of rows before it whose lines lead into it, with their ranks from the top down. The upper ones turn in the outer lane,
 * so that no two lines of a fold cross.
 */
function sourcesByRow(
  component: LaidComponent,
  rowOf: Int32Array,
  rowCount: number,
): ReadonlyMap<number, number>[] {
  const { graph, from, to, isTurned, across } = component;
  const sources = Array.from({ length: rowCount }, () => new Set<number>());
  from.forEach((source, edge) => {
    const row = rowOf[graph.layerOf[to[edge]!]!]!;
    if (!isTurned[edge] && row > rowOf[graph.layerOf[source]!]!) sources[row]!.add(source);
  });
  const rowOfNode = (node: number) => rowOf[graph.layerOf[node]!]!;
  const downward = (a: number, b: number) => rowOfNode(a) - rowOfNode(b) || across[a]! - across[b]! || a - b;
  return sources.map((each) => new Map([...each].sort(downward).map((node, rank) => [node, rank])));
}

/**
 * Where a line enters and leaves each layer that it leads through; layers that it passes in one straight line count as one.
 * Between rows it goes around, and rows that it only passes by it does not enter.
 */
function bendsOf(
  component: LaidComponent,
  edge: number,
  rows: Rows,
  centreOf: (node: number) => number,
): readonly Place[] {
  const { graph } = component;
  const [source, target] = [component.from[edge]!, component.to[edge]!];
  const rowOfNode = (node: number) => rows.rowOf[graph.layerOf[node]!]!;
  const [first, last] = [rowOfNode(source), rowOfNode(target)];
  const points: Place[] = [];
  let row = first;
  let offset = centreOf(source);
  let isPassing = false;
  const leaving = laneOf(component, rows, source, 'from');
  if (leaving) {
    points.push(...leaving);
    [offset, isPassing] = [leaving[1][1], true];
  }
  const arriving = laneOf(component, rows, target, 'to');
  const goAround = (to: number) => {
    const turn = rows.turnOf(source, last);
    points.push([turn.right, offset], [turn.right, turn.gap], [turn.left, turn.gap], [turn.left, to]);
    row = last;
    isPassing = false;
  };
  let dummy = graph.firstDummy[edge]!;
  for (; dummy >= graph.realCount; dummy = graph.down.neighbours[graph.down.starts[dummy]!]!) {
    const own = rowOfNode(dummy);
    if (own !== first && own !== last) continue;
    const next = rows.acrossOf(dummy);
    if (own !== row) goAround(next);
    const { begin, end } = rows.spanOf(graph.layerOf[dummy]!);
    if (isPassing && next === offset) points.pop();
    else points.push([begin, next]);
    points.push([end, next]);
    [offset, isPassing] = [next, true];
  }
  if (row !== last) goAround(arriving?.[0][1] ?? centreOf(target));
  if (arriving) points.push(...arriving);
  return points;
}
