import type { LineageGraph, NodeKey } from '../../lineage/graph';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { SnapshotId } from '../../versioning/records';
import { type InspectorTab, inspectorTabs } from '../lineage/lineageSearch';
import { type NodeSubject, subjectOf } from '../lineage/nodeFacts';

/** The subject of the inspector; an artifact with the version that the link names, if it has it. */
export function inspectedSubject(
  workspace: Workspace,
  graph: LineageGraph,
  key: NodeKey,
  version: SnapshotId | undefined,
): NodeSubject | null {
  const node = graph.nodes[graph.indexOf.get(key) ?? -1];
  const subject = node ? subjectOf(workspace, node) : null;
  if (subject?.type !== 'artifact' || version === undefined) return subject;
  const chosen = subject.artifact.snapshots.find((view) => view.snapshot.id === version);
  return chosen ? { ...subject, snapshot: chosen } : subject;
}

export function tabsOf(subject: NodeSubject): readonly InspectorTab[] {
  switch (subject.type) {
    case 'artifact':
    case 'snapshot':
      return inspectorTabs;
    case 'job':
      return ['overview', 'runs', 'raw'];
    case 'run':
      return ['overview', 'provenance', 'reproducibility', 'raw'];
  }
}

/** The version before: the parent it names, else none. */
export function parentOf(workspace: Workspace, { snapshot }: SnapshotView): SnapshotView | null {
  const [parent] = snapshot.parents;
  return parent === undefined ? null : (workspace.snapshots.get(parent) ?? null);
}
