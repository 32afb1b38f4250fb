import type { Derivation, GraphKind, LineageGraph } from '../../lineage/graph';
import type { Json } from '../../lib/json';
import type { Claim, Decision, Job, JobId, Observation, Run, RunId } from '../../lineage/records';
import type { AnyReading, FailedReading, Reading } from '../../table/reading';
import type {
  ActorId,
  Artifact,
  ArtifactId,
  CodeVersion,
  ContractVerdict,
  FoundLicence,
  Manifest,
  Snapshot,
  SnapshotId,
} from '../../versioning/records';
import type { Leakage } from '../../versioning/leakage';
import type { BaselineChoice } from '../../drift/baseline';
import type { StoredContract } from '../../gates/contract/storedContract';
import type { Waiver } from '../../gates/contract/waiver';
import type { Guardrail } from '../../gates/guardrail';
import type { Timestamp } from '../../versioning/timestamp';
import type { AliasView } from './aliases';
import type { BytesPlace } from './bytesPlace';
import type { UnreadableRecord } from './unreadable';

/** A workspace as people see it: records joined, annotations folded, what is withdrawn left out. Derived, never stored. */
export interface Workspace {
  readonly artifacts: ReadonlyMap<ArtifactId, ArtifactView>;
  readonly snapshots: ReadonlyMap<SnapshotId, SnapshotView>;
  readonly jobs: ReadonlyMap<JobId, JobView>;
  readonly runs: ReadonlyMap<RunId, RunView>;
  readonly observations: readonly Observation[];
  /** Artifacts that came of others by no job that is told of. */
  readonly derivations: readonly Derivation[];
  /** What people decided about artifacts and jobs, in no order. */
  readonly decisions: readonly Decision[];
  /** Manifests by tree digest. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Built at the first call and kept. */
  graph(kind: GraphKind): LineageGraph;
  artifactNamed(namespace: string, name: string): ArtifactView | undefined;
  /** The sequence number of the last audit entry; 0 for an empty store. */
  readonly auditSequence: number;
  /** Stored records that cannot be read, and those that refer to them: nothing else here knows of them. */
  readonly unreadable: readonly UnreadableRecord[];
}

/** An artifact with its names, versions, aliases and guardrails. */
export interface ArtifactView {
  readonly artifact: Artifact;
  readonly namespace: string;
  readonly name: string;
  /** Every (namespace, name) it has had, latest last. */
  readonly names: readonly { readonly namespace: string; readonly name: string }[];
  /** In ascending order of sequence. */
  readonly snapshots: readonly SnapshotView[];
  /** In order of their names; removed ones too, which stand on no version. */
  readonly aliases: readonly AliasView[];
  /** Those that are asked at a promotion, in order of their names. */
  readonly guardrails: readonly Guardrail[];
  /** What its versions are compared with; `default` where nobody chose. */
  readonly baseline: BaselineChoice;
  /** Every version of its contract, in order; the last holds, and one without text says that it promises nothing. */
  readonly contracts: readonly StoredContract[];
  /** Of each waived clause the latest that was not taken back, also where its end has passed. */
  readonly waivers: readonly Waiver[];
  /** What sources say of it and of its versions, in order of event time: of each kind the last holds. */
  readonly claims: readonly Claim[];
}

/** A version with its reading in use, and the latest that is said of it; null where nothing is. */
export interface SnapshotView {
  /** Of a version that came as a pointer, with what its bytes were found to be once they were here. */
  readonly snapshot: Snapshot;
  readonly artifactId: ArtifactId;
  /** Names of the aliases that stand on it now, in order. */
  readonly aliases: readonly string[];
  /** Its reading in use where that gave a table. */
  readonly reading: Reading | null;
  /** Its reading in use where that failed. */
  readonly failedReading: FailedReading | null;
  /** All readings of its bytes, those of older readers first. */
  readonly readings: readonly AnyReading[];
  /** What is said of its bytes (its reading in use, or a folder's list of files) an import says, and nobody read them here. */
  readonly isClaimed: boolean;
  readonly message: string | null;
  readonly semanticVersion: {
    readonly version: string;
    readonly isSuggested: boolean;
    readonly reasons: readonly string[];
  } | null;
  readonly licence: string | null;
  /** The files that tell its licence; none where a person set it. */
  readonly foundLicences: readonly FoundLicence[];
  /** How fresh its artifact has to be, as people said at this version, in the order in which they did. */
  readonly objectives: readonly SaidObjective[];
  readonly tags: readonly string[];
  readonly owner: string | null;
  /** Where the Git repositories of a folder stood; none where it has none. */
  readonly code: readonly CodeVersion[];
  readonly bytes: BytesPlace;
  /** What its contract said of it last; null where it was not judged. */
  readonly verdict: ContractVerdict | null;
  /** Its bytes stay, whatever is cleaned up. */
  readonly isPinned: boolean;
  /** Why no window of versions has it: the incident that it belongs to; null where it belongs to none. */
  readonly incident: string | null;
  /** What people say of personal data in its columns, in the order in which they did. */
  readonly personalData: readonly PersonalDecision[];
  /** Looks at its rows in training sets, in the order in which they were. */
  readonly leakage: readonly KeptLeakage[];
  /** Drift that people looked at, in the order in which they did. */
  readonly acknowledgements: readonly Acknowledgement[];
}

/** That somebody said how fresh an artifact has to be, or took that back. */
export interface SaidObjective {
  readonly column: string | null;
  /** As `throughlineFreshness` writes it; null where it is taken back. */
  readonly objective: Json;
  readonly at: Timestamp;
}

/** That somebody said whether a column holds personal data of a kind. */
export interface PersonalDecision {
  readonly column: string;
  readonly of: string;
  readonly says: 'confirmed' | 'rejected';
  readonly recogniserVersion: number;
  readonly actor: ActorId;
  readonly at: Timestamp;
}

/** What a look at a version's rows in a training set found. */
export interface KeptLeakage {
  readonly training: SnapshotId;
  readonly found: Leakage;
}

/** That somebody looked at a version's drift and said why it is all right. */
export interface Acknowledgement {
  readonly columns: readonly string[];
  /** The versions that it was compared with then. */
  readonly against: readonly SnapshotId[];
  readonly reason: string;
  readonly actor: ActorId;
  readonly at: Timestamp;
}

/** A job with its runs. */
export interface JobView {
  /** By the name that it is shown by, with every further name that it has. */
  readonly job: Job;
  /** In ascending order of start. */
  readonly runs: readonly RunView[];
  /** What sources say of it, in order of event time: of each kind the last holds. */
  readonly claims: readonly Claim[];
}

/** A run with its job, and what it read and wrote. */
export interface RunView {
  readonly run: Run;
  readonly job: Job;
  readonly inputs: readonly Observation[];
  readonly outputs: readonly Observation[];
  readonly durationMs: number | null;
  readonly time: Timestamp;
}
