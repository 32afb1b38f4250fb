import { longestWindow } from '../../drift/baseline';
import { baselineBy } from '../../operations/comparing/baselineOf';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { SnapshotId } from '../../versioning/records';
import type { CompareSearch } from './compareSearch';

/** Two versions to compare, or why there are none. */
export type Sides =
  | {
      readonly kind: 'both';
      /** The earliest first; several are taken together. */
      readonly references: readonly SnapshotView[];
      /** The last of them. */
      readonly reference: SnapshotView;
      readonly current: SnapshotView;
      /** What the window is, `against v1–v3, without v2 (…)`; null where the reference is one version. */
      readonly window: string | null;
    }
  /** No version before the current one is a table that counts. */
  | { readonly kind: 'noWindow'; readonly current: SnapshotView; readonly words: string }
  | { readonly kind: 'noTables' }
  /** The only version of a table that there is. */
  | { readonly kind: 'oneVersion'; readonly only: SnapshotView }
  /** Nothing is like the current one by itself: a person says what it is compared with. */
  | { readonly kind: 'ask'; readonly current: SnapshotView }
  /** Tables of two artifacts with few columns in common: a person says whether they are compared. */
  | {
      readonly kind: 'unlike';
      readonly reference: SnapshotView;
      readonly current: SnapshotView;
      readonly sharedCount: number;
    }
  /** The link names a version that is not in the workspace. */
  | { readonly kind: 'missing'; readonly side: 'reference' | 'current' };

/**
 * The two that the search names; where it does not, the current one's parent against it, and as the current one what was looked at
 * last, else the latest of all tables.
 */
export function comparedSides(
  workspace: Workspace,
  search: CompareSearch,
  lastLooked: SnapshotId | null = null,
): Sides {
  const tables = tableSnapshots(workspace);
  if (search.current !== undefined && !workspace.snapshots.has(search.current))
    return { kind: 'missing', side: 'current' };
  if (search.reference !== undefined && !workspace.snapshots.has(search.reference)) {
    return { kind: 'missing', side: 'reference' };
  }
  const named = search.current === undefined ? undefined : workspace.snapshots.get(search.current);
  const reference = search.reference === undefined ? undefined : workspace.snapshots.get(search.reference);
  const looked = lastLooked === null ? undefined : tables.find(({ snapshot }) => snapshot.id === lastLooked);
  // The first version of a table is what the latest is compared with.
  const isFirst = looked !== undefined && !parentOf(workspace, looked);
  const current =
    named ??
    (reference && latestOf(workspace, reference)) ??
    (looked && isFirst ? (latestOf(workspace, looked) ?? looked) : looked) ??
    latestWithParent(workspace, tables) ??
    tables[0];
  if (!current) return { kind: 'noTables' };
  if (search.window !== undefined) return windowSides(workspace, current, search.window);
  const before =
    reference ??
    (looked && isFirst && named === undefined && looked !== current ? looked : parentOf(workspace, current));
  if (!before) return tables.length > 1 ? { kind: 'ask', current } : { kind: 'oneVersion', only: current };
  const sharedCount = sharedColumns(before, current);
  return search.unlike !== true && isUnlike(before, current, sharedCount)
    ? { kind: 'unlike', reference: before, current, sharedCount }
    : { kind: 'both', references: [before], reference: before, current, window: null };
}

function windowSides(workspace: Workspace, current: SnapshotView, count: number): Sides {
  const artifact = artifactOf(workspace, current);
  if (!artifact) return { kind: 'missing', side: 'current' };
  const { versions, words } = baselineBy(workspace, artifact, current, { kind: 'window', count });
  const reference = versions.at(-1);
  return reference
    ? { kind: 'both', references: versions, reference, current, window: words }
    : { kind: 'noWindow', current, words };
}

/** Tables of two artifacts are unlike where less than half of the columns of the narrower are in both. */
function isUnlike(reference: SnapshotView, current: SnapshotView, sharedCount: number): boolean {
  if (reference.artifactId === current.artifactId || !reference.reading || !current.reading) return false;
  return sharedCount * 2 < Math.min(reference.reading.columns.length, current.reading.columns.length);
}

function sharedColumns({ reading }: SnapshotView, current: SnapshotView): number {
  const names = new Set(reading?.columns.map(({ name }) => name));
  return current.reading?.columns.filter(({ name }) => names.has(name)).length ?? 0;
}

/** Versions that were read as tables, latest first. */
export function tableSnapshots(workspace: Workspace): readonly SnapshotView[] {
  return [...workspace.snapshots.values()]
    .filter((view) => view.reading !== null)
    .sort((left, right) => compareText(right.snapshot.createdAt, left.snapshot.createdAt));
}

/** How many versions a window before this one can have: 2, 3, 5 … up to all of them. */
export function windowChoices(workspace: Workspace, current: SnapshotView): readonly number[] {
  const artifact = artifactOf(workspace, current);
  if (!artifact) return [];
  const most = baselineBy(workspace, artifact, current, { kind: 'window', count: longestWindow }).versions
    .length;
  return [...new Set([2, 3, 5, 10, 20, most])]
    .filter((count) => count >= 2 && count <= most)
    .sort((a, b) => a - b);
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
