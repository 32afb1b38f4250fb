import { withBorrowedEdges } from './layered/borrowedEdges';
import { connectedComponents } from './layered/components';
import { foldLayers } from './layered/foldLayers';
import type { Room } from './layered/room';
import { type LaidComponent, layComponent, type Spacing, type WrapRoom } from './layered/layComponent';
import { packBoxes } from './layered/packComponents';
import { inReadingOrder } from './layered/componentOrder';
import { type PlacedComponent, placeComponent } from './layered/placeComponent';
import type { LayoutInput, LayoutResult, Point } from './layout';

/**
 * Layers from left to right (or downward): every edge that is on no cycle goes to a later layer, no two nodes overlap,
 * and crossings are few. The same input always gives the same places, in whatever order its edges come. Positions are
 * whole pixels from 0, and so are the bends of long lines. Rules [L20] to [L29], [L70].
 */
export function layoutGraph(input: LayoutInput): LayoutResult {
  const isDown = input.direction === 'down';
  const breadth = Float64Array.from(input.sizes, (size) => Math.ceil(isDown ? size.height : size.width));
  const extent = Float64Array.from(input.sizes, (size) => Math.ceil(isDown ? size.width : size.height));
  const spacing = isDown ? { layers: 64, nodes: 28 } : { layers: 80, nodes: 20 };
  const { distinctOf, ...distinct } = distinctEdges(input);
  const { from, to } = withBorrowedEdges(input.sizes.length, distinct, input.series);
  const components = connectedComponents(input.sizes.length, from, to);
  const room = roomAlong(input);
  const laid = layComponents(
    components,
    { from, to, series: input.series },
    breadth,
    extent,
    spacing,
    room && { room, enough: enoughAcross(breadth, extent, spacing, room) },
  );
  const placed = foldComponents(laid, room);
  const corners = packPlaced(placed, isDown, input.room);
  const positions = input.sizes.map(() => ({ x: 0, y: 0 }));
  const bendsOfDistinct: Point[][] = Array.from(from, () => noBends);
  let crossingCount = 0;
  placed.forEach((component, index) => {
    const corner = corners[index]!;
    const pointAt = (along: number, across: number): Point => ({
      x: corner.x + (isDown ? across : along),
      y: corner.y + (isDown ? along : across),
    });
    crossingCount += laid[index]!.crossingCount;
    laid[index]!.nodes.forEach(
      (node, at) => (positions[node] = pointAt(component.along[at]!, component.across[at]!)),
    );
    for (const { edge, points } of component.bends) {
      bendsOfDistinct[edge] = points.map(([along, across]) => pointAt(along, across));
    }
  });
  const bends = Array.from(distinctOf, (edge) => bendsOfDistinct[edge] ?? noBends);
  return { positions, bends, crossingCount };
}

const noBends: Point[] = [];

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

interface WholeGraph {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly series: LayoutInput['series'];
}

function layComponents(
  components: readonly (readonly number[])[],
  { from, to, series }: WholeGraph,
  breadth: Float64Array,
  extent: Float64Array,
  spacing: Spacing,
  wrapRoom: WrapRoom | null,
): LaidComponent[] {
  const componentOf = new Int32Array(breadth.length);
  const localOf = new Int32Array(breadth.length);
  components.forEach((nodes, component) =>
    nodes.forEach((node, at) => {
      componentOf[node] = component;
      localOf[node] = at;
    }),
  );
  const edges: number[][] = components.map(() => []);
  for (let edge = 0; edge < from.length; edge++) edges[componentOf[from[edge]!]!]!.push(edge);
  const laid = components.map((nodes, component) =>
    layComponent(
      {
        nodes,
        edges: edges[component]!,
        from: Int32Array.from(edges[component]!, (edge) => localOf[from[edge]!]!),
        to: Int32Array.from(edges[component]!, (edge) => localOf[to[edge]!]!),
        series: series ? Int32Array.from(nodes, (node) => series[node] ?? -1) : null,
      },
      breadth,
      extent,
      spacing,
      wrapRoom,
    ),
  );
  return inReadingOrder(laid);
}

/** As tall as all cards together need to be in the window: a layer up to this stays one column. */
function enoughAcross(breadth: Float64Array, extent: Float64Array, spacing: Spacing, room: Room): number {
  let area = 0;
  breadth.forEach((each, node) => (area += (each + spacing.layers) * (extent[node]! + spacing.nodes)));
  return 1.3 * Math.sqrt((area * room.extent) / room.length);
}

/** A component that is longer than all components together need to be is folded; others keep their layers in one row. */
function foldComponents(laid: readonly LaidComponent[], room: Room | null): PlacedComponent[] {
  const straight = laid.map((component) => placeComponent(component, null));
  if (room === null) return straight;
  const area = straight.reduce(
    (sum, { length, extent }) => sum + (length + componentGap) * (extent + componentGap),
    0,
  );
  const enough = 1.3 * Math.sqrt((area * room.length) / room.extent);
  return straight.map((place, index) => {
    const folds = place.length > enough ? foldLayers(laid[index]!, room) : null;
    return folds === null ? place : placeComponent(laid[index]!, folds);
  });
}

function roomAlong({ room, direction }: LayoutInput): Room | null {
  if (room === undefined || room.width <= 0 || room.height <= 0) return null;
  return direction === 'down'
    ? { length: room.height, extent: room.width }
    : { length: room.width, extent: room.height };
}

/** Pixels between connected components. */
const componentGap = 48;

function packPlaced(
  placed: readonly PlacedComponent[],
  isDown: boolean,
  room: LayoutInput['room'],
): { readonly x: number; readonly y: number }[] {
  return packBoxes(
    placed.map(({ length, extent }) =>
      isDown ? { width: extent, height: length } : { width: length, height: extent },
    ),
    componentGap,
    room && room.width > 0 && room.height > 0 ? room.width / room.height : 1.6,
  );
}
