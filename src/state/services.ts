import { createContext, useContext } from 'react';

import type { BundleValues } from '../operations/workspaces/bundle';
import type { BaselineChoice } from '../drift/baseline';
import type { GraphKind, NodeKey } from '../lineage/graph';
import type { LayoutInput, LayoutResult } from '../lineage/layout';
import type { Result } from '../lib/result';
import type { AuditLog } from '../operations/audit/auditLog';
import type { AuditVerdict, NotedHead } from '../operations/audit/auditLogVerify';
import type { CheckScope } from '../operations/taking/checkScope';
import type { CommittedChange } from '../operations/core/commitChange';
import type { RowDiff } from '../operations/comparing/diffRows';
import type { Change, OperationFailure } from '../operations/core/outcome';
import type { TextPreview } from '../formats/csv/previewText';
import type { GraphFormat } from '../formats/graphExports/graphFormats';
import type { TitledVersion } from '../operations/bytes/keptTable';
import type { ReadOptions } from '../table/schema';
import type { AddedReading } from '../operations/taking/readings';
import type { Finding } from '../operations/findings/finding';
import type { Leakage } from '../versioning/leakage';
import type { FindingWatch } from '../operations/findings/findingsOf';
import type { NextOf } from '../operations/taking/snapshotUnit';
import type { Thing } from '../operations/identities/thing';
import type { FolderPlan } from '../operations/bytes/restoreFolder';
import type { FileFormat } from '../operations/lineage/exportFileFormats';
import type { ExportScope } from '../operations/lineage/lineageSelection';
import type { RunDraft } from '../operations/lineage/runDraft';
import type { RuledVersion } from '../operations/taking/semanticVersion';
import type { RunView, Workspace } from '../operations/core/workspace';
import type { RerunVerdict } from '../operations/lineage/compareRerun';
import type { Tolerance } from '../gates/reproducibility/tolerance';
import type { ExportArchive } from './exportArchive';
import type { DroppedOutput } from './compareRerunInWorker';
import type { TableProfile } from '../profile/profile';
import type {
  ActorId,
  ArtifactId,
  ArtifactKind,
  SnapshotId,
  Annotation,
  AuditEntry,
} from '../versioning/records';
import type { ColumnFindings } from '../gates/privacy/recogniseTable';
import type { JobId, Reference, RunId } from '../lineage/records';
import type { DerivedResults } from '../storage/derivedResults';
import type { ChanceLevels } from './chanceLevels';
import type { Contracts } from './contracts';
import type { EventFollowing } from './followedEvents';
import type { Gates } from './gates';
import type { OpenedTable, OpeningProgress } from './openedTable';
import type { FirstBytes } from './readBytes';
import type { ReadAgainRequest } from './readKept';
import type { ReleaseEvidence } from './releaseEvidence';
import type { Releases } from './releases';
import type { RestoreOutcome, RestoreSubject } from './restoreBytes';
import type { Storage } from './storage';

/** Everything that views can ask for or do; made once by the composition root, so that `ui` knows neither storage nor workers. */
export interface Services {
  /** Calls back with the workspace now and after every change, in this tab or another. Returns the unsubscriber. */
  watchWorkspace(
    onValue: (workspace: Workspace) => void,
    onFailure: (failure: OperationFailure) => void,
  ): () => void;
  profile(readingKey: string): Promise<TableProfile | null>;
  /** What personal data the columns of a reading seem to hold; null where it has no profile. */
  personalData(readingKey: string): Promise<readonly ColumnFindings[] | null>;
  /** Declares that a job removes a tag, and why; a reason of null takes that back. */
  declareRemoval(
    jobId: JobId,
    tag: string,
    reason: string | null,
  ): Promise<Result<Change<void>, OperationFailure>>;
  audit(): Promise<readonly AuditEntry[]>;
  /** The log with the names of all that it is about. */
  auditLog(): Promise<Result<AuditLog, OperationFailure>>;
  /** Reads the log anew and checks its whole chain, off the page's thread. */
  verifyAudit(noted: NotedHead | null): Promise<Result<AuditVerdict, OperationFailure>>;
  /** Who this browser's changes are recorded as. */
  actorId(): Promise<ActorId>;
  /** What PSI chance alone gives, drawn off the page's thread. */
  readonly chance: ChanceLevels;
  /** Figures that were computed and would be again, kept on this device. */
  readonly derived: DerivedResults;
  layout(input: LayoutInput, signal: AbortSignal): Promise<LayoutResult>;
  /** Which rows differ between two versions whose bytes are kept; rejects with the signal's reason where it is cancelled. */
  diffRows(
    request: RowDiffRequest,
    signal: AbortSignal,
    onProgress: (share: number) => void,
  ): Promise<Result<RowDiff, OperationFailure>>;

  /** Which rows of a test set stand in a training set, by kept bytes; null where they share no column. Rejects where it is cancelled. */
  findLeakage(
    request: LeakageRequest,
    signal: AbortSignal,
    onProgress: (share: number) => void,
  ): Promise<Result<Leakage | null, OperationFailure>>;

  /**
   * Reads a version's kept bytes by today's readers, in a worker, and puts that reading beside the others and into use.
   * The tray shows how far it is. Null where it was cancelled.
   */
  readAgain(
    request: ReadAgainRequest,
    byteLength: number,
  ): Promise<Result<CommittedChange<AddedReading>, OperationFailure> | null>;
  /** What the first rows of a version's kept text would be, read by these options. */
  previewReading(
    version: TitledVersion,
    options: ReadOptions,
  ): Promise<Result<TextPreview, OperationFailure>>;
  /** Opens the kept bytes of a version as a table whose rows are read as they are looked at; rejects where it is cancelled. */
  openTable(
    version: RowDiffSide,
    signal: AbortSignal,
    onProgress: (progress: OpeningProgress) => void,
  ): Promise<Result<OpenedTable, OperationFailure>>;
  /** The first bytes of a version that are kept; rejects where it is cancelled. */
  readBytes(
    version: TitledVersion,
    limit: number,
    signal: AbortSignal,
  ): Promise<Result<FirstBytes, OperationFailure>>;
  /** Puts another of a version's readings into use. */
  switchReading(snapshotId: SnapshotId, readingKey: string): Promise<Result<Change<void>, OperationFailure>>;

  /** Starts an activity for everything dropped; progress and outcomes are in the activity store. */
  drop(items: readonly DroppedItem[]): void;
  recordRun(draft: RunDraft): Promise<Result<Change<RunId>, OperationFailure>>;
  /** Links two nodes of the definition or version graph (dragging a connection); refuses a cycle in the version graph. */
  link(kind: GraphKind, from: NodeKey, to: NodeKey): Promise<Result<Change<void>, OperationFailure>>;
  createArtifact(
    kind: ArtifactKind,
    namespace: string,
    name: string,
  ): Promise<Result<Change<string>, OperationFailure>>;
  /** Says what an artifact is. */
  setKind(artifactId: ArtifactId, kind: ArtifactKind): Promise<Result<Change<void>, OperationFailure>>;
  /** Chooses what an artifact's versions are compared with. */
  setBaseline(
    artifactId: ArtifactId,
    choice: BaselineChoice,
  ): Promise<Result<Change<void>, OperationFailure>>;
  /** Makes others one with an artifact or job; gives what stands for them. */
  merge(into: Thing, others: readonly string[]): Promise<Result<Change<Thing>, OperationFailure>>;
  /** Makes a thing of some of the names of another; gives what stands for the rest. */
  split(thing: Thing, names: readonly Reference[]): Promise<Result<Change<Thing>, OperationFailure>>;
  /** Makes versions of an artifact those of the artifact that has a name, or of a new one; gives what the rest is of. */
  splitVersions(
    artifactId: ArtifactId,
    versions: readonly SnapshotId[],
    name: string,
  ): Promise<Result<Change<Thing>, OperationFailure>>;
  rename(thing: Thing, name: string): Promise<Result<Change<Thing>, OperationFailure>>;
  /** Takes an artifact or job out of view with all that is its own. */
  deleteThing(thing: Thing): Promise<Result<Change<null>, OperationFailure>>;
  /** Overrules the suggested semantic version of a snapshot. */
  ruleVersion(snapshotId: SnapshotId, ruling: RuledVersion): Promise<Result<Change<void>, OperationFailure>>;
  annotate(snapshotId: SnapshotId, body: Annotation['body']): Promise<Result<Change<void>, OperationFailure>>;
  undo(auditSequence: number): Promise<Result<Change<void>, OperationFailure>>;
  /** Takes all imports of a source of lineage out of view, by its name. */
  takeBackSource(name: string): Promise<Result<Change<void>, OperationFailure>>;
  /** What nobody declared, and what speaks against a figure. */
  findings(workspace: Workspace, watch: FindingWatch): Promise<readonly Finding[]>;
  /** Accepts a finding of an artifact or job; a reason of null takes that back. */
  acceptFinding(
    thing: Thing,
    finding: Finding,
    reason: string | null,
  ): Promise<Result<Change<void>, OperationFailure>>;
  /** Holds what a second run wrote, as files or as a stored run, against the outputs of the first. Rejects where a file cannot be read. */
  compareRerun(
    workspace: Workspace,
    run: RunView,
    second: readonly DroppedOutput[] | RunView,
    tolerance: Tolerance,
  ): Promise<RerunVerdict>;
  readonly contracts: Contracts;
  /** Freshness and licences, which follow the graph. */
  readonly gates: Gates;
  /** Aliases, guardrails and measurements. */
  readonly releases: Releases;
  /** Signed evidence of releases. */
  releaseEvidence(): Promise<ReleaseEvidence>;
  /** Events of running jobs, where the server of the page collects them. */
  readonly events: EventFollowing;
  /** The bytes that are kept on this device. */
  readonly storage: Storage;
  loadSample(): Promise<Result<void, OperationFailure>>;
  /** `within` null exports everything; else the closure of that node. */
  exportOpenLineage(scope: ExportScope): Promise<Result<string, OperationFailure>>;
  /** The lineage in a format of others. */
  exportGraph(scope: ExportScope, format: GraphFormat): Promise<Result<string, OperationFailure>>;
  /** The lineage as files of others, in one archive. */
  exportArchive(scope: ExportScope, format: FileFormat): Promise<Result<ExportArchive, OperationFailure>>;
  /** Of a part, values of personal columns are masked unless it is said otherwise; of everything they are there, as the log seals them. */
  exportBundle(scope: ExportScope, values?: BundleValues): Promise<Result<string, OperationFailure>>;
  wipe(): Promise<Result<void, OperationFailure>>;
  /** How many files and folders of a scope can be looked at by a kept handle. */
  checkable(scope: CheckScope): Promise<Checkable>;
  /**
   * Compares a scope with what is dropped, or where that is null by kept handles, asking for permission where the browser
   * wants it. How it goes and what it finds is in the store of checks.
   */
  check(scope: CheckScope, items: readonly DroppedItem[] | null): void;

  /** Writes a file, or a folder as an archive, every digest checked; gives a blob where no place is chosen. Null where it was cancelled. */
  restoreToFile(
    subject: RestoreSubject,
    kind: 'file' | 'zip',
    target: FileSystemFileHandle | null,
  ): Promise<RestoreOutcome<Blob | null>>;
  /** What writing a folder's files below `target` would do; writes nothing. */
  planFolderRestore(
    subject: RestoreSubject,
    target: FileSystemDirectoryHandle,
    signal: AbortSignal,
    onFile: (filesDone: number) => void,
  ): Promise<RestoreOutcome<FolderPlan>>;
  /** Writes what the plan says, and gives how many files that were. */
  writeFolder(
    subject: RestoreSubject,
    plan: FolderPlan,
    target: FileSystemDirectoryHandle,
  ): Promise<RestoreOutcome<number>>;
}

/** Two versions, and the columns that tell which row is which. */
export interface RowDiffRequest {
  readonly reference: RowDiffSide;
  readonly current: RowDiffSide;
  /** None where whole rows are compared. */
  readonly keyColumns: readonly string[];
}

/** A test set and the training set that it must not share rows with. */
export interface LeakageRequest {
  readonly training: RowDiffSide;
  readonly test: RowDiffSide;
  /** The column that a model predicts; null: by its name. */
  readonly target: string | null;
}

/** A version whose rows are compared. */
export interface RowDiffSide {
  readonly snapshotId: SnapshotId;
  /** Of its reading in use. */
  readonly readingKey: string;
  /** Its file's, whose ending helps to tell the format. */
  readonly path: string;
  /** `trips.csv v3`. */
  readonly title: string;
}

/** A file or folder as a person handed it over; the handle is null where the browser gave none. */
export type DroppedItem =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly file: File;
      readonly handle: FileSystemFileHandle | null;
      /** The artifact that a person said it is the next version of. */
      readonly nextOf?: ArtifactId;
    }
  | {
      readonly kind: 'directory';
      readonly name: string;
      readonly files: readonly { readonly path: string; readonly file: File }[];
      readonly handle: FileSystemDirectoryHandle | null;
      /** Patterns of what a person leaves out; absent: those of the version before. */
      readonly leaveOut?: readonly string[];
      /** Folders below it, empty for itself, that are one table each; absent: those of the versions before. */
      readonly asTables?: readonly string[];
      /** The artifacts that a person said files of it are the next versions of. */
      readonly nextOf?: NextOf;
      /** Its files were read a moment ago: what has a stored reading is not parsed again. */
      readonly isReadBefore?: true;
    };

/** How many files and folders a scope is made of, and how many of them can be looked at without being dropped. */
export interface Checkable {
  readonly rootCount: number;
  readonly handleCount: number;
}

/** Null outside of the page's own frame. */
export const ServicesContext = createContext<Services | null>(null);

/** The services of the page; throws outside their provider, which is a bug. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices outside ServicesContext');
  return services;
}
