import type { ByteSource, Cancellation, Hashers, TextCodec } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import type { FinishedTable } from '../profile/tablePart';
import type { PrefixRequest, ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { ChunkList } from '../versioning/chunking/chunkList';
import type { Digest, Md5 } from '../versioning/digest';
import type { RunCsvPiece } from './csv/readCsv';
import { readTable, type UnfinishedTable } from './formats';
import { openFile, refusingBadPacking } from './openFile';
import { readPointer, type Pointer } from './pointer';
import { readPieces, UnreadableBytes, type Pieces, type ReadingPace } from './pieces';

/** What one read of a file gave. `failure`: the bytes look like a table or pointer and could not be read as one. */
export interface Ingested {
  readonly digest: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
  readonly format: string;
  /** How it was asked to be read as a table. */
  readonly options: ReadOptions;
  readonly table: FinishedTable | null;
  /** What the file stands for; absent where it is no pointer. */
  readonly pointer?: Pointer;
  readonly failure: ReadFailure | null;
  /** Absent where the bytes were not to be kept. */
  readonly chunks?: ChunkList;
}

/** Why not even the digest of a file is known. */
export interface UnreadableFile {
  readonly kind: 'unreadableFile';
  readonly message: string;
}

/** The bytes were to be kept, and could not be: nothing refers to what was written of them. */
export interface BytesNotKept {
  readonly kind: 'bytesNotKept';
  /** `full`: there is no room for them; else the store is not to be had. */
  readonly reason: 'full' | 'unavailable';
  readonly message: string;
}

/** What a `BytesKeeper` throws where it cannot keep them. */
export class KeepingFailed extends Error {
  override readonly name = 'KeepingFailed';
  readonly failure: BytesNotKept;
  constructor(failure: BytesNotKept) {
    super(failure.message);
    this.failure = failure;
  }
}

/** One file that is to be digested and, unless `digestOnly`, read as a table. */
export interface IngestRequest {
  /** The path inside the drop; its ending helps to tell the format. */
  readonly path: string;
  readonly options: ReadOptions;
  readonly prefix: PrefixRequest | null;
  /** Recognises the format and leaves the table unread. */
  readonly digestOnly?: boolean;
  /** Whether registers are wanted, so that the profile merges with others. */
  readonly keepsRegisters?: boolean;
}

/** Takes a file's bytes in order and ends with both digests. */
export interface FileDigester {
  /** May keep `piece`, or give its buffer away, only where it is told so: else the table's reader has it next. */
  update(piece: Uint8Array<ArrayBuffer>, mayKeep: boolean): void | Promise<void>;
  finish(): Promise<{ readonly digest: Digest; readonly md5: Md5 }>;
  /** Lets go of what it holds, after `finish` or in its place. */
  dispose(): void;
}

/** Keeps a file's bytes, in order, as chunks. Throws `KeepingFailed`. */
export interface BytesKeeper {
  /** Leaves `piece` as it is, and needs it no more once this has ended. */
  update(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** What the file is made of; whoever began it waits until that is stored. */
  finish(): Promise<ChunkList>;
}

/** What ingest needs of its platform: digests, text, pace, and where bytes are kept. */
export interface IngestPorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
  beginDigest(byteLength: number): FileDigester | Promise<FileDigester>;
  /** Where the bytes are to be kept. */
  beginKeeping?(): BytesKeeper;
  readonly pace: ReadingPace;
  /** Reads pieces of CSV on other threads; here where it is not given. */
  readonly runCsvPiece?: RunCsvPiece;
  readonly csvPiecesInFlight?: number;
  /** Is told how many rows were read so far, where a format's rows come after its bytes. */
  readonly onRowsRead?: (rowCount: number) => void;
}

/**
 * Digests a file and, where it is a table, reads and profiles it, in one read from start to end. A table that cannot
 * be read has its digests all the same, and `failure` says why. Cancelling throws the cancellation's reason.
 */
export async function ingestFile(
  source: ByteSource,
  request: IngestRequest,
  ports: IngestPorts,
  cancellation: Cancellation,
  onBytesRead: (bytesRead: number) => void = () => {},
): Promise<Result<Ingested, UnreadableFile | BytesNotKept>> {
  const digester = await ports.beginDigest(source.byteLength);
  const keeper = ports.beginKeeping?.() ?? null;
  try {
    return ok(await ingest(source, request, ports, cancellation, digester, keeper, onBytesRead));
  } catch (error) {
    cancellation.throwIfAborted();
    if (error instanceof KeepingFailed) return err(error.failure);
    if (error instanceof UnreadableBytes) return err({ kind: 'unreadableFile', message: error.message });
    throw error;
  } finally {
    digester.dispose();
  }
}

async function ingest(
  source: ByteSource,
  request: IngestRequest,
  ports: IngestPorts,
  cancellation: Cancellation,
  digester: FileDigester,
  keeper: BytesKeeper | null,
  onBytesRead: (bytesRead: number) => void,
): Promise<Ingested> {
  let isTableRead = false;
  let digesting: ReturnType<FileDigester['finish']> | null = null;
  const pieces = digested(
    readPieces(source, ports.pace, cancellation),
    async (piece) => {
      await keeper?.update(piece);
      await digester.update(piece, isTableRead);
    },
    onBytesRead,
    () => {
      // While the table's last rows are still read. Awaited below; a fault before that must not count as unhandled.
      digesting = digester.finish();
      digesting.catch(() => {});
    },
  );
  const opened = await openFile(request.path, pieces);
  let outcome: Result<UnfinishedTable, ReadFailure> | null = null;
  if (opened.failure && request.digestOnly !== true) outcome = err(opened.failure);
  else if (opened.format.table !== null && request.digestOnly !== true) {
    outcome = await refusingBadPacking(
      readTable(opened.format, opened.pieces, source, {
        ...request,
        ...ports,
        cancellation,
        format: opened.format,
      }),
    );
  }
  const isWhole = opened.head.length === source.byteLength && request.digestOnly !== true;
  const pointer = isWhole ? await readPointer(opened.format.name, opened.head, ports.text) : ok(null);
  isTableRead = true;
  // What the reader left, because it failed or does not read from start to end, is still part of the digest.
  for await (const _ of { [Symbol.asyncIterator]: () => pieces });
  const { digest, md5 } = await (digesting ?? digester.finish());
  const chunks = await keeper?.finish();
  cancellation.throwIfAborted();
  return {
    digest,
    md5,
    byteLength: source.byteLength,
    format: opened.format.name,
    options: request.options,
    table: outcome?.ok ? outcome.value.finish(digest) : null,
    ...(pointer.ok && pointer.value ? { pointer: pointer.value } : {}),
    failure: failureIn(outcome) ?? failureIn(pointer),
    ...(chunks ? { chunks } : {}),
  };
}

function failureIn(outcome: Result<unknown, ReadFailure> | null): ReadFailure | null {
  return outcome && !outcome.ok ? outcome.error : null;
}

async function* digested(
  pieces: Pieces,
  digest: (piece: Uint8Array<ArrayBuffer>) => void | Promise<void>,
  onBytesRead: (bytesRead: number) => void,
  onEnd: () => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let bytesRead = 0;
  for await (const piece of pieces) {
    const { length } = piece;
    await digest(piece);
    bytesRead += length;
    onBytesRead(bytesRead);
    yield piece;
  }
  onEnd();
}
