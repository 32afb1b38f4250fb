import type { ByteSource, Cancellation } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import type { RowConsumer } from '../table/canonicalRows';
import type { ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import { readTable } from './formats';
import type { IngestPorts } from './ingest';
import { openFile, refusingBadGzip } from './openFile';
import { readPieces, UnreadableBytes } from './pieces';

export type RowPorts = Pick<IngestPorts, 'hashers' | 'text' | 'pace'>;

/**
 * Gives a table's rows to `rows`, in canonical form and in the order of the file; from any format that is read as a table.
 * Cancelling throws the cancellation's reason.
 */
export async function readRows(
  source: ByteSource,
  { path, options }: { readonly path: string; readonly options: ReadOptions },
  rows: RowConsumer,
  ports: RowPorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void = () => undefined,
): Promise<Result<void, ReadFailure>> {
  try {
    const opened = await openFile(path, counted(readPieces(source, ports.pace, cancellation), onBytes));
    if (opened.failure) return err(opened.failure);
    const read = await refusingBadGzip(
      readTable(opened.format, opened.pieces, source, {
        format: opened.format,
        options,
        prefix: null,
        hashers: ports.hashers,
        text: ports.text,
        cancellation,
        rows,
      }),
    );
    return read.ok ? ok(undefined) : read;
  } catch (error) {
    cancellation.throwIfAborted();
    if (error instanceof UnreadableBytes) return err({ kind: 'unreadable', message: error.message });
    throw error;
  }
}

async function* counted(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
  onBytes: (byteLength: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for await (const piece of pieces) {
    onBytes(piece.length);
    yield piece;
  }
}
