import type { Json } from '../lib/json';
import type { ActorId, ArtifactId, SnapshotId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';
import type { ClaimFact } from './claims';
import type { Reference, Transformation } from './reference';

export type { Reference, Transformation } from './reference';

/** Derived from namespace and name, so that importing a job again finds it. */
export type JobId = string & { readonly __jobId: unique symbol };

/** The source's own id of a run, or a new one where a person recorded it. */
export type RunId = string & { readonly __runId: unique symbol };

/** The recurring process, named as OpenLineage names jobs. */
export interface Job {
  readonly id: JobId;
  readonly namespace: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: Timestamp;
  /** By which further names sources know it; absent where there are none. Jobs that share a name are one. */
  readonly otherNames?: readonly Reference[];
}

/** The states of a run; those after `running` are its ends, but for `unknown`. */
export const runStates = ['scheduled', 'running', 'completed', 'failed', 'aborted', 'unknown'] as const;

/** How a run stands, after all that was told of it. */
export type RunState = (typeof runStates)[number];

/** A run that another one names, with its job where that is said; nothing else may be known of it. */
export interface RunReference {
  readonly id: string;
  readonly job: Reference | null;
}

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
  /** The run that started it; it may be one that no source reports. */
  readonly parentRunId: RunId | null;
  /** The parent's job, as the run names it; absent where it names none. */
  readonly parentJob?: Reference;
  /** The run at the head of its parents, as the run names it; absent where it names none. */
  readonly root?: RunReference;
  /** By whom, in the source's own words or a person's name. */
  readonly actor: string | null;
  /** What its sources say of it besides, the last of each kind; absent where they say nothing. */
  readonly claims?: readonly ClaimFact[];
  readonly recordedAt: Timestamp;
}

/** In the order in which a set of them is written. */
export const origins = ['observed', 'declared', 'inferred', 'manual'] as const;
/** How a link is known: a run said so, a definition declares it, equal digests suggest it, or a person drew it. */
export type Origin = (typeof origins)[number];

/** The purposes that a link can be told of. */
export const linkPurposes = ['training', 'evaluation', 'serving', 'other'] as const;
/** What a dataset is read or written for. */
export type LinkPurpose = (typeof linkPurposes)[number];

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
  /** Absent where it is not known. */
  readonly purpose?: LinkPurpose;
  readonly origin: Origin;
  /** Who said so: a file, an event's digest, a person. */
  readonly source: string;
  readonly eventTime: Timestamp;
  readonly recordedAt: Timestamp;
  /** Output column ← input columns, for column lineage. */
  readonly columns: readonly ColumnLink[] | null;
  /** What the source says of what was read or written, such as its rows; absent where it says nothing. */
  readonly claims?: readonly ClaimFact[];
}

/** That a column of an output comes from a column of an input. */
export interface ColumnLink {
  /** Null where the input is a source of every column. */
  readonly output: string | null;
  /** Null where no artifact had the name when the link was told of: `from` has the name. */
  readonly inputArtifactId: ArtifactId | null;
  readonly from?: Reference;
  readonly input: string;
  /** Absent where none is told. */
  readonly transformations?: readonly Transformation[];
}

/**
 * What a source says of an artifact, of one of its versions or of a job; nobody here measured it. Append-only; of several
 * about one thing the one with the latest event time holds. What is said of a run or a link is part of its record.
 */
export type Claim = ClaimFact & {
  readonly id: string;
  /** One of `artifactId` and `jobId` is there. */
  readonly artifactId: ArtifactId | null;
  readonly snapshotId: SnapshotId | null;
  readonly jobId: JobId | null;
  /** The run that said so; null where none did. */
  readonly runId: RunId | null;
  /** The file that said so. */
  readonly source: string;
  readonly eventTime: Timestamp;
  readonly recordedAt: Timestamp;
};

/**
 * What a person decided about which artifacts or jobs are one, what a job is called, or what holds for a workspace; append-only.
 * - `same`: the two are one.
 * - `apart`: it is one with no other, whatever sources say, and whatever was decided before.
 * - `named`: the job's name from here on.
 * - `moved`: the version is of the artifact, whatever it is stored under.
 * - `removes`: what the job writes no longer has a tag of what it reads; without a reason that is taken back.
 * - `accepts`: a finding of the artifact or job is all right, and why; without a reason that is taken back.
 * - `policies`: what licences in the whole workspace are held against; none takes them back.
 * - `personal`: from which score findings of kinds of personal data escalate and block; kinds that are not named are as usual.
 */
export interface Decision {
  readonly id: string;
  readonly says: 'same' | 'apart' | 'named' | 'removes' | 'moved' | 'accepts' | 'policies' | 'personal';
  /** One of `artifactId` and `jobId` is there, but of `policies` and `personal`. */
  readonly artifactId: ArtifactId | null;
  readonly otherArtifactId: ArtifactId | null;
  readonly jobId: JobId | null;
  readonly otherJobId: JobId | null;
  /** Of `named` alone. */
  readonly name: Reference | null;
  /** Of `moved` alone. */
  readonly snapshotId?: SnapshotId;
  /** Of `removes` alone. */
  readonly tag?: string;
  /** Of `accepts` alone: the kind of the finding, and what of the artifact or job it is about. */
  readonly finding?: { readonly kind: string; readonly about: string };
  /** Of `removes` and `accepts` alone. */
  readonly reason?: string | null;
  /** Of `policies` alone, by their names. */
  readonly policies?: readonly string[];
  /** Of `personal` alone. */
  readonly personal?: readonly PersonalScores[];
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it. */
  readonly change?: number;
}

/** From which score on a finding of a kind of personal data asks for what; null: from none. */
export interface PersonalScores {
  readonly kind: string;
  readonly escalateFrom: number | null;
  readonly blockFrom: number | null;
}

/** A lineage event kept as it came, under its own digest; runs are folded from these in (event time, digest) order. */
export interface RawEvent {
  readonly digest: string;
  readonly format: string;
  readonly eventTime: Timestamp;
  readonly runId: RunId | null;
  readonly body: Json;
}
