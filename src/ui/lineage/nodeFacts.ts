import type { GraphNode, GroupNode, NodeKey } from '../../lineage/graph';
import type {
  ArtifactView,
  JobView,
  RunView,
  SnapshotView,
  Workspace,
} from '../../operations/core/workspace';
import type { JobId, RunId } from '../../lineage/records';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import type { NodeKind } from '../shared/kindNames';

/** A node's records, joined: what cards, lists, search and the inspector say of it. */
export type NodeSubject =
  | {
      readonly type: 'artifact';
      readonly key: NodeKey;
      readonly artifact: ArtifactView;
      readonly snapshot: SnapshotView | null;
    }
  | {
      readonly type: 'snapshot';
      readonly key: NodeKey;
      readonly artifact: ArtifactView;
      readonly snapshot: SnapshotView;
    }
  | { readonly type: 'job'; readonly key: NodeKey; readonly job: JobView }
  | { readonly type: 'run'; readonly key: NodeKey; readonly job: JobView; readonly run: RunView };

/** Null for a group, and where the workspace no longer has what the key names. An artifact comes with its latest version. */
export function subjectOf(workspace: Workspace, node: GraphNode | GroupNode): NodeSubject | null {
  switch (node.type) {
    case 'group':
      return null;
    case 'artifact': {
      const artifact = workspace.artifacts.get(node.artifactId);
      return artifact
        ? { type: 'artifact', key: node.key, artifact, snapshot: artifact.snapshots.at(-1) ?? null }
        : null;
    }
    case 'snapshot': {
      const artifact = workspace.artifacts.get(node.artifactId);
      const snapshot = workspace.snapshots.get(node.snapshotId);
      return artifact && snapshot ? { type: 'snapshot', key: node.key, artifact, snapshot } : null;
    }
    case 'job': {
      const job = workspace.jobs.get(node.jobId);
      return job ? { type: 'job', key: node.key, job } : null;
    }
    case 'run': {
      const job = workspace.jobs.get(node.jobId);
      const run = workspace.runs.get(node.runId);
      return job && run ? { type: 'run', key: node.key, job, run } : null;
    }
  }
}

export function kindOf(subject: NodeSubject): NodeKind {
  return 'artifact' in subject ? subject.artifact.artifact.kind : subject.type;
}

export function titleOf(subject: NodeSubject): string {
  switch (subject.type) {
    case 'artifact':
    case 'snapshot':
      return subject.artifact.name;
    case 'job':
    case 'run':
      return subject.job.job.name;
  }
}

/** The run that made a snapshot: the latest that names it as an output. */
export function makerOf(workspace: Workspace, snapshotId: SnapshotId): RunView | null {
  return makersIn(workspace).get(snapshotId) ?? null;
}

/** The metrics of the run that made a model's snapshot, as its card shows them. */
export function metricsOf(
  workspace: Workspace,
  subject: NodeSubject,
): readonly (readonly [string, number])[] {
  if (subject.type === 'run') return Object.entries(subject.run.run.metrics);
  if (subject.type === 'job' || subject.artifact.artifact.kind !== 'model' || !subject.snapshot) return [];
  return Object.entries(makerOf(workspace, subject.snapshot.snapshot.id)?.run.metrics ?? {});
}

const makersByWorkspace = new WeakMap<Workspace, ReadonlyMap<SnapshotId, RunView>>();

function makersIn(workspace: Workspace): ReadonlyMap<SnapshotId, RunView> {
  const known = makersByWorkspace.get(workspace);
  if (known) return known;
  const makers = new Map<SnapshotId, RunView>();
  for (const run of workspace.runs.values()) {
    for (const output of run.outputs) {
      if (output.snapshotId === null) continue;
      const earlier = makers.get(output.snapshotId);
      if (!earlier || earlier.time <= run.time) makers.set(output.snapshotId, run);
    }
  }
  makersByWorkspace.set(workspace, makers);
  return makers;
}

/** The same thing in the other graph: an artifact and its latest (or given) version, a job and its last run. */
export function counterpartOf(
  workspace: Workspace,
  key: NodeKey,
  to: 'definition' | 'version',
  preferred: SnapshotId | undefined,
): NodeKey | null {
  const [type, id] = splitKey(key);
  if (to === 'definition') {
    if (type === 'snapshot') {
      const artifactId = workspace.snapshots.get(id as SnapshotId)?.artifactId;
      return artifactId === undefined ? null : `artifact:${artifactId}`;
    }
    if (type === 'run') {
      const run = workspace.runs.get(id as RunId);
      return run ? `job:${run.job.id}` : null;
    }
    return key;
  }
  if (type === 'artifact') {
    const artifact = workspace.artifacts.get(id as ArtifactId);
    if (!artifact) return null;
    const chosen =
      artifact.snapshots.find((view) => view.snapshot.id === preferred) ?? artifact.snapshots.at(-1);
    return chosen ? `snapshot:${chosen.snapshot.id}` : key;
  }
  if (type === 'job') {
    const last = workspace.jobs.get(id as JobId)?.runs.at(-1);
    return last ? `run:${last.run.id}` : null;
  }
  return key;
}

export function splitKey(key: NodeKey): readonly [(GraphNode | GroupNode)['type'], string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon) as (GraphNode | GroupNode)['type'], key.slice(colon + 1)];
}

/** A node's name with its version or run, as sentences use it: `trips v6`. */
export function nameOfKey(workspace: Workspace, key: NodeKey): string {
  const [type, id] = splitKey(key);
  switch (type) {
    case 'group':
      return id;
    case 'artifact':
      return workspace.artifacts.get(id as ArtifactId)?.name ?? id;
    case 'snapshot': {
      const view = workspace.snapshots.get(id as SnapshotId);
      const name = view && workspace.artifacts.get(view.artifactId)?.name;
      return view && name !== undefined ? `${name} v${view.snapshot.sequence}` : id;
    }
    case 'job':
      return workspace.jobs.get(id as JobId)?.job.name ?? id;
    case 'run': {
      const view = workspace.runs.get(id as RunId);
      return view ? `run ${id.slice(0, 4)} of ${view.job.name}` : id;
    }
  }
}
