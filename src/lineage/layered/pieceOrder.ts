import { connectedComponents } from './components';
import type { LaidPiece } from './layPiece';

/**
 * Pieces in the order in which they fill rows: largest first, equals by their first node. Those that have versions of one thing
 * follow each other, the earliest versions first; nodes without edges come last.
 */
export function inReadingOrder(pieces: readonly LaidPiece[]): LaidPiece[] {
  const groups = groupsBySeries(pieces);
  return groups
    .map((group) => ({
      pieces: group.toSorted((a, b) => firstVersion(a) - firstVersion(b) || a.nodes[0]! - b.nodes[0]!),
      size: Math.max(...group.map(({ nodes }) => nodes.length)),
      first: Math.min(...group.map(({ nodes }) => nodes[0]!)),
    }))
    .sort((a, b) => b.size - a.size || a.first - b.first)
    .flatMap((group) => group.pieces);
}

/** Pieces that have versions of one thing, directly or by way of others; a single node is a group of its own. */
function groupsBySeries(pieces: readonly LaidPiece[]): readonly (readonly LaidPiece[])[] {
  const from: number[] = [];
  const to: number[] = [];
  const firstOf = new Map<number, number>();
  pieces.forEach(({ nodes, series }, index) => {
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
  const groups = connectedComponents(pieces.length, Int32Array.from(from), Int32Array.from(to));
  return groups.map((group) => group.map((index) => pieces[index]!));
}

function firstVersion({ nodes, series }: LaidPiece): number {
  const at = series?.findIndex((of) => of !== -1) ?? -1;
  return nodes[at] ?? Infinity;
}
