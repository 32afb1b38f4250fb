import type { DrawnGraph } from './graph';

/** A graph's neighbours as flat arrays: those of node n are at `starts[n]` to `starts[n + 1]`. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
  /** The edge that leads to the neighbour at the same place. */
  readonly edges: Int32Array;
}

/** `upstream` goes against the edges, to what was there before; `downstream` goes along them. */
export type TraversalDirection = 'upstream' | 'downstream';

/** A graph's edges as flat arrays, grouped both ways. */
export interface FlatEdges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly upstream: Adjacency;
  readonly downstream: Adjacency;
}

const kept = new WeakMap<DrawnGraph, FlatEdges>();

/** Made at the first call for a graph and kept with it. */
export function flatEdgesOf(graph: DrawnGraph): FlatEdges {
  const known = kept.get(graph);
  if (known) return known;
  const from = Int32Array.from(graph.edges, (edge) => edge.from);
  const to = Int32Array.from(graph.edges, (edge) => edge.to);
  const made = {
    from,
    to,
    downstream: groupEdges(graph.nodes.length, from, to),
    upstream: groupEdges(graph.nodes.length, to, from),
  };
  kept.set(graph, made);
  return made;
}

/** Edges grouped by `own`, in ascending order of their index within a group. */
export function groupEdges(nodeCount: number, own: Int32Array, other: Int32Array): Adjacency {
  const starts = new Int32Array(nodeCount + 1);
  for (let edge = 0; edge < own.length; edge++) starts[own[edge]! + 1]!++;
  for (let node = 0; node < nodeCount; node++) starts[node + 1]! += starts[node]!;
  const next = starts.slice(0, nodeCount);
  const neighbours = new Int32Array(own.length);
  const edges = new Int32Array(own.length);
  for (let edge = 0; edge < own.length; edge++) {
    const place = next[own[edge]!]!++;
    neighbours[place] = other[edge]!;
    edges[place] = edge;
  }
  return { starts, neighbours, edges };
}
