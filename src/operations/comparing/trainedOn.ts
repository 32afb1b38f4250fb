import type { JobId, Observation } from '../../lineage/records';
import type { ArtifactId } from '../../versioning/records';
import { runsThatWrote } from '../core/runsThatWrote';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';

/** A version that a model was trained on. */
export interface TrainingVersion {
  readonly data: SnapshotView;
  readonly model: SnapshotView;
}

/**
 * What the latest version of a model was trained on, of which that is known: a table that the run which wrote it read for
 * training. Where no link tells of a purpose, any table that the run read. Of several, that of `own` first, then the one that shares most
 * columns with it. Rule [D24].
 */
export function trainedOn(
  workspace: Workspace,
  model: ArtifactView,
  own: SnapshotView,
): TrainingVersion | null {
  for (const version of model.snapshots.toReversed()) {
    const found = trainingOf(workspace, version, own, false);
    if (found) return found;
  }
  return null;
}

/**
 * Of serving data, what the model that it is served to was trained on; null where it is none. Serving data is what a link of
 * the purpose `serving` says that a job reads. The model is another input of that job, in the version that the latest run had
 * which read `own`, else the latest run of all, else the model's latest; a link of the purpose `training` has to tell what it was trained on. Rule [D24].
 */
export function trainedOnForServing(workspace: Workspace, own: SnapshotView): TrainingVersion | null {
  const jobs = linksOf(workspace).serving.get(own.artifactId);
  if (!jobs) return null;
  for (const job of jobs) {
    for (const model of modelsServed(workspace, job, own)) {
      const found = trainingOf(workspace, model, own, true);
      if (found) return found;
    }
  }
  return null;
}

/** Whether a link of the purpose `serving` says that a job reads an artifact. */
export function isServed(workspace: Workspace, artifactId: ArtifactId): boolean {
  return linksOf(workspace).serving.has(artifactId);
}

/** Versions of what a job reads beside `own`'s artifact, those of the run that speaks most of it first. */
function* modelsServed(workspace: Workspace, job: JobId, own: SnapshotView): Generator<SnapshotView> {
  const view = workspace.jobs.get(job);
  const runs = view?.runs.toReversed() ?? [];
  const isOfOwn = ({ snapshotId }: Observation): boolean => snapshotId === own.snapshot.id;
  const [reading, others] = [
    runs.filter(({ inputs }) => inputs.some(isOfOwn)),
    runs.filter(({ inputs }) => !inputs.some(isOfOwn)),
  ];
  for (const { inputs } of [...reading, ...others]) {
    for (const { artifactId, snapshotId } of inputs) {
      const model = snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
      if (model && artifactId !== own.artifactId) yield model;
    }
  }
  for (const id of linksOf(workspace).read.get(job) ?? []) {
    if (id !== own.artifactId) yield* workspace.artifacts.get(id)?.snapshots.toReversed() ?? [];
  }
}

function trainingOf(
  workspace: Workspace,
  model: SnapshotView,
  own: SnapshotView,
  isPurposeNeeded: boolean,
): TrainingVersion | null {
  const { training } = linksOf(workspace);
  const read = runsThatWrote(workspace, model.snapshot.id).flatMap(({ job, inputs }) =>
    inputs.map((input) => ({
      snapshotId: input.snapshotId,
      isForTraining: training.get(job.id)?.has(input.artifactId) === true,
    })),
  );
  const isTold = isPurposeNeeded || read.some(({ isForTraining }) => isForTraining);
  const tables = read.flatMap(({ snapshotId, isForTraining }) => {
    const view = snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
    return view?.reading && (!isTold || isForTraining) ? [view] : [];
  });
  const data = tables.toSorted((a, b) => likeness(b, own) - likeness(a, own))[0];
  return data ? { data, model } : null;
}

/** Of its own artifact more than of any other; else how many columns have the same name. */
function likeness(view: SnapshotView, own: SnapshotView): number {
  if (view.artifactId === own.artifactId) return Infinity;
  const names = new Set(own.reading?.columns.map(({ name }) => name));
  return view.reading?.columns.filter(({ name }) => names.has(name)).length ?? 0;
}

interface Links {
  /** The jobs that read an artifact for serving. */
  readonly serving: ReadonlyMap<ArtifactId, ReadonlySet<JobId>>;
  /** What a job reads for training. */
  readonly training: ReadonlyMap<JobId, ReadonlySet<ArtifactId>>;
  /** All that a job reads, of those that serve. */
  readonly read: ReadonlyMap<JobId, ReadonlySet<ArtifactId>>;
}

const incrementalLinks = new WeakMap<readonly Observation[], Links>();

/** One walk over all links; most workspaces tell of no purpose. */
function linksOf({ observations }: Workspace): Links {
  const known = incrementalLinks.get(observations);
  if (known) return known;
  const serving = new Map<ArtifactId, Set<JobId>>();
  const training = new Map<JobId, Set<ArtifactId>>();
  const jobs = new Set<JobId>();
  for (const { role, purpose, artifactId, jobId } of observations) {
    if (role !== 'input') continue;
    if (purpose === 'training') add(training, jobId, artifactId);
    if (purpose !== 'serving') continue;
    jobs.add(jobId);
    add(serving, artifactId, jobId);
  }
  const read = new Map<JobId, Set<ArtifactId>>();
  if (jobs.size > 0) {
    for (const { role, artifactId, jobId } of observations)
      if (role === 'input' && jobs.has(jobId)) add(read, jobId, artifactId);
  }
  const links = { serving, training, read };
  incrementalLinks.set(observations, links);
  return links;
}

function add<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}
