import type { LineageGraph } from '../../lineage/graph';

/** TEMPORARY until lineage/traverse lands. */
export function hopsFrom(
  graph: LineageGraph,
  start: number,
  direction: 'upstream' | 'downstream',
  maxHops: number,
): ReadonlyMap<number, number> {
  const hops = new Map<number, number>();
  let frontier = [start];
  for (let hop = 1; frontier.length > 0 && hop <= maxHops; hop += 1) {
    const next: number[] = [];
    for (const index of frontier) {
      const list = direction === 'upstream' ? graph.incoming[index] : graph.outgoing[index];
      for (const edgeIndex of list ?? []) {
        const edge = graph.edges[edgeIndex];
        if (!edge) continue;
        const other = direction === 'upstream' ? edge.from : edge.to;
        if (other === start || hops.has(other)) continue;
        hops.set(other, hop);
        next.push(other);
      }
    }
    frontier = next;
  }
  return hops;
}

/** Ancestors and descendants of a node with their hops, itself left out; on a cycle a node can be both. */
export interface Closure {
  readonly start: number;
  readonly ancestors: ReadonlyMap<number, number>;
  readonly descendants: ReadonlyMap<number, number>;
}

export function closureOf(graph: LineageGraph, start: number): Closure {
  return {
    start,
    ancestors: hopsFrom(graph, start, 'upstream', Infinity),
    descendants: hopsFrom(graph, start, 'downstream', Infinity),
  };
}

/** What a node is to the selected one. */
export type Relation = 'selected' | 'ancestor' | 'descendant' | 'both' | 'unrelated';

export function relationTo(closure: Closure, index: number): Relation {
  if (index === closure.start) return 'selected';
  const isAncestor = closure.ancestors.has(index);
  const isDescendant = closure.descendants.has(index);
  if (isAncestor && isDescendant) return 'both';
  if (isAncestor) return 'ancestor';
  return isDescendant ? 'descendant' : 'unrelated';
}
