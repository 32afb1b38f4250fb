import { connectedComponents } from './components';
import type { LaidComponent } from './layComponent';

/**
 * Components in the order in which they fill rows: largest first, equals by their first node. Those that have versions of one thing
 * follow each other, the earliest versions first; nodes without edges come last.
 */
export function inReadingOrder(components: readonly LaidComponent[]): LaidComponent[] {
  const groups = groupsBySeries(components);
  return groups
    .map((group) => ({
      components: group.toSorted((a, b) => firstVersion(a) - firstVersion(b) || a.nodes[0]! - b.nodes[0]!),
      size: Math.max(...group.map(({ nodes }) => nodes.length)),
      first: Math.min(...group.map(({ nodes }) => nodes[0]!)),
    }))
    .sort((a, b) => b.size - a.size || a.first - b.first)
    .flatMap((group) => group.components);
}

/** Components that have versions of one thing, directly or by way of others; a single node is a group of its own. */
function groupsBySeries(components: readonly LaidComponent[]): readonly (readonly LaidComponent[])[] {
  const from: number[] = [];
  const to: number[] = [];
  const firstOf = new Map<number, number>();
  components.forEach(({ nodes, series }, index) => {
    if (nodes.length === 1) return;
    for (const of of series ?? []) {
      if (of === -1) continue;
      const first = firstOf.get(of);
      if (first === undefined) firstOf.set(of, index);
      else if (first !== index) {
        from.push(first);
        to.push(index);
      }
    }
  });
  const groups = connectedComponents(components.length, Int32Array.from(from), Int32Array.from(to));
  return groups.map((group) => group.map((index) => components[index]!));
}

function firstVersion({ nodes, series }: LaidComponent): number {
  const at = series?.findIndex((of) => of !== -1) ?? -1;
  return nodes[at] ?? Infinity;
}
