import type { Json, JsonObject } from '../../lib/json';
import type { Job, JobId, Observation, Run, RunId, RunState } from '../../lineage/records';
import type { Reading } from '../../table/reading';
import type { Artifact, ArtifactId, Snapshot, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { DatasetName, EventType } from './event';

/** What is to be written; observations of what is not among the rest are left out. */
export interface LineageSelection {
  readonly artifacts: readonly SelectedArtifact[];
  readonly snapshots: readonly SelectedSnapshot[];
  readonly jobs: readonly Job[];
  readonly runs: readonly Run[];
  readonly observations: readonly Observation[];
}

export interface SelectedArtifact extends DatasetName {
  readonly artifact: Artifact;
  /** Its other names. */
  readonly aliases: readonly DatasetName[];
}

export interface SelectedSnapshot {
  readonly snapshot: Snapshot;
  readonly reading: Pick<Reading, 'rowCount' | 'columns'> | null;
}

/** An event as JSON. */
export type WrittenEvent = JsonObject & { readonly eventTime: Timestamp };

export const producer = 'urn:throughline';
const spec = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs';

/**
 * Events of OpenLineage 2-0-2, by time: a start and an end for each run, a job event for what is declared without one,
 * a dataset event for each artifact and snapshot that nothing reads or writes. What the specification has no word for
 * is in facets named `throughline_…`. `uuidOf` gives a run's id as a UUID, always the same.
 */
export function writeOpenLineage(
  selection: LineageSelection,
  uuidOf: (id: string) => string,
): readonly WrittenEvent[] {
  const writer = new Writer(selection, uuidOf);
  const events = [
    ...selection.runs.flatMap((run) => writer.runEvents(run)),
    ...selection.jobs.flatMap((job) => writer.jobEvents(job)),
    ...writer.datasetEvents(),
  ];
  return events.sort((a, b) => compareText(a.eventTime, b.eventTime));
}

class Writer {
  private readonly artifacts: ReadonlyMap<ArtifactId, SelectedArtifact>;
  private readonly snapshots: ReadonlyMap<SnapshotId, SelectedSnapshot>;
  private readonly jobs: ReadonlyMap<JobId, Job>;
  private readonly runs: ReadonlyMap<RunId, Run>;
  private readonly ofRun = new Map<RunId, Observation[]>();
  private readonly ofJob = new Map<JobId, Observation[]>();
  private readonly uuidOf: (id: string) => string;
  /** Keys of the artifacts and snapshots that are in some event. */
  private readonly written = new Set<string>();
  private readonly jobsWritten = new Set<JobId>();

  constructor(selection: LineageSelection, uuidOf: (id: string) => string) {
    this.artifacts = new Map(selection.artifacts.map((each) => [each.artifact.id, each]));
    this.snapshots = new Map(selection.snapshots.map((each) => [each.snapshot.id, each]));
    this.jobs = new Map(selection.jobs.map((job) => [job.id, job]));
    this.runs = new Map(selection.runs.map((run) => [run.id, run]));
    this.uuidOf = uuidOf;
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
    this.jobsWritten.add(job.id);
    const observations = this.ofRun.get(run.id) ?? [];
    const inputs = this.datasets(observations, 'input');
    const outputs = this.datasets(observations, 'output');
    const type = typeOf[run.state];
    const hasStart = run.startedAt !== null && (type === 'COMPLETE' || type === 'FAIL' || type === 'ABORT');
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
  jobEvents(job: Job): WrittenEvent[] {
    const observations = this.ofJob.get(job.id) ?? [];
    const times = [...new Set(observations.map(({ eventTime }) => eventTime))].sort();
    if (times.length === 0 && !this.jobsWritten.has(job.id)) times.push(job.createdAt);
    return times.map((time) => {
      const said = observations.filter(({ eventTime }) => eventTime === time);
      return {
        eventTime: time,
        producer,
        schemaURL: `${spec}/JobEvent`,
        job: jobOf(job),
        inputs: this.datasets(said, 'input'),
        outputs: this.datasets(said, 'output'),
      };
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
    job: Job,
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
      run: { runId: this.uuidOf(run.id), facets: this.runFacets(run) },
      job: jobOf(job),
      inputs,
      outputs,
    };
  }

  private runFacets(run: Run): JsonObject {
    const parameters = Object.entries(run.parameters);
    const parent = run.parentRunId === null ? undefined : this.runs.get(run.parentRunId);
    const parentJob = parent && this.jobs.get(parent.jobId);
    return {
      ...(parameters.length > 0 && {
        executionParameters: facet('1-0-0/ExecutionParametersRunFacet', {
          parameters: parameters.map(([key, value]) => ({ key, value: textOf(value) })),
        }),
      }),
      ...(parent &&
        parentJob && {
          parent: facet('1-2-0/ParentRunFacet', {
            run: { runId: this.uuidOf(parent.id) },
            job: { namespace: parentJob.namespace, name: parentJob.name },
          }),
        }),
      throughline_run: ownFacet('run', {
        id: run.id,
        state: run.state,
        startedAt: run.startedAt,
        endedAt: run.endedAt,
        parameters: run.parameters,
        metrics: run.metrics,
        codeVersion: run.codeVersion,
        environment: run.environment,
        seed: run.seed,
        actor: run.actor,
        parentRunId: run.parentRunId,
      }),
    };
  }

  /** One dataset for each version that is read or written, whatever the number of observations that say so. */
  private datasets(observations: readonly Observation[], role: Observation['role']): JsonObject[] {
    const distinct = new Map<string, Observation>();
    for (const observation of observations) {
      if (observation.role !== role) continue;
      const key = `${observation.artifactId} ${observation.snapshotId ?? ''}`;
      const known = distinct.get(key);
      const requested = observation.requested ?? known?.requested;
      const said = !known || observation.columns ? observation : known;
      distinct.set(key, requested === undefined ? said : { ...said, requested });
    }
    return [...distinct.values()].map((observation) => {
      const artifact = this.artifacts.get(observation.artifactId)!;
      const { snapshotId, origin, requested } = observation;
      const reading = snapshotId === null ? null : this.snapshots.get(snapshotId)!;
      const size = reading?.snapshot.byteLength;
      const own = {
        throughline_observation: ownFacet('observation', {
          origin,
          ...(requested !== undefined && { requested }),
        }),
      };
      const statistics = {
        ...(reading?.reading && { rowCount: reading.reading.rowCount }),
        ...(typeof size === 'number' && { size }),
      };
      const hasStatistics = role === 'output' && Object.keys(statistics).length > 0;
      return {
        ...this.dataset(artifact, snapshotId, observation),
        [role === 'input' ? 'inputFacets' : 'outputFacets']: {
          ...(hasStatistics && {
            outputStatistics: facet('1-0-2/OutputStatisticsOutputDatasetFacet', statistics),
          }),
          ...own,
        },
      };
    });
  }

  private dataset(
    { artifact, namespace, name, aliases }: SelectedArtifact,
    snapshotId: SnapshotId | null,
    observation?: Observation,
  ): JsonObject {
    this.written.add(artifact.id);
    if (snapshotId !== null) this.written.add(snapshotId);
    const version = snapshotId === null ? undefined : this.snapshots.get(snapshotId);
    const columns = observation?.columns ?? [];
    return {
      namespace,
      name,
      facets: {
        throughline_artifact: ownFacet('artifact', { kind: artifact.kind }),
        ...(artifact.kind === 'model' && {
          datasetType: facet('1-0-1/DatasetTypeDatasetFacet', { datasetType: 'MODEL' }),
        }),
        ...(aliases.length > 0 && {
          symlinks: facet('1-0-1/SymlinksDatasetFacet', {
            identifiers: aliases.map((alias) => ({
              namespace: alias.namespace,
              name: alias.name,
              type: 'NAME',
            })),
          }),
        }),
        ...(version && versionFacets(version)),
        ...(columns.length > 0 && { columnLineage: this.columnFacet(columns) }),
      },
    };
  }

  private columnFacet(columns: NonNullable<Observation['columns']>): JsonObject {
    const fields = new Map<string, Json[]>();
    for (const { output, inputArtifactId, input } of columns) {
      const from = this.artifacts.get(inputArtifactId);
      if (from) put(fields, output, { namespace: from.namespace, name: from.name, field: input });
    }
    return facet('1-2-0/ColumnLineageDatasetFacet', {
      fields: Object.fromEntries([...fields].map(([output, inputFields]) => [output, { inputFields }])),
    });
  }
}

function versionFacets({ snapshot, reading }: SelectedSnapshot): JsonObject {
  const { id, sequence, content, digest, md5, byteLength, format, parents, createdAt } = snapshot;
  return {
    version: facet('1-0-1/DatasetVersionDatasetFacet', { datasetVersion: String(sequence) }),
    ...(reading && {
      schema: facet('1-2-0/SchemaDatasetFacet', {
        fields: reading.columns.map((column) => ({ name: column.name, type: column.type })),
      }),
    }),
    throughline_snapshot: ownFacet('snapshot', {
      id,
      sequence,
      content,
      digest,
      md5,
      byteLength,
      format,
      parents,
      createdAt,
    }),
  };
}

function jobOf({ namespace, name, description }: Job): JsonObject {
  return {
    namespace,
    name,
    ...(description !== null && {
      facets: { documentation: facet('1-1-0/DocumentationJobFacet', { description }) },
    }),
  };
}

function datasetEvent(eventTime: Timestamp, dataset: JsonObject): WrittenEvent {
  return { eventTime, producer, schemaURL: `${spec}/DatasetEvent`, dataset };
}

function facet(schema: string, body: JsonObject): JsonObject {
  const name = schema.slice(schema.indexOf('/') + 1);
  return {
    _producer: producer,
    _schemaURL: `https://openlineage.io/spec/facets/${schema}.json#/$defs/${name}`,
    ...body,
  };
}

function ownFacet(name: string, body: JsonObject): JsonObject {
  return { _producer: producer, _schemaURL: `urn:throughline:facet:${name}:1`, ...body };
}

const typeOf: Readonly<Record<RunState, EventType>> = {
  completed: 'COMPLETE',
  failed: 'FAIL',
  aborted: 'ABORT',
  running: 'RUNNING',
  scheduled: 'OTHER',
  unknown: 'OTHER',
};

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function put<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
