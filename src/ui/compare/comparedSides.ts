import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { CompareSearch } from './compareSearch';

/** Two versions to compare, or why there are none. */
export type Sides =
  | { readonly kind: 'both'; readonly reference: SnapshotView; readonly current: SnapshotView }
  | { readonly kind: 'noTables' }
  /** The only version of a table that there is. */
  | { readonly kind: 'oneVersion'; readonly only: SnapshotView }
  /** The link names a version that is not in the workspace. */
  | { readonly kind: 'missing'; readonly side: 'reference' | 'current' };

/** The two that the search names; where it does not, the current one's parent against it, and the latest of all tables as the current one. */
export function comparedSides(workspace: Workspace, search: CompareSearch): Sides {
  const tables = tableSnapshots(workspace);
  if (search.current !== undefined && !workspace.snapshots.has(search.current))
    return { kind: 'missing', side: 'current' };
  if (search.reference !== undefined && !workspace.snapshots.has(search.reference)) {
    return { kind: 'missing', side: 'reference' };
  }
  const named = search.current === undefined ? undefined : workspace.snapshots.get(search.current);
  const reference = search.reference === undefined ? undefined : workspace.snapshots.get(search.reference);
  const current =
    named ??
    (reference && latestOf(workspace, reference)) ??
    latestWithParent(workspace, tables) ??
    tables[0];
  if (!current) return { kind: 'noTables' };
  const before = reference ?? parentOf(workspace, current) ?? tables.find((view) => view !== current);
  return before ? { kind: 'both', reference: before, current } : { kind: 'oneVersion', only: current };
}

/** Versions that were read as tables, latest first. */
export function tableSnapshots(workspace: Workspace): readonly SnapshotView[] {
  return [...workspace.snapshots.values()]
    .filter((view) => view.reading !== null)
    .sort((left, right) => compareText(right.snapshot.createdAt, left.snapshot.createdAt));
}

/** What a version is called in a sentence about both: `v5`, or `trips.csv v5` where the artifacts differ. */
export function sideLabel(workspace: Workspace, side: SnapshotView, other: SnapshotView): string {
  const version = `v${side.snapshot.sequence}`;
  return side.artifactId === other.artifactId
    ? version
    : `${artifactOf(workspace, side)?.name ?? ''} ${version}`;
}

export function artifactOf(workspace: Workspace, view: SnapshotView): ArtifactView | undefined {
  return workspace.artifacts.get(view.artifactId);
}

/** The version a version was made from; else the one before it in its artifact. */
function parentOf(workspace: Workspace, view: SnapshotView): SnapshotView | undefined {
  for (const parent of view.snapshot.parents) {
    const found = workspace.snapshots.get(parent);
    if (found) return found;
  }
  return artifactOf(workspace, view)?.snapshots.findLast(
    ({ snapshot, reading }) => reading !== null && snapshot.sequence < view.snapshot.sequence,
  );
}

function latestOf(workspace: Workspace, view: SnapshotView): SnapshotView | undefined {
  return artifactOf(workspace, view)?.snapshots.findLast(
    (candidate) => candidate !== view && candidate.reading !== null,
  );
}

function latestWithParent(workspace: Workspace, tables: readonly SnapshotView[]): SnapshotView | undefined {
  return tables.find((view) => parentOf(workspace, view)?.reading != null);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
