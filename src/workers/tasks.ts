import type { BadEvents } from '../formats/lineageFormat';
import type { FilesOnDemand } from './filesOnDemand';
import type { JoinedFiles } from './joinFiles';
import type { RecognisedLineage } from '../formats/recogniseLineage';
import type { ChanceDraw } from '../drift/chanceDraw';
import type { ChanceLevel } from '../drift/chanceLevel';
import type { BytesNotKept, Ingested, UnreadableFile } from '../formats/ingest';
import type { Result } from '../lib/result';
import type { SampleTable } from '../formats/samples/sampleRows';
import type { WorkspaceLabel } from '../formats/workspaceFile/workspaceHead';
import type { LayoutInput, LayoutResult } from '../lineage/layout';
import type { AuditVerdict, NotedHead } from '../operations/audit/auditLogVerify';
import type { StoreVerdict, VerifyProgress } from '../operations/audit/verifyStore';
import type { StoreFailure } from '../operations/core/store';
import type { RunCsvPiece } from '../formats/csv/readCsv';
import type { Arrangement } from '../formats/rowWindows/arrangeRows';
import type { RowsFile } from '../formats/rowWindows/rowWindows';
import type { CsvPlan } from '../formats/csv/readCsvPiece';
import type { CommittedChange } from '../operations/core/commitChange';
import type { ExportProgress, ExportSummary } from '../operations/workspaces/exportWorkspace';
import type {
  DiffFailure,
  ReadCells,
  ReadHashes,
  RowDiff,
  WantedPlaces,
} from '../operations/comparing/diffRows';
import type { LeakageFailure } from '../operations/findings/leakage';
import type { Leakage } from '../versioning/leakage';
import type { ImportSummary } from '../operations/lineage/importSummary';
import type { KeyQuery, KeySearch, KeySearchProgress } from '../operations/bytes/searchKey';
import type { KeptPart, KeptRows } from '../operations/bytes/keptParts';
import type { ListedFile } from '../operations/bytes/keptSource';
import type { DraftedContract, PastTable } from '../operations/contracts/draftFromVersions';
import type { Judgement, JudgingFault, TableToJudge } from '../operations/contracts/judgeTable';
import type { OtherTable } from '../operations/contracts/otherTables';
import type { KeptTable } from '../operations/bytes/keptTable';
import type { Change, OperationFailure } from '../operations/core/outcome';
import type { FileRequest, PartsOfTable } from '../operations/taking/fileReaders';
import type { FolderPlan } from '../operations/bytes/restoreFolder';
import type { FinishedTable, MadeReading } from '../profile/tablePart';
import type { ColumnFindings } from '../gates/privacy/recogniseTable';
import type { TableProfile } from '../profile/profile';
import type { ReadFailure } from '../table/reading';
import type { RowBlock } from '../table/rowBlock';
import type { ColumnSchema, ReadOptions } from '../table/schema';
import type { ChunkList } from '../versioning/chunking/chunkList';
import type { Digest } from '../versioning/digest';
import type { ActorId, CodeVersion, SnapshotId } from '../versioning/records';

/** A version that is judged. */
export interface JudgeInput extends TableToJudge {
  readonly table: KeptRows;
  readonly others: readonly OtherTable[];
  /** Patterns and queries that took too long before: what asks them is unknown. */
  readonly tooSlow: readonly string[];
}

/** Versions of a table that a contract is drafted from. */
export interface DraftInput {
  readonly name: string;
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  readonly versions: readonly (Omit<PastTable, 'read'> & { readonly table: KeptRows })[];
  readonly tooSlow: readonly string[];
}

/** How far it is, and the pattern or query that runs at this moment, so that whoever waits can end one that does not come back. */
export interface JudgeProgress {
  readonly bytesRead: number;
  readonly question: string | null;
}

/** A table whose rows are read for personal data, and the columns to look at. */
export interface PersonalTable extends Omit<KeptTable, 'prefix'> {
  readonly columns: readonly string[];
}

/** Types the whole worker boundary: a task's name, what goes in, what it reports, what comes out. */
export interface Tasks {
  /** One read of a file: its digests and, where it is a table, its reading and profile. */
  ingest: {
    input: IngestInput;
    progress: IngestProgress;
    output: Result<Ingested, UnreadableFile | BytesNotKept>;
  };
  /**
   * The same of several small files, one after another, their bytes stored together: a task for each takes longer than its
   * reading. Progress is of all of them; one that cannot be read does not keep the others from it.
   */
  ingestSmall: {
    input: { readonly files: readonly IngestInput[] };
    progress: IngestProgress;
    output: readonly Result<Ingested, UnreadableFile | BytesNotKept>[];
  };
  /** Tells by its content what each of many files is, of all that may hold lineage. */
  scanLineage: {
    input: LineageScan;
    progress: never;
    output: readonly ScannedFile[];
  };
  /** Takes a lineage file or bundle into a workspace's database, whole or not at all. */
  importLineage: {
    input: LineageImport;
    progress: LineageProgress;
    output: Result<CommittedChange<ImportSummary>, OperationFailure>;
  };
  /** Takes the lineage of a dropped folder into a workspace's database, all of it as one change or not at all. */
  importFolderLineage: {
    input: FolderLineageImport;
    progress: LineageProgress;
    output: Result<CommittedChange<ImportSummary>, OperationFailure>;
  };
  /** The same of an archive; null where there is no lineage in it, or it is no archive. */
  importArchiveLineage: {
    input: LineageImport;
    progress: LineageProgress;
    output: Result<CommittedChange<ImportSummary>, OperationFailure> | null;
  };
  /** SHA-256 of each of many texts in UTF-8, in their order. */
  digestTexts: {
    input: { readonly texts: readonly string[] };
    progress: never;
    output: readonly string[];
  };
  /** Writes a version's kept bytes somewhere; progress is how many of them, of a plan how many files. */
  restore: { input: RestoreJob; progress: number; output: Result<Restored, OperationFailure> };
  /** Writes a workspace with its bytes to a file, or into a blob where there is none. */
  exportWorkspace: {
    input: WorkspaceExport;
    progress: ExportProgress;
    output: Result<ExportSummary & { readonly blob: Blob | null }, OperationFailure>;
  };
  /** Takes a workspace file into a workspace's database, whole or not at all. */
  importWorkspace: {
    input: LineageImport & { readonly isLeavingOut: boolean };
    progress: LineageProgress;
    output: Result<CommittedChange<ImportSummary>, OperationFailure>;
  };
  /** Where the Git repositories of a dropped folder stand. */
  readRepositories: { input: RepositoriesInput; progress: never; output: readonly CodeVersion[] };
  /** A version's kept bytes read as a table once more; progress is how many of them. */
  readKept: { input: KeptTable; progress: number; output: Result<MadeReading, ReadFailure> };
  /** A version's kept bytes judged by a contract; fails with a place in the contract where it cannot be judged by. */
  judgeKept: {
    input: JudgeInput;
    progress: JudgeProgress;
    output: Result<Judgement, JudgingFault>;
  };
  /** A contract that versions keep, drafted from their kept bytes, oldest first. */
  draftContract: {
    input: DraftInput;
    progress: JudgeProgress;
    output: Result<DraftedContract, ReadFailure & { readonly title: string }>;
  };
  /** A table in parts, or a run of them, put together from what was read of each. */
  makeTable: {
    input: PartsOfTable;
    progress: never;
    output: Result<FinishedTable, ReadFailure>;
  };
  /** The cells of a table of samples; nothing is kept of it. */
  readSamples: {
    input: { readonly file: Blob; readonly path: string };
    progress: never;
    output: Result<SampleTable, ReadFailure>;
  };
  /** Checks the chain of the log that a database holds. */
  verifyAudit: {
    input: { readonly databaseName: string; readonly noted: NotedHead | null };
    progress: never;
    output: Result<AuditVerdict, StoreFailure>;
  };
  /** Verifies a workspace's store; chunks that are damaged or lost are put aside. */
  verifyStore: {
    input: { readonly databaseName: string };
    progress: VerifyProgress;
    output: Result<StoreVerdict, StoreFailure>;
  };
  /** Searches the kept bytes of a workspace for a key. */
  searchKey: {
    input: KeyQuery & { readonly databaseName: string };
    progress: KeySearchProgress;
    output: Result<KeySearch, StoreFailure>;
  };
  /** Takes a change back that made so many records that the page would stand still. */
  undo: { input: LargeUndo; progress: never; output: Result<Change<void>, OperationFailure> };
  /** Takes the imports of a source back. */
  takeBackSource: {
    input: { readonly databaseName: string; readonly actor: ActorId; readonly name: string };
    progress: never;
    output: Result<Change<void>, OperationFailure>;
  };
  /** What PSI chance alone gives for each of these draws, in their order. */
  simulateChance: {
    input: { readonly draws: readonly ChanceDraw[] };
    progress: never;
    output: readonly ChanceLevel[];
  };
  /** What personal data columns seem to hold, by the values that their profile names, and by the rows where they are given. */
  recognise: {
    input: { readonly profile: TableProfile; readonly rows: PersonalTable | null };
    progress: never;
    output: readonly ColumnFindings[];
  };
  layout: { input: LayoutInput; progress: never; output: LayoutResult };
  /** Which rows differ between two versions whose bytes are kept. */
  diffRows: { input: RowDiffInput; progress: IngestProgress; output: Result<RowDiff, DiffFailure> };
  /** Rows of a test set that stand in its training set; null where the two share no column. */
  findLeakage: {
    input: { readonly training: LeakageTable; readonly test: LeakageTable; readonly target: string | null };
    progress: IngestProgress;
    output: Result<Leakage, LeakageFailure> | null;
  };
  /** Opens a table so that its rows can be read wherever they stand; progress has the first rows once. Tables that were opened earlier are let go. */
  openRows: { input: RowsInput; progress: RowsProgress; output: Result<RowsOpened, ReadFailure> };
  /** Rows `from` up to `to` of a table in the order of its last arrangement; null where it is not open any more. */
  readWindow: {
    input: { readonly id: string; readonly arrangement: number; readonly from: number; readonly to: number };
    progress: never;
    output: Result<RowWindow, ReadFailure> | null;
  };
  /** Filters and sorts a table; null where it is not open any more. */
  arrangeRows: {
    input: { readonly id: string; readonly arrangement: number } & Arrangement;
    progress: number;
    output: Result<number, ReadFailure> | null;
  };
  closeRows: { input: { readonly id: string }; progress: never; output: void };
  /** The readings of one side of a row diff; progress is the bytes of the last pieces. */
  hashRows: {
    input: {
      readonly table: DiffedVersion;
      readonly keyColumns: readonly string[];
      readonly valueColumns: readonly string[];
    };
    progress: number;
    output: Result<ReadHashes, ReadFailure>;
  };
  rowCells: {
    input: {
      readonly table: DiffedVersion;
      readonly wanted: WantedPlaces;
      readonly comparedColumns: readonly string[];
      readonly textColumns: readonly string[];
    };
    progress: number;
    output: Result<ReadCells, ReadFailure>;
  };
  /** A piece of whole records, whose memory comes back with what it holds. */
  readCsvPiece: {
    input: { readonly bytes: Uint8Array<ArrayBuffer>; readonly plan: CsvPlan };
    progress: never;
    output: Awaited<ReturnType<RunCsvPiece>>;
  };

  /** A digest of bytes that come by the piece: begun, given its pieces, and ended, all on one worker. */
  beginDigest: { input: { readonly name: HashName }; progress: never; output: void };
  /** The piece comes back, to be filled again. */
  digestPiece: {
    input: { readonly piece: Uint8Array<ArrayBuffer> };
    progress: never;
    output: Uint8Array<ArrayBuffer>;
  };
  /** In hex. */
  endDigest: { input: null; progress: never; output: string };

  /** A file to be stored as chunks, beside those of the version before: begun, given its pieces, and ended, all on one worker. */
  beginKeeping: { input: { readonly before: ChunkList | null }; progress: never; output: void };
  keepPiece: {
    input: { readonly piece: Uint8Array<ArrayBuffer> };
    progress: never;
    output: Result<void, BytesNotKept>;
  };
  endKeeping: { input: null; progress: never; output: Result<ChunkList, BytesNotKept> };
  /** Done when all files that were ended are stored: before that nothing may refer to them. */
  storeKept: { input: null; progress: never; output: Result<void, BytesNotKept> };
}

/** A table that is opened, under a name by which its rows are asked for. */
export interface RowsInput extends RowsFile {
  readonly id: string;
  readonly bytes: ListedFile | readonly KeptPart[];
}

/** How far the opening of a table is, and once its first rows. */
export interface RowsProgress {
  readonly bytesRead: number;
  readonly rowCount: number;
  readonly first: RowBlock | null;
}

/** How many rows can be read; not all of a table that can only be read from its start and does not fit in memory. */
export interface RowsOpened {
  readonly rowCount: number;
  readonly isWhole: boolean;
}

/** Rows that follow each other in an arrangement, with their numbers in the file, from 0. */
export interface RowWindow {
  readonly block: RowBlock;
  readonly rows: Int32Array<ArrayBuffer>;
}

/** A digest that is computed by the piece. */
export type HashName = 'sha256' | 'md5';

/** What is to be done with a version's bytes. */
export type RestoreJob = {
  readonly databaseName: string;
  readonly snapshotId: SnapshotId;
  /** Of the artifact, without the folders before it. */
  readonly name: string;
} & (
  | { readonly kind: 'file'; readonly target: FileSystemFileHandle | null }
  | { readonly kind: 'zip'; readonly target: FileSystemFileHandle | null }
  | { readonly kind: 'plan'; readonly target: FileSystemDirectoryHandle }
  | { readonly kind: 'write'; readonly target: FileSystemDirectoryHandle; readonly plan: FolderPlan }
);

/** What came of it: a blob where there was no place to write to. */
export type Restored =
  | { readonly kind: 'file'; readonly blob: Blob | null }
  | { readonly kind: 'plan'; readonly plan: FolderPlan }
  | { readonly kind: 'written'; readonly fileCount: number };

/** A workspace that is to be written to a file; into memory where `target` is null. */
export interface WorkspaceExport {
  readonly databaseName: string;
  readonly actor: ActorId;
  readonly workspace: WorkspaceLabel;
  readonly target: FileSystemFileHandle | null;
}

/** Two versions whose rows are to be compared. */
export interface RowDiffInput {
  readonly reference: DiffedVersion;
  readonly current: DiffedVersion;
  /** Columns of both sides; none where whole rows are compared. */
  readonly keyColumns: readonly string[];
}

/** A version whose rows are looked for in another, or in which they are. */
export interface LeakageTable extends Omit<DiffedVersion, 'comparedAsText'> {
  readonly columns: readonly ColumnSchema[];
  readonly profile: TableProfile;
}

/** A table by its bytes: a file, what is kept of one, or of the parts of one. */
export interface DiffedVersion {
  readonly bytes: Blob | ListedFile | readonly KeptPart[];
  /** Its ending helps to tell the format. */
  readonly path: string;
  readonly options: ReadOptions;
  readonly columnNames: readonly string[];
  readonly comparedAsText: readonly string[];
}

/** The files of a dropped folder, in which Git repositories are looked for. */
export interface RepositoriesInput {
  /** By their path in the folder; what was not digested, as below `.git/`, has none. */
  readonly files: readonly { readonly path: string; readonly file: File; readonly digest: Digest | null }[];
}

/** The files of a dropped folder, in which lineage is looked for. */
export interface LineageScan {
  readonly joined: readonly JoinedFiles[];
}

/** What a file is of all that may hold lineage. */
export interface ScannedFile {
  /** Null where it cannot be read. */
  readonly recognised: RecognisedLineage | null;
  /** All of a small file of lineage, so that it need not be read again: to ask for a file takes longer than to read it. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** A lineage file that is to be imported into a workspace. */
export interface LineageImport {
  readonly databaseName: string;
  readonly actor: ActorId;
  readonly path: string;
  readonly file: Blob;
  readonly badEvents?: BadEvents;
}

/** All lineage of a dropped folder, imported as one change. */
export interface FolderLineageImport {
  readonly databaseName: string;
  readonly actor: ActorId;
  /** The folder's name. */
  readonly path: string;
  /** Files that are handed over, by their paths in it, or their bytes where these are at hand. */
  readonly files: readonly { readonly path: string; readonly file: Blob | Uint8Array<ArrayBuffer> }[];
  /** The rest of its files: a format may open others than those that were recognised. */
  readonly others?: FilesOnDemand;
  /** Those that were recognised, with the names of their formats. */
  readonly found: readonly { readonly path: string; readonly format: string }[];
  readonly badEvents?: BadEvents;
}

/** A change that is too large to be taken back on the page's thread. */
export interface LargeUndo {
  readonly databaseName: string;
  readonly actor: ActorId;
  readonly auditSequence: number;
}

/** How much of an import is done, 0 to 1. */
export interface LineageProgress {
  readonly share: number;
}

/** A file that a worker is to read. */
export interface IngestInput extends FileRequest {
  readonly file: Blob;
}

/** How far a file is read. */
export interface IngestProgress {
  readonly bytesRead: number;
  readonly byteLength: number;
  /** Of the file that is read now; absent where none is known yet. */
  readonly rowsRead?: number;
}
