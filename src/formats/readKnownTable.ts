import type { ByteSource, Cancellation } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { failedReading } from '../profile/readerVersion';
import type { MadeReading } from '../profile/tablePart';
import type { PrefixRequest, ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { Digest } from '../versioning/digest';
import { readTable } from './formats';
import type { IngestPorts } from './ingest';
import { openFile, refusingBadPacking } from './openFile';
import { countedPieces, readPieces, unreadable } from './pieces';

/** Bytes whose digest is known, and how they are to be read. */
export interface KnownBytes {
  readonly source: ByteSource;
  readonly digest: Digest;
  /** Its ending helps to tell the format. */
  readonly path: string;
  readonly options: ReadOptions;
  /** The rows and columns of the version before, to look for. */
  readonly prefix: PrefixRequest | null;
}

/**
 * Reads bytes as a table once more; nothing of them is digested anew. A table that cannot be read is a reading that failed.
 * Fails where the bytes cannot be had, and as `unsupported` where they are no table. Cancelling throws the cancellation's
 * reason.
 */
export async function readKnownTable(
  { source, digest, path, options, prefix }: KnownBytes,
  ports: Omit<IngestPorts, 'beginDigest' | 'beginKeeping'>,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void = () => undefined,
): Promise<Result<MadeReading, ReadFailure>> {
  try {
    const pieces = countedPieces(readPieces(source, ports.pace, cancellation), onBytes);
    const { format, failure, pieces: inside } = await openFile(path, pieces);
    const failed = (why: ReadFailure) =>
      ok({ reading: failedReading(digest, format.name, options, why), profile: null });
    if (failure) return failed(failure);
    if (format.table === null) {
      const message = `it was recognised as ${format.name}, which is not read as a table`;
      return err({ kind: 'unsupported', message });
    }
    const read = await refusingBadPacking(
      readTable(format, inside, source, { ...ports, path, format, options, prefix, cancellation }),
    );
    return read.ok ? ok(read.value.finish(digest)) : failed(read.error);
  } catch (error) {
    return unreadable(error, cancellation);
  }
}
