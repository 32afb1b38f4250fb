import { flatEdgesOf } from './adjacency';
import type { DrawnGraph } from './graph';
import { shortestPath, traverse } from './traverse';

/** A set of nodes that all precede themselves through each other, and one shortest cycle within it. */
export interface CycleGroup {
  /** Ascending. */
  readonly nodes: readonly number[];
  /** Node indexes along the edges, the first repeated last. */
  readonly cycle: readonly number[];
}

/** Every strongly connected component with a cycle, by its smallest node. Cycles are findings, not failures (I11). */
export function findCycleGroups(graph: DrawnGraph): readonly CycleGroup[] {
  const { component, count } = stronglyConnected(graph);
  const members: number[][] = Array.from({ length: count }, () => []);
  component.forEach((group, node) => members[group]?.push(node));
  const groups: CycleGroup[] = [];
  for (const nodes of members) {
    const first = nodes[0]!;
    const mayCycle =
      nodes.length > 1 || graph.outgoing[first]!.some((edge) => graph.edges[edge]!.to === first);
    const cycle = mayCycle ? cycleThrough(graph, first) : null;
    if (cycle) groups.push({ nodes, cycle });
  }
  return groups.sort((a, b) => (a.nodes[0] ?? 0) - (b.nodes[0] ?? 0));
}

/** The cycle that a new edge would close, as node indexes with the first repeated last; null where it closes none. */
export function wouldCycle(graph: DrawnGraph, from: number, to: number): readonly number[] | null {
  const back = shortestPath(graph, to, from);
  return back ? [from, ...back] : null;
}

/** One shortest cycle through a node, the first repeated last; null where there is none. */
export function cycleThrough(graph: DrawnGraph, node: number): readonly number[] | null {
  const { starts, neighbours } = flatEdgesOf(graph).downstream;
  const { hops } = traverse(graph, node, 'upstream');
  let next = -1;
  for (let place = starts[node]!; place < starts[node + 1]!; place++) {
    const neighbour = neighbours[place]!;
    if (hops[neighbour]! !== -1 && (next === -1 || hops[neighbour]! < hops[next]!)) next = neighbour;
  }
  const back = next === -1 ? null : shortestPath(graph, next, node);
  return back && [node, ...back];
}

/** Tarjan's strongly connected components without recursion: `component` by node, numbered against the edges' direction. */
export function stronglyConnected(graph: DrawnGraph): {
  readonly component: Int32Array;
  readonly count: number;
} {
  const { starts, neighbours } = flatEdgesOf(graph).downstream;
  return stronglyConnectedComponents(graph.nodes.length, starts, neighbours);
}

/** The same on flat arrays, for the layout. */
export function stronglyConnectedComponents(
  nodeCount: number,
  starts: Int32Array,
  neighbours: Int32Array,
): { readonly component: Int32Array; readonly count: number } {
  const component = new Int32Array(nodeCount).fill(-1);
  const order = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const next = starts.slice(0, nodeCount);
  const open = new Int32Array(nodeCount);
  const trail = new Int32Array(nodeCount);
  let openLength = 0;
  let visited = 0;
  let count = 0;
  for (let root = 0; root < nodeCount; root++) {
    if (order[root] !== -1) continue;
    let depth = 0;
    trail[0] = root;
    order[root] = low[root] = visited++;
    open[openLength++] = root;
    while (depth >= 0) {
      const node = trail[depth]!;
      if (next[node]! < starts[node + 1]!) {
        const neighbour = neighbours[next[node]!++]!;
        if (order[neighbour] === -1) {
          order[neighbour] = low[neighbour] = visited++;
          open[openLength++] = neighbour;
          trail[++depth] = neighbour;
        } else if (component[neighbour] === -1 && order[neighbour]! < low[node]!) {
          low[node] = order[neighbour]!;
        }
        continue;
      }
      if (low[node] === order[node]) {
        for (let member = -1; member !== node;) {
          member = open[--openLength]!;
          component[member] = count;
        }
        count++;
      }
      depth--;
      if (depth >= 0 && low[node]! < low[trail[depth]!]!) low[trail[depth]!] = low[node]!;
    }
  }
  return { component, count };
}
