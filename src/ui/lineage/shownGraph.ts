import type { DrawnGraph, GraphNode, LineageGraph } from '../../lineage/graph';
import { type Origin, origins } from '../../lineage/records';
import { closureOf } from '../../lineage/traverse';
import type { NodeKind } from '../shared/kindNames';
import { type Depth, defaultDepth, type LineageSearch } from './lineageSearch';

/** What of a graph is on the canvas and in the list, after focus and filters, and what those hide. */
export interface ShownGraph {
  /** With groups as nodes where they are drawn so. */
  readonly graph: DrawnGraph;
  /** With each node by itself; what `edgeIndex` and the members of groups are places in. */
  readonly whole: LineageGraph;
  /** Indexes of the shown nodes in `graph.nodes`, ascending. */
  readonly nodes: readonly number[];
  /** The place of a graph's node in `nodes`; -1 where it is hidden. */
  readonly placeOf: Int32Array;
  readonly edges: readonly ShownEdge[];
  readonly hiddenByFocus: number;
  readonly hiddenByKind: number;
  /** Direct neighbours that focus hides, by place. */
  readonly hiddenUpstream: ReadonlyMap<number, number>;
  readonly hiddenDownstream: ReadonlyMap<number, number>;
  /** Nodes of every kind in the focus, those that are filtered out included. */
  readonly kindCounts: ReadonlyMap<NodeKind, number>;
}

/** An edge between shown nodes, by place; `via` counts the filtered-out nodes that it leads through. */
export interface ShownEdge {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly origin: Origin;
  readonly origins: readonly Origin[];
  readonly via: number;
  /** The edge of the whole graph; null where contracted or bundled. */
  readonly edgeIndex: number | null;
  /** How many links it stands for, where it is between groups. */
  readonly count?: number;
}

export function nodeKindOf(node: GraphNode): NodeKind {
  return node.type === 'job' || node.type === 'run' ? node.type : node.kind;
}

/** Applies the focus and the hidden kinds; a focus that the graph does not have is ignored. */
export function showGraph(
  graph: LineageGraph,
  search: Pick<LineageSearch, 'focus' | 'up' | 'down' | 'hide'>,
): ShownGraph {
  const inFocus = focusedNodes(graph, search);
  const hiddenKinds = new Set(search.hide ?? []);
  const kindCounts = new Map<NodeKind, number>();
  const placeOf = new Int32Array(graph.nodes.length).fill(-1);
  const nodes: number[] = [];
  let hiddenByFocus = 0;
  let hiddenByKind = 0;
  graph.nodes.forEach((node, index) => {
    if (inFocus && !inFocus.has(index)) {
      hiddenByFocus += 1;
      return;
    }
    const kind = nodeKindOf(node);
    kindCounts.set(kind, (kindCounts.get(kind) ?? 0) + 1);
    if (hiddenKinds.has(kind)) hiddenByKind += 1;
    else placeOf[index] = nodes.push(index) - 1;
  });
  const isFilteredOut = (index: number) => placeOf[index] === -1 && (inFocus === null || inFocus.has(index));
  return {
    graph,
    whole: graph,
    nodes,
    placeOf,
    edges: [
      ...directEdges(graph, placeOf),
      ...(hiddenByKind > 0 ? contractedEdges(graph, nodes, placeOf, isFilteredOut) : []),
    ],
    hiddenByFocus,
    hiddenByKind,
    hiddenUpstream: inFocus ? hiddenNeighbours(graph, nodes, inFocus, 'from') : new Map(),
    hiddenDownstream: inFocus ? hiddenNeighbours(graph, nodes, inFocus, 'to') : new Map(),
    kindCounts,
  };
}

/** The origin that a line is drawn by where several said the same: the strongest evidence. */
export function strongestOrigin(all: readonly Origin[]): Origin {
  const byStrength: readonly Origin[] = ['observed', 'manual', 'declared', 'inferred'];
  return byStrength.find((origin) => all.includes(origin)) ?? origins[0];
}

function focusedNodes(
  graph: LineageGraph,
  { focus, up = defaultDepth, down = defaultDepth }: Pick<LineageSearch, 'focus' | 'up' | 'down'>,
): ReadonlySet<number> | null {
  const start = focus === undefined ? undefined : graph.indexOf.get(focus);
  if (start === undefined) return null;
  const limit = (depth: Depth) => (depth === 'all' ? Infinity : depth);
  return new Set(closureOf(graph, start, limit(up), limit(down)).nodes);
}

function directEdges(graph: LineageGraph, placeOf: Int32Array): ShownEdge[] {
  const shown: ShownEdge[] = [];
  graph.edges.forEach((edge, edgeIndex) => {
    const from = placeOf[edge.from] ?? -1;
    const to = placeOf[edge.to] ?? -1;
    if (from === -1 || to === -1) return;
    const origin = strongestOrigin(edge.origins);
    shown.push({ id: `e${edgeIndex}`, from, to, origin, origins: edge.origins, via: 0, edgeIndex });
  });
  return shown;
}

/** From each shown node through filtered-out ones to the next shown ones, by the fewest between. */
function contractedEdges(
  graph: LineageGraph,
  nodes: readonly number[],
  placeOf: Int32Array,
  isFilteredOut: (index: number) => boolean,
): ShownEdge[] {
  const shown: ShownEdge[] = [];
  nodes.forEach((start, from) => {
    const direct = new Set((graph.outgoing[start] ?? []).map((edge) => graph.edges[edge]?.to));
    const seen = new Set<number>([start]);
    let frontier = [start];
    for (let via = 0; frontier.length > 0; via += 1) {
      const next: number[] = [];
      for (const index of frontier) {
        for (const edgeIndex of graph.outgoing[index] ?? []) {
          const target = graph.edges[edgeIndex]?.to;
          if (target === undefined || seen.has(target)) continue;
          seen.add(target);
          if (isFilteredOut(target)) next.push(target);
          const to = placeOf[target] ?? -1;
          if (to === -1 || via === 0 || direct.has(target)) continue;
          shown.push({
            id: `v${from}-${to}`,
            from,
            to,
            origin: 'declared',
            origins: [],
            via,
            edgeIndex: null,
          });
        }
      }
      frontier = next;
    }
  });
  return shown;
}

function hiddenNeighbours(
  graph: LineageGraph,
  nodes: readonly number[],
  inFocus: ReadonlySet<number>,
  end: 'from' | 'to',
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const lists = end === 'from' ? graph.incoming : graph.outgoing;
  nodes.forEach((node, place) => {
    const hidden = (lists[node] ?? []).filter((edge) => !inFocus.has(graph.edges[edge]?.[end] ?? -1)).length;
    if (hidden > 0) counts.set(place, hidden);
  });
  return counts;
}
