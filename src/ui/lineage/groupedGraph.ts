import type { DrawnGraph, GraphNode, GroupNode, LineageGraph, NodeKey } from '../../lineage/graph';
import { type GroupTree, groupNodes, type NodeGroup } from '../../lineage/groups';
import type { Workspace } from '../../operations/core/workspace';
import { fileNamespace } from '../../operations/taking/snapshotUnit';
import { type ShownEdge, type ShownGraph, strongestOrigin } from './shownGraph';

/** Past this many nodes a graph opens on groups. */
export const mostUngrouped = 200;

/** The groups of a workspace's graph: by namespace and folder, and versions by what they are of. */
export function groupsOf(workspace: Workspace, graph: LineageGraph): GroupTree {
  return groupNodes(graph.nodes.map((node) => pathOf(workspace, node)));
}

function pathOf(workspace: Workspace, node: GraphNode): readonly string[] {
  if (node.type === 'artifact' || node.type === 'snapshot') {
    const artifact = workspace.artifacts.get(node.artifactId);
    const path = artifact ? partsOf(artifact.namespace, artifact.name) : [node.artifactId];
    return node.type === 'artifact' ? path : [...path, node.snapshotId];
  }
  const job = workspace.jobs.get(node.jobId)?.job;
  const path = job ? partsOf(job.namespace, job.name) : [node.jobId];
  return node.type === 'job' ? path : [...path, node.runId];
}

/** A namespace with the parts of a name: folders, or what dots part where it is no path. */
function partsOf(namespace: string, name: string): readonly string[] {
  const isPath = namespace === fileNamespace || name.includes('/');
  const parts = name.split(isPath ? '/' : '.').filter((part) => part !== '');
  return [namespace, ...(parts.length === 0 ? [name] : parts)];
}

/** The groups around a node or group, from the innermost one. */
export function groupsAround(tree: GroupTree, index: number): readonly NodeGroup[] {
  const around: NodeGroup[] = [];
  for (let group = tree.groupOf[index] ?? null; group !== null; group = group.parent) around.push(group);
  return around;
}

/** The outermost group of a node that is not open; null where the node itself is drawn. */
function closedGroup(tree: GroupTree, index: number, opened: ReadonlySet<string>): NodeGroup | null {
  return groupsAround(tree, index).findLast(({ key }) => !opened.has(key)) ?? null;
}

/** What is shown with each closed group as one node, and the links between two drawn nodes as one. */
export function withGroups(shown: ShownGraph, tree: GroupTree, opened: ReadonlySet<string>): ShownGraph {
  const { nodes, drawnOf } = drawnNodes(shown, tree, opened);
  const edges = bundledEdges(shown, drawnOf, nodes.length);
  const graph = graphOf(shown.graph.kind, nodes, edges);
  return {
    ...shown,
    graph,
    nodes: nodes.map((_, index) => index),
    placeOf: Int32Array.from(nodes, (_, index) => index),
    edges,
  };
}

/** The nodes to draw in the order of their first members, and for each shown place which of them it is in. */
function drawnNodes(shown: ShownGraph, tree: GroupTree, opened: ReadonlySet<string>) {
  const groupAt = shown.nodes.map((index) => closedGroup(tree, index, opened));
  const members = new Map<NodeGroup, number[]>();
  groupAt.forEach((group, place) => {
    if (!group) return;
    const index = shown.nodes[place] ?? -1;
    const known = members.get(group);
    if (known) known.push(index);
    else members.set(group, [index]);
  });
  const nodes: (GraphNode | GroupNode)[] = [];
  const numbers = new Map<NodeGroup, number>();
  const drawnOf = groupAt.map((group, place) => {
    const inside = group && (members.get(group) ?? []);
    const node = shown.graph.nodes[shown.nodes[place] ?? -1];
    if (group === null || inside === null || inside.length < 2) return node ? nodes.push(node) - 1 : -1;
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, nodes.length);
    return nodes.push({ key: group.key, type: 'group', name: group.name, members: inside }) - 1;
  });
  return { nodes, drawnOf };
}

function bundledEdges(shown: ShownGraph, drawnOf: readonly number[], nodeCount: number): ShownEdge[] {
  const bundles = new Map<number, ShownEdge[]>();
  for (const edge of shown.edges) {
    const [from, to] = [drawnOf[edge.from] ?? -1, drawnOf[edge.to] ?? -1];
    if (from === to) continue;
    const key = from * nodeCount + to;
    const known = bundles.get(key);
    if (known) known.push(edge);
    else bundles.set(key, [edge]);
  }
  return [...bundles].map(([key, links]): ShownEdge => {
    const [from, to] = [Math.floor(key / nodeCount), key % nodeCount];
    const [first] = links;
    if (links.length === 1 && first) return { ...first, from, to };
    const said = [...new Set(links.flatMap(({ origins }) => origins))];
    return {
      id: `b${from}-${to}`,
      from,
      to,
      origin: said.length === 0 ? 'declared' : strongestOrigin(said),
      origins: said,
      via: 0,
      edgeIndex: null,
      count: links.length,
    };
  });
}

function graphOf(
  kind: DrawnGraph['kind'],
  nodes: DrawnGraph['nodes'],
  edges: readonly ShownEdge[],
): DrawnGraph {
  const outgoing = nodes.map((): number[] => []);
  const incoming = nodes.map((): number[] => []);
  edges.forEach(({ from, to }, index) => {
    outgoing[from]?.push(index);
    incoming[to]?.push(index);
  });
  return {
    kind,
    nodes,
    edges: edges.map(({ from, to, origins }) => ({ from, to, origins })),
    indexOf: new Map<NodeKey, number>(nodes.map(({ key }, index) => [key, index])),
    outgoing,
    incoming,
  };
}
