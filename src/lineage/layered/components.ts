/** Connected components of a graph, whatever the edges' direction; each with its nodes ascending, by its first node. */
export function connectedComponents(
  nodeCount: number,
  from: Int32Array,
  to: Int32Array,
): readonly (readonly number[])[] {
  const parent = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  for (let edge = 0; edge < from.length; edge++) {
    const a = rootOf(from[edge]!);
    const b = rootOf(to[edge]!);
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const members = new Map<number, number[]>();
  for (let node = 0; node < nodeCount; node++) {
    const root = rootOf(node);
    const known = members.get(root);
    if (known) known.push(node);
    else members.set(root, [node]);
  }
  return [...members.values()];
}
