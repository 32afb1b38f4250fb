import { buildGraph } from '../../lineage/buildGraph';
import type { GraphKind, LineageGraph } from '../../lineage/graph';
import type { JobId, Observation, RunId } from '../../lineage/records';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { ArtifactView, JobView, Workspace } from './workspace';

/** When each thing was there first: made, or told of by an event, whichever is earlier. An import tells of times before it. */
interface FirstSeen {
  readonly artifacts: ReadonlyMap<ArtifactId, Timestamp>;
  readonly snapshots: ReadonlyMap<SnapshotId, Timestamp>;
  readonly jobs: ReadonlyMap<JobId, Timestamp>;
  readonly runs: ReadonlyMap<RunId, Timestamp>;
}

/** The times at which a version or a run came, each once, ascending. */
export function momentsOf(workspace: Workspace): readonly Timestamp[] {
  const { snapshots, runs } = firstSeenIn(workspace);
  return [...new Set([...snapshots.values(), ...runs.values()])].sort();
}

/**
 * The workspace with nothing that came after `asOf`: later versions, runs and links are not there, and what came of them
 * neither. Names, notes and aliases are those of now.
 */
export function workspaceAsOf(workspace: Workspace, asOf: Timestamp): Workspace {
  const seen = firstSeenIn(workspace);
  const isThere = <K>(times: ReadonlyMap<K, Timestamp>, id: K): boolean => {
    const time = times.get(id);
    return time !== undefined && time <= asOf;
  };
  const observations = workspace.observations.filter(({ eventTime }) => eventTime <= asOf);
  const derivations = workspace.derivations.filter(({ eventTime }) => eventTime <= asOf);
  const snapshots = onlyThose(workspace.snapshots, (id) => isThere(seen.snapshots, id));
  const runs = onlyThose(workspace.runs, (id) => isThere(seen.runs, id));
  const artifacts = new Map<ArtifactId, ArtifactView>();
  for (const [id, view] of workspace.artifacts) {
    if (!isThere(seen.artifacts, id)) continue;
    const own = view.snapshots.filter(({ snapshot }) => snapshots.has(snapshot.id));
    artifacts.set(id, { ...view, snapshots: own });
  }
  const jobs = new Map<JobId, JobView>();
  for (const [id, view] of workspace.jobs) {
    if (isThere(seen.jobs, id))
      jobs.set(id, { ...view, runs: view.runs.filter(({ run }) => runs.has(run.id)) });
  }
  const graphs = new Map<GraphKind, LineageGraph>();
  return {
    ...workspace,
    artifacts,
    snapshots,
    jobs,
    runs,
    observations,
    derivations,
    graph(kind) {
      const graph =
        graphs.get(kind) ??
        buildGraph(kind, {
          artifacts: [...artifacts.values()].map(({ artifact }) => artifact),
          snapshots: [...snapshots.values()].map(({ snapshot }) => snapshot),
          jobs: [...jobs.values()].map(({ job }) => job),
          runs: [...runs.values()].map(({ run }) => run),
          observations,
          derivations,
        });
      graphs.set(kind, graph);
      return graph;
    },
    artifactNamed(namespace, name) {
      const found = workspace.artifactNamed(namespace, name);
      return found && artifacts.get(found.artifact.id);
    },
  };
}

function onlyThose<K, V>(all: ReadonlyMap<K, V>, isWanted: (key: K) => boolean): Map<K, V> {
  return new Map([...all].filter(([key]) => isWanted(key)));
}

const known = new WeakMap<Workspace, FirstSeen>();

function firstSeenIn(workspace: Workspace): FirstSeen {
  const before = known.get(workspace);
  if (before) return before;
  const found = findFirstSeen(workspace);
  known.set(workspace, found);
  return found;
}

function findFirstSeen(workspace: Workspace): FirstSeen {
  const artifacts = new Map<ArtifactId, Timestamp>();
  const snapshots = new Map<SnapshotId, Timestamp>();
  const jobs = new Map<JobId, Timestamp>();
  const runs = new Map<RunId, Timestamp>();
  for (const { artifact } of workspace.artifacts.values()) note(artifacts, artifact.id, artifact.createdAt);
  for (const { snapshot } of workspace.snapshots.values()) {
    note(snapshots, snapshot.id, snapshot.createdAt);
    note(artifacts, snapshot.artifactId, snapshot.createdAt);
  }
  for (const { job } of workspace.jobs.values()) note(jobs, job.id, job.createdAt);
  for (const { run, time } of workspace.runs.values()) {
    note(runs, run.id, time);
    note(jobs, run.jobId, time);
  }
  for (const observation of workspace.observations)
    noteAll({ artifacts, snapshots, jobs, runs }, observation);
  return { artifacts, snapshots, jobs, runs };
}

function noteAll(
  times: { readonly [K in keyof FirstSeen]: Map<string, Timestamp> },
  { artifactId, snapshotId, jobId, runId, eventTime }: Observation,
): void {
  note(times.artifacts, artifactId, eventTime);
  note(times.jobs, jobId, eventTime);
  if (snapshotId !== null) note(times.snapshots, snapshotId, eventTime);
  if (runId !== null) note(times.runs, runId, eventTime);
}

function note<K>(times: Map<K, Timestamp>, id: K, time: Timestamp): void {
  const before = times.get(id);
  if (before === undefined || time < before) times.set(id, time);
}
