import type { LineageGraph, NodeKey } from '../../lineage/graph';
import type { GroupTree, NodeGroup } from '../../lineage/groups';
import { groupsAround } from './groupedGraph';
import { selectNode } from './lineageMoves';
import { type LineageSearch, without } from './lineageSearch';

/** How a view groups its nodes, and which groups are open. */
export interface Grouping {
  readonly graph: LineageGraph;
  readonly tree: GroupTree | null;
  readonly opened: ReadonlySet<string>;
}

/** Opens a group, and selects the first node or group within it; the same search where there is no such group. */
export function openGroup(
  search: LineageSearch,
  { graph, tree, opened }: Grouping,
  key: NodeKey,
): LineageSearch {
  const group = tree?.byKey.get(key);
  if (!tree || !group) return search;
  const first = firstWithin(tree, group, (index) => graph.nodes[index]?.key ?? null);
  const next = { ...without(search, 'select', 'tab', 'version'), open: [...opened, key] };
  return first === null ? next : { ...next, select: first, inspector: 'closed' };
}

/** Closes a group with all within it, and selects it. */
export function closeGroup(
  search: LineageSearch,
  opened: ReadonlySet<string>,
  tree: GroupTree,
  group: NodeGroup,
): LineageSearch {
  const isWithin = (key: string) => {
    for (let at = tree.byKey.get(key) ?? null; at !== null; at = at.parent) if (at === group) return true;
    return false;
  };
  const open = [...opened].filter((key) => !isWithin(key));
  const kept = selectNode(without(search, 'open', 'tab', 'inspector'), group.key);
  return { ...kept, ...(open.length > 0 && { open }) };
}

/** The innermost open group around what is selected. */
export function openAround(
  tree: GroupTree,
  opened: ReadonlySet<string>,
  select: NodeKey | undefined,
  index: number | undefined,
): NodeGroup | null {
  const selected = select === undefined ? undefined : tree.byKey.get(select);
  const around = selected ? chainFrom(selected.parent) : index === undefined ? [] : groupsAround(tree, index);
  return around.find(({ key }) => opened.has(key)) ?? null;
}

/** The first node or group directly in a group. */
function firstWithin(
  tree: GroupTree,
  group: NodeGroup,
  keyOf: (index: number) => NodeKey | null,
): NodeKey | null {
  const [member] = group.members;
  if (member === undefined) return null;
  const inner = groupsAround(tree, member).find(({ parent }) => parent === group);
  return inner?.key ?? keyOf(member);
}

/** The groups that an address opens: those that it names, and those around what it selects. */
export function openedGroups(
  tree: GroupTree,
  open: readonly string[],
  select: NodeKey | undefined,
  index: number | undefined,
): ReadonlySet<string> {
  const selected = select === undefined ? undefined : tree.byKey.get(select);
  const around = selected ? chainFrom(selected.parent) : index === undefined ? [] : groupsAround(tree, index);
  return new Set([...open.filter((key) => tree.byKey.has(key)), ...around.map(({ key }) => key)]);
}

function chainFrom(group: NodeGroup | null): NodeGroup[] {
  const chain: NodeGroup[] = [];
  for (let at = group; at !== null; at = at.parent) chain.push(at);
  return chain;
}
