import { readRows, type RowPorts } from '../../formats/readRows';
import type { ByteSource, Cancellation } from '../../lib/ports';
import type { Result } from '../../lib/result';
import { partitionOf } from '../../table/partition';
import { PartitionedRows } from '../../table/partitionedRows';
import type { Reading, ReadFailure } from '../../table/reading';
import type { RowConsumer } from '../../table/tableRows';

/** A file of a partitioned table, and its bytes. */
export interface OpenPart {
  /** Below the table's folder. */
  readonly path: string;
  readonly reading: Pick<Reading, 'columns' | 'options' | 'rowCount'>;
  open<T>(work: (source: ByteSource) => Promise<T>): Promise<T>;
}

/** Gives the rows of one part to `rows`, with what its path says of them; a failure names the part. */
export async function readPart(
  part: OpenPart,
  rows: RowConsumer,
  textColumns: readonly string[],
  ports: RowPorts,
  cancellation: Cancellation,
  onBytes?: (byteLength: number) => void,
): Promise<Result<unknown, ReadFailure>> {
  const { path, reading } = part;
  const own = new Set(reading.columns.map(({ name }) => name));
  const values = partitionOf(path).filter(({ name }) => !own.has(name));
  const file = { path, options: reading.options, textColumns };
  const done = await part.open((source) =>
    readRows(source, file, new PartitionedRows(rows, values, textColumns), ports, cancellation, onBytes),
  );
  return done.ok ? done : { ok: false, error: { ...done.error, message: `${path}: ${done.error.message}` } };
}
