import type { Steps } from '../../lib/steps';
import type { Derivation, GraphKind, LineageGraph } from '../../lineage/graph';
import type { GraphChange } from '../../lineage/incrementalGraph';
import type { JobId, RunId } from '../../lineage/records';
import type { ArtifactId, Manifest, SnapshotId } from '../../versioning/records';
import type { LiveRecords } from './liveRecords';
import type { ArtifactView, JobView, RunView, SnapshotView, Workspace } from './workspace';
import { nameKey } from './workspaceIndexes';

/** What is folded of a workspace, but its graphs. */
export interface WorkspaceViews {
  artifacts: ReadonlyMap<ArtifactId, ArtifactView>;
  snapshots: ReadonlyMap<SnapshotId, SnapshotView>;
  jobs: ReadonlyMap<JobId, JobView>;
  runs: ReadonlyMap<RunId, RunView>;
  manifests: ReadonlyMap<string, Manifest>;
  /** The artifact of each name, as `nameKey` writes it. */
  names: ReadonlyMap<string, ArtifactId>;
}

/** Of an empty workspace. */
export const noViews: WorkspaceViews = {
  artifacts: new Map(),
  snapshots: new Map(),
  jobs: new Map(),
  runs: new Map(),
  manifests: new Map(),
  names: new Map(),
};

/** The workspace that these views make up. */
export function workspaceOf(
  { names, ...views }: WorkspaceViews,
  graph: (kind: GraphKind) => LineageGraph,
  { observations, decisions, auditSequence, unreadable }: LiveRecords,
  derivations: readonly Derivation[],
): Workspace {
  return {
    ...views,
    observations,
    derivations,
    decisions,
    graph,
    artifactNamed(namespace, name) {
      const id = names.get(nameKey(namespace, name));
      return id && views.artifacts.get(id);
    },
    auditSequence,
    unreadable,
  };
}

/** Views that are folded between two stops: one of a job joins all of its runs. */
const viewsPerStep = 50;

/** Views in the order of their records; those that `fold` does not give are left out. */
export function* viewsOf<K, V>(
  records: readonly { readonly id: K }[],
  fold: (id: K) => V | undefined,
): Steps<Map<K, V>> {
  const views = new Map<K, V>();
  for (const { id } of records) {
    const view = fold(id);
    if (view !== undefined) views.set(id, view);
    if (views.size % viewsPerStep === 0) yield 0;
  }
  return views;
}

/** The views after some were folded again; in the order of their records. */
export function viewsAfter<K, V>(
  before: ReadonlyMap<K, V>,
  touched: ReadonlySet<K>,
  records: readonly { readonly id: K }[],
  fold: (id: K) => V | undefined,
): ReadonlyMap<K, V> {
  if (touched.size === 0) return before;
  const after = new Map(before);
  for (const id of touched) {
    const view = fold(id);
    if (view === undefined) after.delete(id);
    else after.set(id, view);
  }
  const fresh = [...touched].filter((id) => !before.has(id) && after.has(id));
  if (fresh.length === 0) return after;
  const last = records.slice(-fresh.length);
  if (last.every(({ id }) => touched.has(id) && !before.has(id))) {
    for (const { id } of last) {
      const view = after.get(id)!;
      after.delete(id);
      after.set(id, view);
    }
    return after;
  }
  const inOrder = new Map<K, V>();
  for (const { id } of records) {
    const view = after.get(id);
    if (view !== undefined) inOrder.set(id, view);
  }
  return inOrder;
}

/** Which of the touched artifacts say something else: what they are depends on more than their own records. */
export function artifactsChange(
  touched: ReadonlySet<ArtifactId>,
  before: WorkspaceViews['artifacts'],
  after: WorkspaceViews['artifacts'],
): GraphChange['artifacts'] {
  const of = (views: WorkspaceViews['artifacts']) =>
    [...touched].flatMap((id) => views.get(id)?.artifact ?? []);
  return { removed: of(before), added: of(after) };
}
