import type { JobId } from '../../lineage/records';
import type { ArtifactId } from '../../versioning/records';
import type { SnapshotView, Workspace } from '../core/workspace';
import { pairTestSets } from './pairTestSets';

/** Two versions whose rows should not be the same, and why they are thought to be a test set and its training set. */
export interface LeakagePair {
  readonly training: SnapshotView;
  readonly test: SnapshotView;
  readonly why: 'purpose' | 'name';
}

/**
 * Test sets with their training sets: what one job, or jobs about one model, read for evaluation and for training; and artifacts that
 * are called so. Only tables. Of an artifact the version that the latest run read for it, else its latest.
 */
export function leakagePairs(workspace: Workspace): readonly LeakagePair[] {
  const pairs = new Map<string, LeakagePair>();
  const note = (training: SnapshotView | null, test: SnapshotView | null, why: LeakagePair['why']): void => {
    if (!training || !test || training.artifactId === test.artifactId) return;
    const key = JSON.stringify([training.snapshot.id, test.snapshot.id]);
    if (!pairs.has(key)) pairs.set(key, { training, test, why });
  };
  const purposes = purposesIn(workspace);
  for (const [job, learned] of purposes.training)
    for (const evaluator of evaluatorsOf(purposes, job))
      for (const test of purposes.evaluation.get(evaluator) ?? [])
        for (const data of learned)
          note(versionRead(workspace, job, data), versionRead(workspace, evaluator, test), 'purpose');
  const byName = new Map(
    [...workspace.artifacts.values()].map((artifact) => [
      JSON.stringify([artifact.namespace, artifact.name]),
      artifact,
    ]),
  );
  for (const [namespace, names] of namesByNamespace(workspace))
    for (const pair of pairTestSets(names)) {
      const at = (name: string) =>
        latestTable(byName.get(JSON.stringify([namespace, name]))?.snapshots ?? []);
      note(at(pair.training), at(pair.test), 'name');
    }
  return [...pairs.values()];
}

type ByJob = ReadonlyMap<JobId, ReadonlySet<ArtifactId>>;

interface Purposes {
  /** What jobs read for training, and for evaluation. */
  readonly training: ByJob;
  readonly evaluation: ByJob;
  /** What the jobs write that train. */
  readonly written: ByJob;
  /** The jobs that evaluate, by what they read. */
  readonly evaluators: ReadonlyMap<ArtifactId, ReadonlySet<JobId>>;
}

function purposesIn({ observations }: Workspace): Purposes {
  const found = {
    training: new Map<JobId, Set<ArtifactId>>(),
    evaluation: new Map<JobId, Set<ArtifactId>>(),
    written: new Map<JobId, Set<ArtifactId>>(),
    evaluators: new Map<ArtifactId, Set<JobId>>(),
  };
  for (const { role, purpose, jobId, artifactId } of observations)
    if (role === 'input' && (purpose === 'training' || purpose === 'evaluation'))
      add(found[purpose], jobId, artifactId);
  if (found.training.size === 0 || found.evaluation.size === 0) return found;
  for (const { role, jobId, artifactId } of observations) {
    if (role === 'output' && found.training.has(jobId)) add(found.written, jobId, artifactId);
    if (role === 'input' && found.evaluation.has(jobId)) add(found.evaluators, artifactId, jobId);
  }
  return found;
}

function add<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}

/** A job that trains, where it evaluates too, and the jobs that evaluate what it wrote. */
function evaluatorsOf({ evaluation, written, evaluators }: Purposes, job: JobId): ReadonlySet<JobId> {
  const found = new Set<JobId>(evaluation.has(job) ? [job] : []);
  for (const artifact of written.get(job) ?? [])
    for (const evaluator of evaluators.get(artifact) ?? []) found.add(evaluator);
  return found;
}

/** The version that the latest run of a job read of an artifact, else the artifact's latest. */
function versionRead(workspace: Workspace, job: JobId, artifactId: ArtifactId): SnapshotView | null {
  for (const { inputs } of workspace.jobs.get(job)?.runs.toReversed() ?? []) {
    const id = inputs.find((input) => input.artifactId === artifactId)?.snapshotId;
    const version = id ? workspace.snapshots.get(id) : undefined;
    if (version?.reading) return version;
  }
  return latestTable(workspace.artifacts.get(artifactId)?.snapshots ?? []);
}

function latestTable(versions: readonly SnapshotView[]): SnapshotView | null {
  return versions.findLast(({ reading }) => reading !== null) ?? null;
}

function namesByNamespace({ artifacts }: Workspace): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { namespace, name } of artifacts.values()) {
    const known = names.get(namespace);
    if (known) known.push(name);
    else names.set(namespace, [name]);
  }
  return names;
}
