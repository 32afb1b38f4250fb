import type { JsonObject } from '../../lib/json';
import type { Job, JobId, Observation, Run, RunId, RunState } from '../../lineage/records';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { EventType } from './readEvent';
import type { LineageSelection, SelectedArtifact, SelectedJob, SelectedSnapshot } from './selection';
import { claimsAtOnce, facetsOfDatasetClaims, facetsOfJobClaims } from './writeClaims';
import { distinctLinks, writeDataset, writeLinkedDataset } from './writeDataset';
import { type RunNames, writeRunFacets } from './writeRun';
import { facet, ownFacet, producer } from './writtenFacets';

/** An event as JSON. */
export type WrittenEvent = JsonObject & { readonly eventTime: Timestamp };

const spec = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs';

/**
 * Events of OpenLineage 2-0-2, by time: a start and an end for each run, a job event for what is declared without one,
 * a dataset event for each artifact and snapshot that nothing reads or writes, and an event for what sources say of a job or
 * dataset at a time. What the specification has no word for
 * is in facets named `throughline_…`. `uuidOf` gives a run's id as a UUID, always the same.
 */
export function writeOpenLineage(
  selection: LineageSelection,
  uuidOf: (id: string) => string,
): readonly WrittenEvent[] {
  const writer = new Writer(selection, uuidOf);
  const events = [
    ...selection.runs.flatMap((run) => writer.runEvents(run)),
    ...selection.jobs.flatMap((job) => [...writer.jobClaims(job), ...writer.jobEvents(job)]),
    ...selection.artifacts.flatMap((artifact) => writer.artifactClaims(artifact)),
    ...writer.datasetEvents(),
  ];
  return events.sort((a, b) => compareText(a.eventTime, b.eventTime));
}

class Writer {
  private readonly artifacts: ReadonlyMap<ArtifactId, SelectedArtifact>;
  private readonly snapshots: ReadonlyMap<SnapshotId, SelectedSnapshot>;
  private readonly jobs: ReadonlyMap<JobId, SelectedJob>;
  private readonly names: RunNames;
  private readonly ofRun = new Map<RunId, Observation[]>();
  private readonly ofJob = new Map<JobId, Observation[]>();
  /** Keys of the artifacts and snapshots that are in some event. */
  private readonly written = new Set<string>();
  private readonly jobsWritten = new Set<JobId>();

  constructor(selection: LineageSelection, uuidOf: (id: string) => string) {
    this.artifacts = new Map(selection.artifacts.map((each) => [each.artifact.id, each]));
    this.snapshots = new Map(selection.snapshots.map((each) => [each.snapshot.id, each]));
    this.jobs = new Map(selection.jobs.map((each) => [each.job.id, each]));
    const runs = new Map<string, Run>(selection.runs.map((run) => [run.id, run]));
    this.names = {
      uuidOf,
      jobOf: ({ id, job }) => this.jobs.get(runs.get(id)?.jobId ?? ('' as JobId))?.job ?? job,
    };
    for (const observation of selection.observations) {
      if (!this.artifacts.has(observation.artifactId)) continue;
      if (observation.snapshotId !== null && !this.snapshots.has(observation.snapshotId)) continue;
      if (observation.runId === null) put(this.ofJob, observation.jobId, observation);
      else put(this.ofRun, observation.runId, observation);
    }
  }

  /** Inputs are in the start, where there is one, and outputs in the end: each is said once. */
  runEvents(run: Run): WrittenEvent[] {
    const job = this.jobs.get(run.jobId);
    if (!job) return [];
    this.jobsWritten.add(job.job.id);
    const observations = this.ofRun.get(run.id) ?? [];
    const inputs = this.datasets(observations, 'input');
    const outputs = this.datasets(observations, 'output');
    // A run that only started has no more than its start.
    const isOpen = run.state === 'running' || run.state === 'unknown';
    const type = isOpen && run.startedAt !== null ? 'START' : typeOf[run.state];
    const hasStart = run.startedAt !== null && !isOpen && type !== 'OTHER';
    const end = this.runEvent(
      run,
      job,
      type,
      run.endedAt ?? run.startedAt ?? run.recordedAt,
      hasStart ? [] : inputs,
      outputs,
    );
    return hasStart && run.startedAt !== null
      ? [this.runEvent(run, job, 'START', run.startedAt, inputs, []), end]
      : [end];
  }

  /** One for each time at which something was said of the job itself; one bare one for a job that nothing is said of. */
  jobEvents({ job, claims }: SelectedJob): WrittenEvent[] {
    const observations = this.ofJob.get(job.id) ?? [];
    const times = [...new Set(observations.map(({ eventTime }) => eventTime))].sort();
    if (times.length === 0 && !this.jobsWritten.has(job.id)) times.push(job.createdAt);
    return times.map((time) => {
      const said = observations.filter(({ eventTime }) => eventTime === time);
      return {
        eventTime: time,
        producer,
        schemaURL: `${spec}/JobEvent`,
        job: jobOf({ job, claims }),
        inputs: this.datasets(said, 'input'),
        outputs: this.datasets(said, 'output'),
      };
    });
  }

  jobClaims(selected: SelectedJob): WrittenEvent[] {
    return claimsAtOnce(selected.claims).map((told) => {
      this.jobsWritten.add(selected.job.id);
      const { namespace, name } = selected.job;
      return {
        eventTime: told.eventTime,
        producer,
        schemaURL: `${spec}/JobEvent`,
        job: { namespace, name, facets: { ...namesFacet(selected.job), ...facetsOfJobClaims(told) } },
        inputs: [],
        outputs: [],
      };
    });
  }

  artifactClaims(artifact: SelectedArtifact): WrittenEvent[] {
    return claimsAtOnce(artifact.claims).map((told) => {
      const dataset = this.dataset(artifact, told.claims[0]!.snapshotId);
      const facets = { ...dataset.facets, ...facetsOfDatasetClaims(told) };
      return datasetEvent(told.eventTime, { ...dataset, facets });
    });
  }

  datasetEvents(): WrittenEvent[] {
    const events: WrittenEvent[] = [];
    for (const { snapshot } of this.snapshots.values()) {
      const artifact = this.artifacts.get(snapshot.artifactId);
      if (!artifact || this.written.has(snapshot.id)) continue;
      this.written.add(artifact.artifact.id);
      events.push(datasetEvent(snapshot.createdAt, this.dataset(artifact, snapshot.id)));
    }
    for (const artifact of this.artifacts.values()) {
      if (this.written.has(artifact.artifact.id)) continue;
      events.push(datasetEvent(artifact.artifact.createdAt, this.dataset(artifact, null)));
    }
    return events;
  }

  private runEvent(
    run: Run,
    job: SelectedJob,
    type: EventType,
    time: Timestamp,
    inputs: readonly JsonObject[],
    outputs: readonly JsonObject[],
  ): WrittenEvent {
    return {
      eventType: type,
      eventTime: time,
      producer,
      schemaURL: `${spec}/RunEvent`,
      run: { runId: this.names.uuidOf(run.id), facets: writeRunFacets(run, this.names) },
      job: jobOf(job),
      inputs,
      outputs,
    };
  }

  private datasets(observations: readonly Observation[], role: Observation['role']): JsonObject[] {
    return distinctLinks(observations, role).map((observation) => {
      const { artifactId, snapshotId } = observation;
      const artifact = this.artifacts.get(artifactId)!;
      const version = this.take(artifact, snapshotId);
      return writeLinkedDataset(artifact, version, observation, (id) => this.artifacts.get(id));
    });
  }

  private dataset(
    artifact: SelectedArtifact,
    snapshotId: SnapshotId | null,
  ): ReturnType<typeof writeDataset> {
    return writeDataset(artifact, this.take(artifact, snapshotId));
  }

  /** Notes that they are in some event. */
  private take({ artifact }: SelectedArtifact, snapshotId: SnapshotId | null): SelectedSnapshot | null {
    this.written.add(artifact.id);
    if (snapshotId === null) return null;
    this.written.add(snapshotId);
    return this.snapshots.get(snapshotId) ?? null;
  }
}

/** What a source says of a job is written where it was said: said again with each run, it would be of other times. */
function jobOf({ job, claims }: SelectedJob): JsonObject {
  const { namespace, name, description } = job;
  const isSaid = description === null || claims.some(({ about }) => about === 'documentation');
  const facets = {
    ...namesFacet(job),
    ...(!isSaid && { documentation: facet('1-1-0/DocumentationJobFacet', { description }) }),
  };
  return { namespace, name, ...(Object.keys(facets).length > 0 && { facets }) };
}

function namesFacet({ otherNames }: Job): JsonObject {
  if (!otherNames) return {};
  const names = otherNames.map(({ namespace, name }) => ({ namespace, name }));
  return { throughline_job: ownFacet('job', { otherNames: names }) };
}

function datasetEvent(eventTime: Timestamp, dataset: JsonObject): WrittenEvent {
  return { eventTime, producer, schemaURL: `${spec}/DatasetEvent`, dataset };
}

const typeOf: Readonly<Record<RunState, EventType>> = {
  completed: 'COMPLETE',
  failed: 'FAIL',
  aborted: 'ABORT',
  running: 'RUNNING',
  scheduled: 'OTHER',
  unknown: 'OTHER',
};

function put<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
