import type { Json } from '../lib/json';
import type { Digest, Md5 } from '../versioning/digest';
import type { ArtifactKind, SnapshotContent, SnapshotId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';
import type { ClaimFact } from './claims';
import type { LinkPurpose, Origin, RunReference, RunState } from './records';
import type { ColumnSource, Reference } from './reference';

/**
 * What one raw record of a lineage source says (an event, a pointer), in the words of no format. Readers make these, and one
 * importer turns them into records. What is null was not said.
 */
export interface LineageStatement {
  /** When it was so, as the source tells it. */
  readonly time: Timestamp | null;
  /** Those that runs and links name are among them. */
  readonly jobs: readonly JobFact[];
  readonly runs: readonly RunFact[];
  /** Those that links name are among them. */
  readonly datasets: readonly DatasetFact[];
  readonly links: readonly LinkFact[];
  /** Movable names of versions, as the source has them now; absent where it tells of none. */
  readonly aliases?: readonly AliasFact[];
  /** The run that said so, where the statement tells of none: exports have claims apart from the runs that made them. */
  readonly toldBy?: string | null;
}

/** That an alias stands on a version, both of a dataset that the statement names at that version. */
export interface AliasFact {
  readonly name: string;
  readonly namespace: string;
  /** The dataset's name. */
  readonly dataset: string;
  /** The version's name. */
  readonly version: string;
}

/** A statement with the record that said it. */
export interface ReadStatement {
  readonly statement: LineageStatement;
  /** As it came; kept under the digest of its canonical form. */
  readonly record: Json;
  /** Where the record stands in its file, such as `line 4` or `/3`; empty where it is the whole file. */
  readonly place: string;
}

/** A dataset, model or other artifact, as one statement tells of it. Facts of one name add up, whatever statement they stand in. */
export interface DatasetFact extends Reference {
  readonly kind: ArtifactKind | null;
  /** Further names of the same thing: names are an equivalence, whoever says so and when. */
  readonly otherNames: readonly Reference[];
  /** Which version of it is meant. */
  readonly version: VersionFact | null;
  /** How its columns came of others. */
  readonly columnSources: readonly ColumnSource[];
  /** What else is said of it; absent where nothing is. */
  readonly claims?: readonly ClaimFact[];
}

/** A version, by the source's own name of it, by its bytes, or by both. */
export interface VersionFact {
  readonly name: string | null;
  readonly digest: Digest | null;
  /** Whether it is a version of its own, though an earlier one has the same bytes: they came back. Absent where it is not. */
  readonly isBack?: true;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
  readonly content: SnapshotContent;
  readonly format: string | null;
  /** Where it is known better than by the statement's time. */
  readonly createdAt: Timestamp | null;
  /** Of an export of this project: what it was in the store that it came from. */
  readonly own: OwnVersion | null;
}

/** A version as Throughline itself wrote it down, so that it comes back as the same. */
export interface OwnVersion {
  readonly id: SnapshotId;
  readonly sequence: number;
  readonly parents: readonly SnapshotId[];
}

/** A job that a source speaks of; `description` is null where it gives none. */
export interface JobFact extends Reference {
  readonly description: string | null;
  /** Further names of the same job; absent where there are none. */
  readonly otherNames?: readonly Reference[];
  /** What else is said of it; absent where nothing is. */
  readonly claims?: readonly ClaimFact[];
}

/** What a statement reports of a run's course. */
export type RunTransition = 'start' | 'progress' | 'complete' | 'fail' | 'abort' | 'other';

/** All that a source says of one run. */
export interface RunFact {
  /** The source's own; a UUID is in lower case. */
  readonly id: string;
  readonly job: JobFact | null;
  readonly transition: RunTransition | null;
  /** Of sources that tell the whole of a run at once: it holds against all transitions. */
  readonly course: RunCourse | null;
  readonly parent: RunReference | null;
  /** The run at the head of its parents. */
  readonly root: RunReference | null;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly metrics: Readonly<Record<string, number>>;
  /** In words, such as `spark 4.0.1`. */
  readonly environment: string | null;
  readonly codeVersion: string | null;
  readonly seed: number | null;
  readonly actor: string | null;
  /** What else is said of it; absent where nothing is. */
  readonly claims?: readonly ClaimFact[];
}

/** A run as a whole: its state, when it started and when it ended, null where that is not told. */
export interface RunCourse {
  readonly state: RunState;
  readonly startedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
}

/** A job, or one of its runs, reads or writes a dataset. */
export interface LinkFact {
  readonly role: 'input' | 'output';
  readonly job: JobFact;
  readonly runId: string | null;
  readonly dataset: DatasetFact;
  readonly origin: Origin;
  readonly purpose: LinkPurpose | null;
  /** The range of versions that was asked for, such as `^2.1`. */
  readonly requested: string | null;
  /** What is said of that which was read or written; absent where nothing is. */
  readonly claims?: readonly ClaimFact[];
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
