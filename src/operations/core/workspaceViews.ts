import type { GraphKind, LineageGraph } from '../../lineage/graph';
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
  { observations, auditSequence }: LiveRecords,
): Workspace {
  return {
    ...views,
    observations,
    graph,
    artifactNamed(namespace, name) {
      const id = names.get(nameKey(namespace, name));
      return id && views.artifacts.get(id);
    },
    auditSequence,
  };
}
