import { groupEdges } from '../adjacency';

/** Edges of a graph by their ends. */
export interface EdgeEnds {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** A version takes no more edges than this from another. */
const mostBorrowed = 16;

/**
 * The edges, and behind them those that versions without any borrow: of the nearest version of the same thing before them that has some, else
 * after them. They are laid by these, so that they stand beside it, and nothing is drawn for them. Rule [L29].
 */
export function withBorrowedEdges(
  nodeCount: number,
  edges: EdgeEnds,
  series: readonly number[] | undefined,
): EdgeEnds {
  if (!series) return edges;
  const { from, to } = edges;
  const down = groupEdges(nodeCount, from, to);
  const up = groupEdges(nodeCount, to, from);
  const isLinked = (node: number): boolean =>
    down.starts[node] !== down.starts[node + 1] || up.starts[node] !== up.starts[node + 1];
  const borrowedFrom: number[] = [];
  const borrowedTo: number[] = [];
  for (const [node, lender] of lendersOf(series, isLinked)) {
    const before = up.neighbours.subarray(up.starts[lender], up.starts[lender + 1]);
    const after = down.neighbours.subarray(down.starts[lender], down.starts[lender + 1]);
    for (const other of before.subarray(0, mostBorrowed)) {
      borrowedFrom.push(other);
      borrowedTo.push(node);
    }
    for (const other of after.subarray(0, mostBorrowed)) {
      borrowedFrom.push(node);
      borrowedTo.push(other);
    }
  }
  if (borrowedFrom.length === 0) return edges;
  return { from: Int32Array.from([...from, ...borrowedFrom]), to: Int32Array.from([...to, ...borrowedTo]) };
}

/** By version without edges, the one that it borrows from. */
function lendersOf(
  series: readonly number[],
  isLinked: (node: number) => boolean,
): ReadonlyMap<number, number> {
  const lenders = new Map<number, number>();
  const look = (nodes: readonly number[]): void => {
    const last = new Map<number, number>();
    for (const node of nodes) {
      const of = series[node]!;
      if (of === -1) continue;
      if (isLinked(node)) last.set(of, node);
      else if (!lenders.has(node) && last.has(of)) lenders.set(node, last.get(of)!);
    }
  };
  const nodes = [...series.keys()];
  look(nodes);
  look(nodes.reverse());
  return lenders;
}
