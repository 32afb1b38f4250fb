import { compareClaims } from '../../lineage/claims';
import type { Baseline } from '../../drift/baseline';
import type { StoredContract } from '../../gates/contract/storedContract';
import type { Waiver } from '../../gates/contract/waiver';
import type { Guardrail } from '../../gates/guardrail';
import type { ListChange } from '../../lib/listChange';
import { inSlices, type Steps } from '../../lib/steps';
import type { Claim, Job, JobId, Observation, Run, RunId } from '../../lineage/records';
import type { AnyReading } from '../../table/reading';
import type {
  AliasMove,
  Annotation,
  Artifact,
  ArtifactId,
  Binding,
  Manifest,
  Snapshot,
  SnapshotId,
} from '../../versioning/records';
import { byArrival, compareText } from './arrival';
import type { LiveRecords } from './liveRecords';
import type { RecordsChange } from './recordChanges';
import { byReader } from './readingInUse';
import { RecordGroups } from './recordGroups';

/** The parts of a workspace that are something else after a change. */
export interface Touched {
  readonly artifacts: Set<ArtifactId>;
  readonly snapshots: Set<SnapshotId>;
  readonly jobs: Set<JobId>;
  readonly runs: Set<RunId>;
  /** Artifacts whose aliases moved. */
  readonly aliased: Set<ArtifactId>;
  /** Bytes of which something else is known. */
  readonly digests: Set<string>;
  /** Names, as `nameKey` writes them, that may be another artifact's. */
  readonly names: Set<string>;
}

/** Records that are taken in between two stops. */
const recordsPerStep = 1000;

/** The records in view by their keys and by what they are of: what a part of the workspace is folded from. */
export class WorkspaceIndexes {
  readonly artifacts = new Map<ArtifactId, Artifact>();
  readonly snapshots = new Map<SnapshotId, Snapshot>();
  readonly readings = new Map<string, AnyReading>();
  readonly manifests = new Map<string, Manifest>();
  readonly jobs = new Map<JobId, Job>();
  readonly runs = new Map<RunId, Run>();
  readonly bindingsOf = new RecordGroups((binding: Binding) => binding.artifactId, byArrival);
  readonly bindingsNamed = new RecordGroups(
    ({ namespace, name }: Binding) => nameKey(namespace, name),
    byArrival,
  );
  readonly snapshotsOf = new RecordGroups((snapshot: Snapshot) => snapshot.artifactId, byArrival);
  readonly annotationsOf = new RecordGroups((annotation: Annotation) => annotation.snapshotId, byArrival);
  readonly readingsOf = new RecordGroups((reading: AnyReading): string => reading.digest, byReader);
  readonly movesOf = new RecordGroups((move: AliasMove) => move.artifactId, byArrival);
  readonly guardrailsOf = new RecordGroups((guardrail: Guardrail) => guardrail.artifactId, byArrival);
  readonly baselinesOf = new RecordGroups((baseline: Baseline) => baseline.artifactId, byArrival);
  readonly contractsOf = new RecordGroups((contract: StoredContract) => contract.artifactId, byArrival);
  readonly waiversOf = new RecordGroups((waiver: Waiver) => waiver.artifactId, byArrival);
  readonly runsOf = new RecordGroups((run: Run) => run.jobId, byArrival);
  readonly claimsOfArtifact = new RecordGroups((claim: Claim) => claim.artifactId, byEventTime);
  readonly claimsOfVersion = new RecordGroups((claim: Claim) => claim.snapshotId, byEventTime);
  readonly claimsOfJob = new RecordGroups((claim: Claim) => claim.jobId, byEventTime);
  readonly observationsOf = new RecordGroups((observation: Observation) => observation.runId, byArrival);

  /** Takes in all records, which come in their order, with stops. */
  *fill(records: LiveRecords): Steps<void> {
    for (const artifact of records.artifacts) this.artifacts.set(artifact.id, artifact);
    for (const reading of records.readings) this.readings.set(reading.key, reading);
    for (const manifest of records.manifests) this.manifests.set(manifest.digest, manifest);
    for (const job of records.jobs) this.jobs.set(job.id, job);
    yield 0;
    yield* inSlices(records.snapshots, recordsPerStep, (some) => {
      for (const snapshot of some) this.snapshots.set(snapshot.id, snapshot);
      this.snapshotsOf.fill(some);
    });
    yield* inSlices(records.runs, recordsPerStep, (some) => {
      for (const run of some) this.runs.set(run.id, run);
      this.runsOf.fill(some);
    });
    this.bindingsOf.fill(records.bindings);
    this.bindingsNamed.fill(records.bindings);
    this.annotationsOf.fill(records.annotations);
    yield 0;
    this.readingsOf.fill(records.readings.toSorted(byReader));
    this.movesOf.fill(records.aliasMoves);
    this.guardrailsOf.fill(records.guardrails);
    this.baselinesOf.fill(records.baselines);
    this.contractsOf.fill(records.contracts);
    this.waiversOf.fill(records.waivers);
    yield* inSlices(records.claims, recordsPerStep, (some) => {
      this.claimsOfArtifact.fill(some);
      this.claimsOfVersion.fill(some);
      this.claimsOfJob.fill(some);
    });
    yield* this.claimsOfArtifact.putInOrder();
    yield* this.claimsOfVersion.putInOrder();
    yield* this.claimsOfJob.putInOrder();
    yield* inSlices(records.observations, recordsPerStep, (some) => this.observationsOf.fill(some));
  }

  /** Takes a change in; gives what of the workspace it touches. */
  change(change: RecordsChange): Touched {
    const artifacts = changeByKey(this.artifacts, change.artifacts, ({ id }) => id);
    const snapshots = changeByKey(this.snapshots, change.snapshots, ({ id }) => id);
    const jobs = changeByKey(this.jobs, change.jobs, ({ id }) => id);
    const runs = changeByKey(this.runs, change.runs, ({ id }) => id);
    const digests = changeByKey<string, Manifest>(this.manifests, change.manifests, ({ digest }) => digest);
    changeByKey(this.readings, change.readings, ({ key }) => key);
    addAll(digests, this.readingsOf.change(change.readings));
    const names = this.bindingsNamed.change(change.bindings);
    // Which of two artifacts a name is of depends on which of them are in view.
    for (const id of artifacts)
      for (const { namespace, name } of this.bindingsOf.of(id)) names.add(nameKey(namespace, name));
    const aliased = this.movesOf.change(change.aliasMoves);
    addAll(artifacts, this.bindingsOf.change(change.bindings));
    addAll(artifacts, this.snapshotsOf.change(change.snapshots));
    addAll(artifacts, this.guardrailsOf.change(change.guardrails));
    addAll(artifacts, this.baselinesOf.change(change.baselines));
    addAll(artifacts, this.contractsOf.change(change.contracts));
    addAll(artifacts, this.waiversOf.change(change.waivers));
    addAll(artifacts, aliased);
    addAll(snapshots, this.annotationsOf.change(change.annotations));
    for (const id of jobs) for (const run of this.runsOf.of(id)) runs.add(run.id);
    addAll(jobs, this.runsOf.change(change.runs));
    for (const id of this.claimsOfArtifact.change(change.claims)) if (id !== null) artifacts.add(id);
    for (const id of this.claimsOfVersion.change(change.claims)) if (id !== null) snapshots.add(id);
    for (const id of this.claimsOfJob.change(change.claims)) if (id !== null) jobs.add(id);
    for (const id of this.observationsOf.change(change.observations)) if (id !== null) runs.add(id);
    return { artifacts, snapshots, jobs, runs, aliased, digests, names };
  }
}

/** A namespace and a name as one text. */
export function nameKey(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}

function changeByKey<K, R>(
  byKey: Map<K, R>,
  { removed, added }: ListChange<R>,
  keyOf: (record: R) => K,
): Set<K> {
  for (const record of removed) byKey.delete(keyOf(record));
  for (const record of added) byKey.set(keyOf(record), record);
  return new Set([...removed, ...added].map(keyOf));
}

function addAll<K>(set: Set<K>, keys: Iterable<K>): void {
  for (const key of keys) set.add(key);
}

/** Claims in the order in which they hold. */
function byEventTime(a: Claim, b: Claim): number {
  return compareClaims(a, b) || compareText(a.id, b.id);
}
