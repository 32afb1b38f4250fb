import type { Closure } from '../../lineage/traverse';

/** What a node is to the selected one; on a cycle a node can be both ancestor and descendant. */
export type Relation = 'selected' | 'ancestor' | 'descendant' | 'both' | 'unrelated';

export function relationTo({ start, upstream, downstream }: Closure, index: number): Relation {
  if (index === start) return 'selected';
  const isAncestor = (upstream.hops[index] ?? -1) > 0;
  const isDescendant = (downstream.hops[index] ?? -1) > 0;
  if (isAncestor && isDescendant) return 'both';
  if (isAncestor) return 'ancestor';
  return isDescendant ? 'descendant' : 'unrelated';
}

/** How many ancestors and descendants, the node itself left out. */
export function countsOf({ upstream, downstream }: Closure): {
  readonly upstream: number;
  readonly downstream: number;
} {
  return { upstream: upstream.nodes.length - 1, downstream: downstream.nodes.length - 1 };
}
