import { flatEdgesOf, type TraversalDirection } from './adjacency';
import type { DrawnGraph } from './graph';

export type { TraversalDirection } from './adjacency';

/** What can be reached from a node along the edges (`downstream`) or against them (`upstream`). */
export interface Traversal {
  readonly start: number;
  readonly direction: TraversalDirection;
  /** The reached nodes by ascending hops, the start first. */
  readonly nodes: Int32Array;
  /** By node index: the least number of edges from the start, or -1 where it is not reached. The start has 0, on a cycle too. */
  readonly hops: Int32Array;
  /** Indexes of the edges with both ends reached, ascending; found when it is first asked for, in a pass over all edges. */
  readonly edges: Int32Array;
}

/**
 * The one traversal (I7): canvas, list, count, export and command line all show this closure. `maxHops` counts edges;
 * without it there is no limit. Linear in what is reached. Rules [L7] to [L10].
 */
export function traverse(
  graph: DrawnGraph,
  start: number,
  direction: TraversalDirection,
  maxHops = Infinity,
): Traversal {
  const { starts, neighbours } = flatEdgesOf(graph)[direction];
  const nodeCount = graph.nodes.length;
  const hops = new Int32Array(nodeCount).fill(-1);
  const queue = new Int32Array(nodeCount);
  let length = 0;
  if (start >= 0 && start < nodeCount) {
    queue[length++] = start;
    hops[start] = 0;
  }
  for (let head = 0; head < length; head++) {
    const node = queue[head]!;
    const hop = hops[node]! + 1;
    if (hop > maxHops) break;
    for (let place = starts[node]!; place < starts[node + 1]!; place++) {
      const neighbour = neighbours[place]!;
      if (hops[neighbour] !== -1) continue;
      hops[neighbour] = hop;
      queue[length++] = neighbour;
    }
  }
  const nodes = queue.slice(0, length);
  let edges: Int32Array | null = null;
  return {
    start,
    direction,
    nodes,
    hops,
    get edges() {
      return (edges ??= edgesWithin(graph, hops));
    },
  };
}

/** Ancestors and descendants of a node as one set, each with its limit; hops are counted apart. */
export interface Closure {
  readonly start: number;
  readonly upstream: Traversal;
  readonly downstream: Traversal;
  /** Ascending. */
  readonly nodes: Int32Array;
  /** Indexes of the edges with both ends among `nodes`, ascending. */
  readonly edges: Int32Array;
}

/** What is upstream and downstream of a node, each up to so many edges away; the node is in both. */
export function closureOf(
  graph: DrawnGraph,
  start: number,
  maxUpstreamHops = Infinity,
  maxDownstreamHops = Infinity,
): Closure {
  const upstream = traverse(graph, start, 'upstream', maxUpstreamHops);
  const downstream = traverse(graph, start, 'downstream', maxDownstreamHops);
  const reached = new Int32Array(graph.nodes.length).fill(-1);
  for (const node of upstream.nodes) reached[node] = 0;
  for (const node of downstream.nodes) reached[node] = 0;
  const nodes = reachedNodes(reached);
  return { start, upstream, downstream, nodes, edges: edgesWithin(graph, reached) };
}

/** Nodes and edges that lie on some walk from one node to another: descendants of the one that are ancestors of the other. */
export function pathsBetween(
  graph: DrawnGraph,
  from: number,
  to: number,
): { readonly nodes: Int32Array; readonly edges: Int32Array } {
  const downstream = traverse(graph, from, 'downstream').hops;
  const upstream = traverse(graph, to, 'upstream').hops;
  const both = downstream.map((hop, node) => (hop !== -1 && upstream[node] !== -1 ? 0 : -1));
  const nodes = reachedNodes(both);
  return { nodes, edges: edgesWithin(graph, both) };
}

/** One shortest walk along the edges as node indexes, both ends included; null where there is none. From a node to itself it is that node. */
export function shortestPath(graph: DrawnGraph, from: number, to: number): readonly number[] | null {
  const { hops } = traverse(graph, to, 'upstream');
  if ((hops[from] ?? -1) === -1) return null;
  const { starts, neighbours } = flatEdgesOf(graph).downstream;
  const path = [from];
  for (let node = from; node !== to;) {
    let next = -1;
    for (let place = starts[node]!; place < starts[node + 1]!; place++) {
      if (hops[neighbours[place]!] === hops[node]! - 1) {
        next = neighbours[place]!;
        break;
      }
    }
    path.push(next);
    node = next;
  }
  return path;
}

function edgesWithin(graph: DrawnGraph, reached: Int32Array): Int32Array {
  const { from, to } = flatEdgesOf(graph);
  const found = new Int32Array(from.length);
  let length = 0;
  for (let edge = 0; edge < from.length; edge++) {
    if (reached[from[edge]!] !== -1 && reached[to[edge]!] !== -1) found[length++] = edge;
  }
  return found.slice(0, length);
}

function reachedNodes(reached: Int32Array): Int32Array {
  const found = new Int32Array(reached.length);
  let length = 0;
  for (let node = 0; node < reached.length; node++) {
    if (reached[node] !== -1) found[length++] = node;
  }
  return found.slice(0, length);
}
