import type { LineageGraph } from './graph';

/** A reason for which nodes are hidden, such as `focus` or `tag`. */
export interface HidingReason {
  readonly name: string;
  hides(node: number): boolean;
}

/** What is left of a graph, and what is hidden by which reason (I8). */
export interface FilteredGraph {
  /** Indexes of the shown nodes, ascending. */
  readonly nodes: Int32Array;
  /** Indexes of the edges with both ends shown, ascending. */
  readonly edges: Int32Array;
  readonly hiddenCount: number;
  /** `count`: nodes that the reason hides; `onlyCount`: those that nothing else hides, and that come back without it. Reasons that hide none are left out. */
  readonly reasons: readonly { readonly name: string; readonly count: number; readonly onlyCount: number }[];
}

/** Hides the nodes that any reason hides. Rule [L15]. */
export function filterGraph(graph: LineageGraph, reasons: readonly HidingReason[]): FilteredGraph {
  const counts = reasons.map(({ name }) => ({ name, count: 0, onlyCount: 0 }));
  const isShown = new Uint8Array(graph.nodes.length);
  const shown: number[] = [];
  for (let node = 0; node < graph.nodes.length; node++) {
    const hiding = counts.filter((_, index) => reasons[index]!.hides(node));
    for (const each of hiding) each.count++;
    if (hiding.length === 1) hiding[0]!.onlyCount++;
    if (hiding.length > 0) continue;
    isShown[node] = 1;
    shown.push(node);
  }
  const edges = graph.edges.flatMap(({ from, to }, index) =>
    isShown[from] === 1 && isShown[to] === 1 ? [index] : [],
  );
  return {
    nodes: Int32Array.from(shown),
    edges: Int32Array.from(edges),
    hiddenCount: graph.nodes.length - shown.length,
    reasons: counts.filter(({ count }) => count > 0),
  };
}
