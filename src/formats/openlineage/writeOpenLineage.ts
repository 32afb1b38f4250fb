import type { Json, JsonObject } from '../../lib/json';
import type {
  Job,
  JobId,
  Observation,
  Reference,
  Run,
  RunId,
  RunState,
  Transformation,
} from '../../lineage/records';
import type { Reading } from '../../table/reading';
import type { Artifact, ArtifactId, Snapshot, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { EventType } from './readEvent';

/** What is to be written; observations of what is not among the rest are left out. */
export interface LineageSelection {
  readonly artifacts: readonly SelectedArtifact[];
  readonly snapshots: readonly SelectedSnapshot[];
  readonly jobs: readonly Job[];
  readonly runs: readonly Run[];
  readonly observations: readonly Observation[];
}

export interface SelectedArtifact extends Reference {
  readonly artifact: Artifact;
  /** Its other names. */
  readonly aliases: readonly Reference[];
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
    const parentJob = run.parentRunId === null ? null : this.jobOfRun(run.parentRunId, run.parentJob);
    const rootJob = run.root ? this.jobOfRun(run.root.id, run.root.job) : null;
    return {
      ...(parameters.length > 0 && {
        executionParameters: facet('1-0-0/ExecutionParametersRunFacet', {
          parameters: parameters.map(([key, value]) => ({ key, value: textOf(value) })),
        }),
      }),
      ...(run.parentRunId !== null &&
        parentJob && {
          parent: facet('1-2-0/ParentRunFacet', {
            ...this.runOf(run.parentRunId, parentJob),
            ...(run.root && rootJob && { root: this.runOf(run.root.id, rootJob) }),
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
        ...(run.root && { rootRunId: run.root.id }),
      }),
    };
  }

  /** The job of a run that another one names: as the store knows it, else as it was named. */
  private jobOfRun(id: string, named: Reference | null | undefined): Reference | null {
    const known = this.runs.get(id as RunId);
    return (known && this.jobs.get(known.jobId)) ?? named ?? null;
  }

  private runOf(id: string, { namespace, name }: Reference): JsonObject {
    return { run: { runId: this.uuidOf(id) }, job: { namespace, name } };
  }

  /** One dataset for each version that is read or written, whatever the number of observations that say so. */
  private datasets(observations: readonly Observation[], role: Observation['role']): JsonObject[] {
    const distinct = new Map<string, Observation>();
    for (const observation of observations) {
      if (observation.role !== role) continue;
      const { artifactId, snapshotId, origin, purpose } = observation;
      const key = `${artifactId} ${snapshotId ?? ''} ${origin} ${purpose ?? ''}`;
      const known = distinct.get(key);
      const requested = observation.requested ?? known?.requested;
      const columns = joinColumns(known?.columns ?? null, observation.columns);
      distinct.set(key, {
        ...(known ?? observation),
        columns,
        ...(requested !== undefined && { requested }),
      });
    }
    return [...distinct.values()].map((observation) => {
      const artifact = this.artifacts.get(observation.artifactId)!;
      const { snapshotId, origin, requested, purpose } = observation;
      const reading = snapshotId === null ? null : this.snapshots.get(snapshotId)!;
      const size = reading?.snapshot.byteLength;
      const own = {
        throughline_observation: ownFacet('observation', {
          origin,
          ...(requested !== undefined && { requested }),
          ...(purpose !== undefined && { purpose }),
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
    const ofAll: Json[] = [];
    for (const { output, inputArtifactId, from, input, transformations } of columns) {
      const known = inputArtifactId === null ? undefined : this.artifacts.get(inputArtifactId);
      const source = from ?? known;
      if (!source) continue;
      const { namespace, name } = source;
      const field = {
        namespace,
        name,
        field: input,
        ...(transformations && { transformations: transformations.map(transformationOf) }),
      };
      if (output === null) ofAll.push(field);
      else put(fields, output, field);
    }
    return facet('1-2-0/ColumnLineageDatasetFacet', {
      fields: Object.fromEntries([...fields].map(([output, inputFields]) => [output, { inputFields }])),
      ...(ofAll.length > 0 && { dataset: ofAll }),
    });
  }
}

/** The column links of both, each once. */
function joinColumns(a: Observation['columns'], b: Observation['columns']): Observation['columns'] {
  if (a === null || b === null) return a ?? b;
  const distinct = new Map([...a, ...b].map((link) => [JSON.stringify(link), link]));
  return [...distinct.values()];
}

/** As the facet has it; what an older form left unsaid has no member. */
function transformationOf([type, subtype, masking]: Transformation): JsonObject {
  return { ...(type !== null && { type }), ...(subtype !== null && { subtype }), masking };
}

/** The source's own name of the version stays its name; one that has none goes by its number. */
function versionFacets({ snapshot, reading }: SelectedSnapshot): JsonObject {
  const { id, sequence, content, digest, md5, byteLength, format, parents, createdAt, source } = snapshot;
  const versionName = source.kind === 'import' && source.reference !== '' ? source.reference : null;
  return {
    version: facet('1-0-1/DatasetVersionDatasetFacet', { datasetVersion: versionName ?? String(sequence) }),
    ...(reading && {
      schema: facet('1-2-0/SchemaDatasetFacet', {
        fields: reading.columns.map((column) => ({ name: column.name, type: column.type })),
      }),
    }),
    throughline_snapshot: ownFacet('snapshot', {
      id,
      sequence,
      versionName,
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
