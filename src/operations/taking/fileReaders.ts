import type { BytesNotKept, IngestRequest, UnreadableFile } from '../../formats/ingest';
import type { Result } from '../../lib/result';
import type { TablePiece } from '../../profile/partitionedTable';
import type { TableProfile } from '../../profile/profile';
import type { FinishedTable, MadeReading } from '../../profile/tablePart';
import type { ReadFailure } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import type { ChunkList } from '../../versioning/chunking/chunkList';
import type { Digest } from '../../versioning/digest';
import type { KeptTable } from '../bytes/keptTable';
import type { OperationPorts } from '../core/ports';
import type { StoreFailure } from '../core/store';
import type { IngestedFile } from './snapshotUnit';

/** A file as the platform hands it over. To ask for its size may cost time: it is asked for where it is needed. */
export interface DroppedFile {
  readonly size: number;
  /** In milliseconds since 1970. */
  readonly lastModified: number;
}

/** That the bytes of a file are to be kept. */
export interface KeepRequest {
  /** The chunks of the version before, where they are kept. */
  readonly before: ChunkList | null;
}

/** What the reader of a dropped file is asked for. */
export interface FileRequest extends IngestRequest {
  /** Absent where the bytes are not to be kept. */
  readonly keep?: KeepRequest;
}

/** What one read of a file gave, or why it was not read, or its bytes not kept. */
export type FileRead = Result<IngestedFile, UnreadableFile | BytesNotKept>;

/** Told how many bytes were read. */
export type OnBytes = (bytes: number) => void;

/** What a table in parts is put together from. */
export interface PartsOfTable {
  readonly parts: readonly TablePiece[];
  /** Of the parts, or of runs of them. */
  readonly profiles: readonly TableProfile[];
  /** Its tree digest. */
  readonly digest: Digest;
  readonly options: ReadOptions;
}

/** Reads files and kept bytes for one unit of a drop, off the thread of whoever asks. A cancelled unit rejects. */
export interface FileReaders<F extends DroppedFile> {
  ingest(file: F, request: FileRequest, onBytes?: OnBytes): Promise<FileRead>;
  /** Reads files in their order, each by its request; `onBytes` is told how many more were read. Ends early where `take` says so. */
  ingestAll<T extends { readonly file: F }>(
    files: readonly T[],
    requestOf: (file: T) => FileRequest,
    take: (file: T, read: FileRead) => 'goOn' | 'end',
    onBytes: OnBytes,
  ): Promise<void>;
  readKept(table: KeptTable, onBytes: OnBytes): Promise<Result<MadeReading, ReadFailure>>;
  /** Puts a table in parts, or a run of them, together from what was read of each. */
  makeTable(parts: PartsOfTable): Promise<Result<FinishedTable, ReadFailure>>;
}

/** Which bytes of a drop are kept, and beside which they are stored. */
export interface Keeping {
  /** By path the chunks of the version before. */
  before(paths: readonly string[]): Promise<ReadonlyMap<string, ChunkList>>;
  /** What to ask of the reader of a file of that length: nothing where its bytes are not kept. */
  request(byteLength: number, before: ChunkList | null): { readonly keep?: KeepRequest };
  /** After all files of a unit were read, and before its transaction: what was kept of them is on disk then. */
  sync(): Promise<Result<void, StoreFailure>>;
}

/** What the files of a unit are read with. */
export interface ReadParts<F extends DroppedFile> {
  readonly ports: OperationPorts;
  readonly readers: FileReaders<F>;
  /** How tables are read; strictly where it is not said. */
  readonly options?: ReadOptions;
  /** Which bytes are kept; none where it is not said. */
  readonly keeping?: Keeping;
}

/** Told how far the reading of a unit is. */
export interface ReadProgress {
  readonly onBytes: OnBytes;
  /** How many bytes there are to read, where that is not what was believed. */
  readonly measure: (byteLength: number) => void;
}
