import { stronglyConnected } from '../../lineage/cycles';
import type { DrawnGraph } from '../../lineage/graph';

/** The cycles of a graph as the canvas marks and counts them. */
export interface GraphCycles {
  /** Groups of nodes that precede themselves. */
  readonly count: number;
  /** Edges that lie on a cycle. */
  readonly edges: ReadonlySet<number>;
}

const kept = new WeakMap<DrawnGraph, GraphCycles>();

/** An edge lies on a cycle exactly where both its ends are in one strongly connected component. */
export function cyclesOf(graph: DrawnGraph): GraphCycles {
  const known = kept.get(graph);
  if (known) return known;
  const { component } = stronglyConnected(graph);
  const edges = new Set<number>();
  const groups = new Set<number>();
  graph.edges.forEach(({ from, to }, index) => {
    const group = component[from];
    if (group === undefined || group !== component[to]) return;
    edges.add(index);
    groups.add(group);
  });
  const cycles = { count: groups.size, edges };
  kept.set(graph, cycles);
  return cycles;
}
