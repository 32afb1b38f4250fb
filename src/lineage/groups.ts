import { groupBy } from '../lib/groupBy';

/** Nodes of one folder, namespace or stretch of names, which a view can draw as one. */
export interface NodeGroup {
  /** Stable for the same names: the path of the group. */
  readonly key: `group:${string}`;
  /** The path in words, from the outermost part: `warehouse/raw`. */
  readonly name: string;
  readonly parent: NodeGroup | null;
  /** Groups within it; nodes that are in none of them are its own. */
  readonly groups: readonly NodeGroup[];
  /** All nodes in it, those of groups within it too, ascending. */
  readonly members: readonly number[];
}

/** Where each node stands among the groups. */
export interface GroupTree {
  readonly byKey: ReadonlyMap<string, NodeGroup>;
  /** By node: the innermost group; null for what stands alone. */
  readonly groupOf: readonly (NodeGroup | null)[];
}

/** At most about this many groups and nodes stand side by side at first, and in one group. */
const mostBeside = { atFirst: 30, within: 60 };

/** Where so few stand side by side, a group without folders is taken apart, too. */
const fewBeside = 3;

/**
 * Groups nodes by their paths (namespace, folders, name), so that few stand side by side: levels that all nodes share are left out, large
 * groups are taken apart while there is room, and what has no folders is grouped by the beginnings of its names or, at the least, by stretches
 * of their order. The same paths give the same groups. A group has at least two nodes.
 */
export function groupNodes(paths: readonly (readonly string[])[]): GroupTree {
  const all = paths.map((_, node) => node);
  let top = branchesOf(all, 0, [], paths, mostBeside.atFirst);
  for (;;) {
    const opened = top
      .filter((branch) => branch.nodes.length > Math.max(mostBeside.within, all.length / 10))
      .map((branch) => ({ branch, parts: partsOf(branch, paths) }))
      .filter(({ branch, parts }) => {
        const hasFolders = parts.some(({ depth }) => depth > branch.depth);
        const isRoom = parts.length > 1 && top.length - 1 + parts.length <= mostBeside.atFirst;
        return isRoom && (hasFolders || top.length <= fewBeside);
      })
      .sort((a, b) => b.branch.nodes.length - a.branch.nodes.length)[0];
    if (!opened) break;
    top = top.flatMap((branch) => (branch === opened.branch ? opened.parts : [branch]));
  }
  const byKey = new Map<string, NodeGroup>();
  const groupOf: (NodeGroup | null)[] = paths.map(() => null);
  for (const branch of top) addGroup(branch, null, paths, { byKey, groupOf });
  return { byKey, groupOf };
}

/** Nodes that belong together before they are a group; a single node is none. */
interface Branch {
  readonly trail: readonly string[];
  /** How many parts of their paths these nodes share. */
  readonly depth: number;
  readonly nodes: readonly number[];
}

function partsOf({ nodes, depth, trail }: Branch, paths: readonly (readonly string[])[]): readonly Branch[] {
  return branchesOf(nodes, depth, trail, paths, mostBeside.within);
}

function branchesOf(
  nodes: readonly number[],
  depth: number,
  trail: readonly string[],
  paths: readonly (readonly string[])[],
  most: number,
): readonly Branch[] {
  const own = nodes.filter((node) => depth >= paths[node]!.length - 1);
  const deeper = nodes.filter((node) => depth < paths[node]!.length - 1);
  const folders = groupBy(deeper, (node) => paths[node]![depth]!);
  if (folders.size === 1 && own.length === 0) {
    const [name] = [...folders.keys()];
    return branchesOf(nodes, depth + 1, [...trail, name!], paths, most);
  }
  const branches = [...folders].map(([name, inside]): Branch => ({
    trail: [...trail, name],
    depth: depth + 1,
    nodes: inside,
  }));
  const singles = own.map((node): Branch => ({ trail, depth, nodes: [node] }));
  const all = [...branches, ...singles];
  if (all.length <= most) return all;
  if (branches.length + 1 <= most / 2) return [...branches, ...byName(own, depth, trail, paths, most)];
  return stretches(all, depth, trail, paths, most);
}

/** Nodes without folders, by the first word of their names where that parts them well, else by stretches of the alphabet. */
function byName(
  nodes: readonly number[],
  depth: number,
  trail: readonly string[],
  paths: readonly (readonly string[])[],
  most: number,
): readonly Branch[] {
  const words = groupBy(nodes, (node) => firstWord(paths[node]!.at(-1)!));
  const largest = Math.max(...[...words.values()].map(({ length }) => length));
  if (words.size > 1 && words.size <= most && largest < nodes.length * 0.9) {
    return [...words].map(([word, inside]) => ({
      trail: inside.length > 1 ? [...trail, `${word}…`] : trail,
      depth,
      nodes: inside,
    }));
  }
  const singles = nodes.map((node): Branch => ({ trail, depth, nodes: [node] }));
  return stretches(singles, depth, trail, paths, most);
}

function firstWord(name: string): string {
  return /^[^\d_\-.\s]+[_\-.\s]?/.exec(name)?.[0] ?? name.slice(0, 1);
}

/** Equal stretches of what stands side by side, in the order of names; each says where it begins and ends. */
function stretches(
  branches: readonly Branch[],
  depth: number,
  trail: readonly string[],
  paths: readonly (readonly string[])[],
  most: number,
): readonly Branch[] {
  const nameOf = ({ trail: own, nodes }: Branch) =>
    nodes.length > 1 ? (own.at(-1) ?? '') : (paths[nodes[0]!]!.at(-1) ?? '');
  const sorted = branches
    .map((branch) => ({ branch, name: nameOf(branch) }))
    .sort((a, b) => compareNames(a.name, b.name) || a.branch.nodes[0]! - b.branch.nodes[0]!);
  const count = Math.min(most, Math.ceil(sorted.length / mostBeside.within));
  const size = Math.ceil(sorted.length / Math.max(2, count));
  const found: Branch[] = [];
  for (let begin = 0; begin < sorted.length; begin += size) {
    const part = sorted.slice(begin, begin + size);
    const name = `${part[0]!.name} … ${part.at(-1)!.name}`;
    const nodes = part.flatMap(({ branch }) => branch.nodes).sort((a, b) => a - b);
    found.push({ trail: [...trail, name], depth, nodes });
  }
  return found;
}

/** By UTF-16 units, with numbers in names by their value. */
function compareNames(a: string, b: string): number {
  const pattern = /\d+|\D+/g;
  const [ofA, ofB] = [a.match(pattern) ?? [], b.match(pattern) ?? []];
  for (let at = 0; at < Math.min(ofA.length, ofB.length); at++) {
    const [x, y] = [ofA[at]!, ofB[at]!];
    if (x === y) continue;
    const difference = Number(x) - Number(y);
    return Number.isNaN(difference) || difference === 0 ? (x < y ? -1 : 1) : difference;
  }
  return ofA.length - ofB.length;
}

interface Tree {
  readonly byKey: Map<string, NodeGroup>;
  readonly groupOf: (NodeGroup | null)[];
}

function addGroup(
  branch: Branch,
  parent: NodeGroup | null,
  paths: readonly (readonly string[])[],
  tree: Tree,
): NodeGroup | null {
  const { nodes, trail } = branch;
  if (nodes.length === 1) {
    tree.groupOf[nodes[0]!] = parent;
    return null;
  }
  const name = trail.length === 0 ? '…' : trail.filter((part) => part !== '').join('/');
  let key: NodeGroup['key'] = `group:${name}`;
  while (tree.byKey.has(key)) key = `${key}~`;
  const groups: NodeGroup[] = [];
  const group: NodeGroup = { key, name, parent, groups, members: nodes.toSorted((a, b) => a - b) };
  tree.byKey.set(key, group);
  for (const part of partsOf(branch, paths)) {
    const inner = part.nodes.length === nodes.length ? leavesOf(part) : [part];
    for (const each of inner) {
      const made = addGroup(each, group, paths, tree);
      if (made) groups.push(made);
    }
  }
  return group;
}

/** Nodes that nothing tells apart any further. */
function leavesOf({ nodes, depth, trail }: Branch): readonly Branch[] {
  return nodes.map((node) => ({ nodes: [node], depth, trail }));
}
