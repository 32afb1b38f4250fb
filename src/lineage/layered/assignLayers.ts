import { groupEdges } from '../adjacency';

/**
 * A layer for each node of an acyclic connected graph, from 0, so that every edge goes to a higher one and edges are
 * short: the longest path first, then nodes move within their room towards the side on which they have more edges.
 */
export function assignLayers(nodeCount: number, from: Int32Array, to: Int32Array): Int32Array {
  const successors = groupEdges(nodeCount, from, to);
  const predecessors = groupEdges(nodeCount, to, from);
  const order = topologicalOrder(nodeCount, successors.starts, successors.neighbours, predecessors.starts);
  const layer = new Int32Array(nodeCount);
  const earliest = (node: number): number => {
    let least = 0;
    for (let place = predecessors.starts[node]!; place < predecessors.starts[node + 1]!; place++) {
      least = Math.max(least, layer[predecessors.neighbours[place]!]! + 1);
    }
    return least;
  };
  const latest = (node: number): number => {
    let most = Infinity;
    for (let place = successors.starts[node]!; place < successors.starts[node + 1]!; place++) {
      most = Math.min(most, layer[successors.neighbours[place]!]! - 1);
    }
    return most;
  };
  for (const node of order) layer[node] = earliest(node);
  let best = layer.slice();
  let bestLength = totalLength(layer, from, to);
  for (let round = 0; round < maxRounds; round++) {
    for (let at = nodeCount - 1; at >= 0; at--) {
      const node = order[at]!;
      const outgoing = successors.starts[node + 1]! - successors.starts[node]!;
      const incoming = predecessors.starts[node + 1]! - predecessors.starts[node]!;
      if (outgoing > 0 && outgoing >= incoming) layer[node] = latest(node);
    }
    for (const node of order) {
      const outgoing = successors.starts[node + 1]! - successors.starts[node]!;
      const incoming = predecessors.starts[node + 1]! - predecessors.starts[node]!;
      if (incoming > 0 && incoming > outgoing) layer[node] = earliest(node);
    }
    const length = totalLength(layer, from, to);
    if (length >= bestLength) break;
    bestLength = length;
    best = layer.slice();
  }
  return fromZero(best);
}

const maxRounds = 16;

function fromZero(layer: Int32Array): Int32Array {
  let least = Infinity;
  for (const value of layer) if (value < least) least = value;
  return layer.map((value) => value - least);
}

function totalLength(layer: Int32Array, from: Int32Array, to: Int32Array): number {
  let total = 0;
  for (let edge = 0; edge < from.length; edge++) total += layer[to[edge]!]! - layer[from[edge]!]!;
  return total;
}

/** Kahn's order, sources by index. */
export function topologicalOrder(
  nodeCount: number,
  starts: Int32Array,
  neighbours: Int32Array,
  predecessorStarts: Int32Array,
): Int32Array {
  const open = new Int32Array(nodeCount);
  const order = new Int32Array(nodeCount);
  let length = 0;
  for (let node = 0; node < nodeCount; node++) {
    open[node] = predecessorStarts[node + 1]! - predecessorStarts[node]!;
    if (open[node] === 0) order[length++] = node;
  }
  for (let head = 0; head < length; head++) {
    const node = order[head]!;
    for (let place = starts[node]!; place < starts[node + 1]!; place++) {
      const neighbour = neighbours[place]!;
      if (--open[neighbour]! === 0) order[length++] = neighbour;
    }
  }
  return order;
}
