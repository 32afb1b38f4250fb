import { seededRandom } from '../src/lib/random';
import type { LayoutInput } from '../src/lineage/layout';

/**
 * A lineage-like graph: every node but the first comes of one of the `reach` before it, and more edges lead as far ahead. Cards of the
 * size that the app draws.
 */
export function generateGraph(
  nodeCount: number,
  edgeCount: number,
  reach: number,
  seed: number,
): LayoutInput {
  const random = seededRandom(seed);
  const edges: (readonly [number, number])[] = [];
  for (let node = 1; node < nodeCount; node++) {
    edges.push([Math.max(0, node - 1 - Math.floor(random() * reach)), node]);
  }
  while (edges.length < edgeCount) {
    const from = Math.floor(random() * (nodeCount - 1));
    edges.push([from, Math.min(nodeCount - 1, from + 1 + Math.floor(random() * reach))]);
  }
  const sizes = Array.from({ length: nodeCount }, () => ({ width: 232, height: 64 }));
  return { sizes, edges, direction: 'right' };
}
