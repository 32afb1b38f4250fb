import type { BytesNotKept, Ingested, IngestRequest, UnreadableFile } from '../formats/ingest';
import type { Result } from '../lib/result';
import type { LayoutInput, LayoutResult } from '../lineage/layout';
import type { CommittedChange } from '../operations/commitChange';
import type { ImportSummary } from '../operations/importSummary';
import type { OperationFailure } from '../operations/outcome';
import type { ChunkList } from '../versioning/chunking/chunkList';
import type { ActorId } from '../versioning/records';

/** Types the whole worker boundary: a task's name, what goes in, what it reports, what comes out. */
export interface Tasks {
  /** One read of a file: its digests and, where it is a table, its reading and profile. */
  ingest: {
    input: IngestInput;
    progress: IngestProgress;
    output: Result<Ingested, UnreadableFile | BytesNotKept>;
  };
  /** Takes a lineage file or bundle into a workspace's database, whole or not at all. */
  importLineage: {
    input: LineageImport;
    progress: LineageProgress;
    output: Result<CommittedChange<ImportSummary>, OperationFailure>;
  };
  layout: { input: LayoutInput; progress: never; output: LayoutResult };
}

export interface LineageImport {
  readonly databaseName: string;
  readonly actor: ActorId;
  readonly path: string;
  readonly file: Blob;
}

/** How much of an import is done, 0 to 1. */
export interface LineageProgress {
  readonly share: number;
}

export interface IngestInput extends IngestRequest {
  readonly file: Blob;
  /** Absent where the bytes are not to be kept. */
  readonly keep?: KeepRequest;
}

export interface KeepRequest {
  /** The address of the worker's module that stores chunks. */
  readonly workerUrl: string;
  /** The chunks of the version before, where they are kept. */
  readonly before: ChunkList | null;
}

export interface IngestProgress {
  readonly bytesRead: number;
  readonly byteLength: number;
}
