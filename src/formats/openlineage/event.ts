import type { Json } from '../../lib/json';
import type { Origin, RunState } from '../../lineage/records';
import type { ArtifactKind, Snapshot } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';

export const eventTypes = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] as const;
/** The transition of a run that an event reports. */
export type EventType = (typeof eventTypes)[number];

/** One OpenLineage event as far as this project understands it. What is null was not said, or is a placeholder of a template. */
export interface OpenLineageEvent {
  /** A run event has a run, a job event a job without one, a dataset event neither. */
  readonly kind: 'run' | 'job' | 'dataset';
  readonly type: EventType | null;
  readonly time: Timestamp | null;
  readonly runId: string | null;
  readonly job: EventJob | null;
  readonly run: RunFacts;
  readonly inputs: readonly EventDataset[];
  readonly outputs: readonly EventDataset[];
  /** What a dataset event is about. */
  readonly dataset: EventDataset | null;
}

export interface EventJob {
  readonly namespace: string;
  readonly name: string;
  readonly description: string | null;
  readonly codeVersion: string | null;
}

/** What the run facets of one event say. */
export interface RunFacts {
  readonly parentRunId: string | null;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly environment: string | null;
  readonly seed: number | null;
  /** What this project's own facet says of the whole run, which then holds. */
  readonly own: OwnRunFacts | null;
}

/** The facet `throughline_run`. */
export interface OwnRunFacts {
  /** The id that it has in the store; an event's `runId` has to be a UUID, and this may be any text. */
  readonly id: string;
  readonly state: RunState;
  readonly startedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly codeVersion: string | null;
  readonly environment: string | null;
  readonly seed: number | null;
  readonly actor: string | null;
  readonly parentRunId: string | null;
}

export interface DatasetName {
  readonly namespace: string;
  readonly name: string;
}

export interface EventDataset extends DatasetName {
  readonly kind: ArtifactKind | null;
  /** From the `version` facet. */
  readonly version: string | null;
  /** Other names, from the `symlinks` facet. */
  readonly aliases: readonly DatasetName[];
  readonly columns: readonly EventColumnLink[];
  readonly byteLength: number | null;
  /** The facet `throughline_snapshot`. */
  readonly snapshot: OwnSnapshotFacts | null;
  /** The facet `throughline_observation`: how the link is known, and the range of versions that was asked for. */
  readonly origin: Origin | null;
  readonly requested: string | null;
}

export type OwnSnapshotFacts = Omit<Snapshot, 'artifactId' | 'readingKey' | 'source' | 'createdAt'> & {
  readonly createdAt: Timestamp | null;
};

/** One input field of one output field. */
export interface EventColumnLink extends DatasetName {
  readonly output: string;
  readonly input: string;
}

/** Something that a person should know of a file that was read all the same; `place` is where it was first seen. */
export interface LineageWarning {
  readonly message: string;
  readonly place: string;
  readonly count: number;
}

/** Why a file is refused whole: a JSON pointer such as `/3/run/runId`, or a line and column. */
export interface LineageFault {
  readonly place: string;
  readonly message: string;
}
