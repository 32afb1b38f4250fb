import type { SnapshotView, Workspace } from '../../operations/core/workspace';

/** The version that a version came after; null for the first. */
export function parentOf({ snapshot }: SnapshotView, workspace: Workspace): SnapshotView | null {
  const [parentId] = snapshot.parents;
  return (parentId === undefined ? undefined : workspace.snapshots.get(parentId)) ?? null;
}
