import { groupEdges } from '../adjacency';

/**
 * Turns round the edges that lead back to a node still open in a depth-first search, so that no cycle is left. Starts
 * at sources in index order; only edges within a strongly connected component can be turned.
 */
export function breakCycles(
  nodeCount: number,
  from: Int32Array,
  to: Int32Array,
): { readonly from: Int32Array; readonly to: Int32Array } {
  const { starts, neighbours, edges } = groupEdges(nodeCount, from, to);
  const incoming = new Int32Array(nodeCount);
  for (const node of to) incoming[node]!++;
  const state = new Uint8Array(nodeCount);
  const next = starts.slice(0, nodeCount);
  const trail = new Int32Array(nodeCount);
  const acyclic = { from: from.slice(), to: to.slice() };
  const visit = (root: number): void => {
    let depth = 0;
    trail[0] = root;
    state[root] = 1;
    while (depth >= 0) {
      const node = trail[depth]!;
      if (next[node]! === starts[node + 1]!) {
        state[node] = 2;
        depth--;
        continue;
      }
      const place = next[node]!++;
      const neighbour = neighbours[place]!;
      if (state[neighbour] === 0) {
        state[neighbour] = 1;
        trail[++depth] = neighbour;
      } else if (state[neighbour] === 1) {
        acyclic.from[edges[place]!] = neighbour;
        acyclic.to[edges[place]!] = node;
      }
    }
  };
  for (let node = 0; node < nodeCount; node++) if (incoming[node] === 0) visit(node);
  for (let node = 0; node < nodeCount; node++) if (state[node] === 0) visit(node);
  return acyclic;
}
