import type { RunView, SnapshotView, Workspace } from '../../operations/workspace';
import type { NodeKey } from '../../lineage/graph';
import { traverse } from '../../lineage/traverse';
import { makerOf } from '../lineage/nodeFacts';
import type { SnapshotId } from '../../versioning/records';

/** TEMPORARY until operations has the queries. */
export interface TracedSnapshot {
  readonly view: SnapshotView;
  readonly hops: number;
}

export function snapshotsBehind(workspace: Workspace, id: SnapshotId): TracedSnapshot[] {
  return traced(workspace, `snapshot:${id}`, 'upstream');
}

export function snapshotsAfter(workspace: Workspace, id: SnapshotId): TracedSnapshot[] {
  return traced(workspace, `snapshot:${id}`, 'downstream');
}

function traced(workspace: Workspace, key: NodeKey, direction: 'upstream' | 'downstream'): TracedSnapshot[] {
  const graph = workspace.graph('version');
  const { nodes, hops } = traverse(graph, graph.indexOf.get(key) ?? -1, direction);
  const found: TracedSnapshot[] = [];
  for (const index of nodes.subarray(1)) {
    const node = graph.nodes[index];
    const view = node?.type === 'snapshot' ? workspace.snapshots.get(node.snapshotId) : undefined;
    if (view) found.push({ view, hops: hops[index] ?? 0 });
  }
  return found;
}

/** One link of the chain: a version and the run that made it, if one is known. */
export interface ProvenanceStep {
  readonly view: SnapshotView;
  readonly maker: RunView | null;
  readonly depth: number;
}

/** The version first, then what it was made from, breadth first, each once. */
export function provenanceSteps(workspace: Workspace, start: readonly SnapshotId[]): ProvenanceStep[] {
  const steps: ProvenanceStep[] = [];
  const seen = new Set<SnapshotId>(start);
  let frontier = [...start];
  for (let depth = 0; frontier.length > 0; depth += 1) {
    const next: SnapshotId[] = [];
    for (const id of frontier) {
      const view = workspace.snapshots.get(id);
      if (!view) continue;
      const maker = makerOf(workspace, id);
      steps.push({ view, maker, depth });
      for (const input of maker?.inputs ?? []) {
        if (input.snapshotId === null || seen.has(input.snapshotId)) continue;
        seen.add(input.snapshotId);
        next.push(input.snapshotId);
      }
    }
    frontier = next;
  }
  return steps;
}
