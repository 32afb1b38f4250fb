import type { Json } from '../lib/json';
import type { ArtifactId, SnapshotId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';

export type JobId = string & { readonly __jobId: unique symbol };
export type RunId = string & { readonly __runId: unique symbol };

/** The recurring process, named as OpenLineage names jobs. */
export interface Job {
  readonly id: JobId;
  readonly namespace: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: Timestamp;
}

export const runStates = ['scheduled', 'running', 'completed', 'failed', 'aborted', 'unknown'] as const;
export type RunState = (typeof runStates)[number];

/** One execution of a job. Its inputs and outputs are observations. */
export interface Run {
  readonly id: RunId;
  readonly jobId: JobId;
  readonly state: RunState;
  readonly startedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly metrics: Readonly<Record<string, number>>;
  /** Commit or other version of the code; null where not recorded. */
  readonly codeVersion: string | null;
  readonly environment: string | null;
  readonly seed: number | null;
  /** The run that started it. */
  readonly parentRunId: RunId | null;
  /** By whom, in the source's own words or a person's name. */
  readonly actor: string | null;
  readonly recordedAt: Timestamp;
}

export const origins = ['observed', 'declared', 'inferred', 'manual'] as const;
/** How a link is known: a run said so, a definition declares it, equal digests suggest it, or a person drew it. */
export type Origin = (typeof origins)[number];

/**
 * One statement that a job reads (`input`) or writes (`output`) an artifact; append-only. Edges of both graphs are
 * derived from these: artifact–job for the definition graph, snapshot–run for the version graph.
 */
export interface Observation {
  readonly id: string;
  readonly role: 'input' | 'output';
  readonly jobId: JobId;
  readonly runId: RunId | null;
  readonly artifactId: ArtifactId;
  /** Null where the version is not known: the run is then linked to the artifact itself. */
  readonly snapshotId: SnapshotId | null;
  /** The range that the run asked for, such as `^2.1`, where it asked for one; `snapshotId` is what it got. */
  readonly requested?: string;
  readonly origin: Origin;
  /** Who said so: a file, an event's digest, a person. */
  readonly source: string;
  readonly eventTime: Timestamp;
  readonly recordedAt: Timestamp;
  /** Output column ← input columns, for column lineage. */
  readonly columns: readonly ColumnLink[] | null;
}

export interface ColumnLink {
  readonly output: string;
  readonly inputArtifactId: ArtifactId;
  readonly input: string;
}

/** A lineage event kept as it came, under its own digest; runs are folded from these in (event time, digest) order. */
export interface RawEvent {
  readonly digest: string;
  readonly format: string;
  readonly eventTime: Timestamp;
  readonly runId: RunId | null;
  readonly body: Json;
}
