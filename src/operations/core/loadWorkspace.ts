import { ok, type Result } from '../../lib/result';
import { runAtOnce, runWithPauses, type Steps } from '../../lib/steps';
import { buildGraph, type GraphRecords } from '../../lineage/buildGraph';
import type { GraphKind, LineageGraph } from '../../lineage/graph';
import type { Job, JobId, Observation, Run, RunId } from '../../lineage/records';
import type { RecordTables, TableName } from '../../records/tables';
import { isFailed, type AnyReading } from '../../table/reading';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Annotation, ArtifactId, Binding, Snapshot, SnapshotId } from '../../versioning/records';
import { millisecondsFromTimestamp } from '../../versioning/timestamp';
import { foldAliases, type AliasView } from './aliases';
import { bytesPlaceOf, type BytesPlace, type KeptStates } from './bytesPlace';
import { foldGuardrails } from './guardrailsAsked';
import type { Store, StoreFailure, Transaction } from './store';
import { withKinds } from './artifactKind';
import { groupBy } from './groupBy';
import { byShownName } from './identities';
import { openLive } from './liveTransaction';
import { readingInUse } from './readingInUse';
import { reconcileRecords } from './reconcileRecords';
import { withBytes } from './pointerBytes';
import type { ArtifactView, JobView, RunView, SnapshotView, Workspace } from './workspace';

/** The kinds that a workspace is folded from. */
const foldedTables = [
  'artifacts',
  'bindings',
  'snapshots',
  'annotations',
  'readings',
  'manifests',
  'jobs',
  'runs',
  'observations',
  'aliasMoves',
  'guardrails',
] as const satisfies readonly TableName[];

/** A workspace's records in view. */
export interface LiveRecords extends Pick<RecordTables, (typeof foldedTables)[number]> {
  /** The files whose bytes are on this device. */
  readonly keptStates: KeptStates;
  readonly auditSequence: number;
}

/**
 * Everything that views derive from, read in one transaction, so that it is of one moment. `pause` is asked for now and then
 * while a large one is joined, so that a page has turns for other things.
 */
export async function loadWorkspace(
  store: Store,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Result<Workspace, StoreFailure>> {
  const records = await store.read(readLiveRecords);
  return records.ok ? ok(await runWithPauses(foldInSteps(records.value), pause)) : records;
}

export async function readLiveRecords(transaction: Transaction): Promise<LiveRecords> {
  const live = await openLive(transaction);
  const [records, lastAudit, kept, freed] = await Promise.all([
    Promise.all(foldedTables.map(async (table) => [table, await live.all(table)] as const)),
    transaction.last('audit'),
    transaction.keptFiles.digests('kept'),
    transaction.keptFiles.digests('freed'),
  ]);
  return {
    ...(Object.fromEntries(records) as unknown as Pick<RecordTables, (typeof foldedTables)[number]>),
    keptStates: new Map([
      ...kept.map((digest) => [digest, 'kept'] as const),
      ...freed.map((digest) => [digest, 'freed'] as const),
    ]),
    auditSequence: lastAudit?.sequence ?? 0,
  };
}

/** Joins live records to what people see. */
export function foldWorkspace(stored: LiveRecords): Workspace {
  return runAtOnce(foldInSteps(stored));
}

/** Records that are joined between two stops: a few milliseconds' worth. */
const recordsPerStep = 4000;

function* foldInSteps(live: LiveRecords): Steps<Workspace> {
  const stored = reconcileRecords(live);
  const artifactsNow = withKinds(stored.artifacts, inOrderOfChange(stored.bindings));
  const records: LiveRecords = { ...stored, artifacts: artifactsNow };
  const aliases = foldAliases(records.aliasMoves);
  const snapshots = yield* foldSnapshots(records, aliasNames(aliases));
  const artifacts = foldArtifacts(records, snapshots, aliases);
  yield 0;
  const { jobs, runs } = yield* foldJobs(records);
  const byName = foldNames(records.bindings, artifacts);
  const graphs = new Map<GraphKind, LineageGraph>();
  const graphRecords: GraphRecords = records;
  return {
    artifacts,
    snapshots,
    jobs,
    runs,
    observations: records.observations,
    manifests: new Map(records.manifests.map((manifest) => [manifest.digest, manifest])),
    graph(kind) {
      const graph = graphs.get(kind) ?? buildGraph(kind, graphRecords);
      graphs.set(kind, graph);
      return graph;
    },
    artifactNamed: (namespace, name) => byName.get(nameKey(namespace, name)),
    auditSequence: records.auditSequence,
  };
}

function* foldSnapshots(
  { snapshots, annotations, readings, manifests, keptStates }: LiveRecords,
  aliasesOf: ReadonlyMap<SnapshotId, readonly string[]>,
): Steps<Map<SnapshotId, SnapshotView>> {
  const readingByKey = new Map(readings.map((reading) => [reading.key, reading]));
  const readingsOf = groupBy(readings.toSorted(byReader), ({ digest }) => digest);
  const annotationsOf = groupBy(inOrderOfChange(annotations), (annotation) => annotation.snapshotId);
  const manifestOf = new Map(manifests.map((manifest) => [manifest.digest, manifest]));
  const views = new Map<SnapshotId, SnapshotView>();
  for (const snapshot of snapshots) {
    const own = annotationsOf.get(snapshot.id) ?? [];
    const bytes = own.findLast(({ body }) => body.kind === 'bytes')?.body;
    const bound = withBytes(snapshot, bytes?.kind === 'bytes' ? bytes : null);
    const inUse = readingInUse(bound, own, (key) => readingByKey.get(key));
    const made = (bound.digest === null ? undefined : readingsOf.get(bound.digest)) ?? [];
    const manifest = bound.digest === null ? undefined : manifestOf.get(bound.digest);
    const place = bytesPlaceOf(bound, manifest, keptStates);
    views.set(snapshot.id, viewOf(bound, { inUse, made }, own, aliasesOf.get(snapshot.id) ?? [], place));
    if (views.size % recordsPerStep === 0) yield 0;
  }
  return views;
}

function viewOf(
  snapshot: Snapshot,
  { inUse, made }: { readonly inUse: AnyReading | null; readonly made: readonly AnyReading[] },
  annotations: readonly Annotation[],
  aliases: readonly string[],
  place: BytesPlace,
): SnapshotView {
  const latest = <K extends Annotation['body']['kind']>(
    kind: K,
  ): Extract<Annotation['body'], { kind: K }> | null => {
    const found = annotations.findLast(({ body }) => body.kind === kind);
    return found ? (found.body as Extract<Annotation['body'], { kind: K }>) : null;
  };
  const semanticVersion = latest('semanticVersion');
  return {
    snapshot,
    artifactId: snapshot.artifactId,
    aliases,
    reading: inUse && !isFailed(inUse) ? inUse : null,
    failedReading: inUse && isFailed(inUse) ? inUse : null,
    readings: made,
    message: latest('message')?.text ?? null,
    semanticVersion: semanticVersion && {
      version: semanticVersion.version,
      isSuggested: semanticVersion.isSuggested,
      reasons: semanticVersion.reasons,
    },
    licence: latest('licence')?.expression ?? null,
    tags: latest('tags')?.tags ?? [],
    owner: latest('owner')?.name ?? null,
    code: latest('codeVersion')?.repositories ?? [],
    bytes: place,
    isPinned: latest('pin')?.isPinned ?? false,
  };
}

function foldArtifacts(
  { artifacts, bindings, guardrails }: LiveRecords,
  snapshots: ReadonlyMap<SnapshotId, SnapshotView>,
  aliasesOf: ReadonlyMap<ArtifactId, readonly AliasView[]>,
): Map<ArtifactId, ArtifactView> {
  const bindingsOf = groupBy(bindings.toSorted(byShownName), (binding) => binding.artifactId);
  const snapshotsOf = groupBy(snapshots.values(), (view) => view.artifactId);
  const guardrailsOf = groupBy(guardrails, (guardrail) => guardrail.artifactId);
  const views = new Map<ArtifactId, ArtifactView>();
  for (const artifact of artifacts) {
    const names = distinctNames(bindingsOf.get(artifact.id) ?? []);
    const { namespace, name } = names.at(-1) ?? { namespace: '', name: artifact.id };
    const own = (snapshotsOf.get(artifact.id) ?? []).sort(
      (a, b) => a.snapshot.sequence - b.snapshot.sequence,
    );
    views.set(artifact.id, {
      artifact,
      namespace,
      name,
      names,
      snapshots: own,
      aliases: aliasesOf.get(artifact.id) ?? [],
      guardrails: foldGuardrails(guardrailsOf.get(artifact.id) ?? []),
    });
  }
  return views;
}

/** The names of the aliases that stand on each snapshot. */
function aliasNames(
  aliases: ReadonlyMap<ArtifactId, readonly AliasView[]>,
): ReadonlyMap<SnapshotId, readonly string[]> {
  const names = new Map<SnapshotId, string[]>();
  for (const { snapshotId, name } of [...aliases.values()].flat()) {
    if (snapshotId !== null) names.set(snapshotId, [...(names.get(snapshotId) ?? []), name]);
  }
  return names;
}

/** Each as often as it came to be the name: one that is bound again to say what the artifact is is no further one. */
function distinctNames(bindings: readonly Binding[]): ArtifactView['names'] {
  return bindings
    .filter(({ namespace, name }, at) => {
      const before = bindings[at - 1];
      return before?.name !== name || before.namespace !== namespace;
    })
    .map(({ namespace, name }) => ({ namespace, name }));
}

/** Of two bindings of one name, the later holds. */
function foldNames(
  bindings: readonly Binding[],
  artifacts: ReadonlyMap<ArtifactId, ArtifactView>,
): Map<string, ArtifactView> {
  const byName = new Map<string, ArtifactView>();
  for (const { namespace, name, artifactId } of inOrderOfChange(bindings)) {
    const view = artifacts.get(artifactId);
    if (view) byName.set(nameKey(namespace, name), view);
  }
  return byName;
}

interface FoldedJobs {
  readonly jobs: Map<JobId, JobView>;
  readonly runs: Map<RunId, RunView>;
}

function* foldJobs({ jobs, runs, observations }: LiveRecords): Steps<FoldedJobs> {
  const jobById = new Map(jobs.map((job) => [job.id, job]));
  const observationsOf = new Map<RunId | null, Observation[]>();
  for (const [index, observation] of observations.entries()) {
    const own = observationsOf.get(observation.runId);
    if (own) own.push(observation);
    else observationsOf.set(observation.runId, [observation]);
    if (index % recordsPerStep === recordsPerStep - 1) yield 0;
  }
  const runViews = new Map<RunId, RunView>();
  for (const run of runs) {
    const job = jobById.get(run.jobId);
    if (job) runViews.set(run.id, runViewOf(run, job, observationsOf.get(run.id) ?? []));
    if (runViews.size % recordsPerStep === 0) yield 0;
  }
  const runsOf = groupBy(runViews.values(), (view) => view.run.jobId);
  const jobViews = new Map<JobId, JobView>();
  for (const job of jobs) {
    const own = (runsOf.get(job.id) ?? []).sort(
      (a, b) => compareText(a.time, b.time) || compareText(a.run.id, b.run.id),
    );
    jobViews.set(job.id, { job, runs: own });
  }
  return { jobs: jobViews, runs: runViews };
}

function runViewOf(run: Run, job: Job, observations: readonly Observation[]): RunView {
  const { startedAt, endedAt } = run;
  return {
    run,
    job,
    inputs: firstOfEach(observations, 'input'),
    outputs: firstOfEach(observations, 'output'),
    durationMs:
      startedAt !== null && endedAt !== null
        ? millisecondsFromTimestamp(endedAt) - millisecondsFromTimestamp(startedAt)
        : null,
    time: startedAt ?? endedAt ?? run.recordedAt,
  };
}

/** One observation a snapshot or artifact: several events of a run say the same. */
function firstOfEach(observations: readonly Observation[], role: Observation['role']): Observation[] {
  const seen = new Set<string>();
  return observations.filter((observation) => {
    const key = observation.snapshotId ?? observation.artifactId;
    if (observation.role !== role || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function nameKey(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}

function byReader(a: AnyReading, b: AnyReading): number {
  return a.readerVersion - b.readerVersion || compareText(a.key, b.key);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
