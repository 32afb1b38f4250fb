import type { ByteSource, Cancellation } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import type { RowConsumer } from '../table/tableRows';
import type { ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { CsvPlan } from './csv/readCsvPiece';
import { readTable } from './formats';
import type { IngestPorts } from './ingest';
import { openFile, refusingBadPacking } from './openFile';
import { countedPieces, readPieces, unreadable } from './pieces';

/** What reading the rows of a table needs: less than ingest, as nothing is digested or kept. */
export type RowPorts = Pick<IngestPorts, 'hashers' | 'text' | 'pace' | 'onRowsRead'>;

/** A table's file, and how it is read. */
export interface ReadTableFile {
  readonly path: string;
  readonly options: ReadOptions;
  /** The columns whose cells are given as they stand in the file; canonical forms of the others. */
  readonly textColumns: readonly string[];
}

/** What is known of a table beside its rows. */
export interface RowsRead {
  /** Also where there are no rows. */
  readonly columnNames: readonly string[];
  /** How single rows can be read again by where they begin (`readCsvRows`); null where the format does not allow it. */
  readonly rowPlan: CsvPlan | null;
}

/**
 * Gives a table's rows to `rows`, in canonical form and in the order of the file; from any format that is read as a table.
 * Cancelling throws the cancellation's reason.
 */
export async function readRows(
  source: ByteSource,
  { path, options, textColumns }: ReadTableFile,
  rows: RowConsumer,
  ports: RowPorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void = () => undefined,
): Promise<Result<RowsRead, ReadFailure>> {
  try {
    const opened = await openFile(path, countedPieces(readPieces(source, ports.pace, cancellation), onBytes));
    if (opened.failure) return err(opened.failure);
    const read = await refusingBadPacking(
      readTable(opened.format, opened.pieces, source, {
        format: opened.format,
        options,
        textColumns,
        path,
        pace: ports.pace,
        prefix: null,
        hashers: ports.hashers,
        text: ports.text,
        cancellation,
        rows,
        ...(ports.onRowsRead && { onRowsRead: ports.onRowsRead }),
      }),
    );
    if (!read.ok) return read;
    const { columnNames, rowPlan } = read.value;
    return ok({ columnNames, rowPlan: opened.isCompressed ? null : (rowPlan ?? null) });
  } catch (error) {
    return unreadable(error, cancellation);
  }
}
