import type { Cancellation } from '../../lib/ports';
import type { Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import type { RowBlock } from '../../table/rowBlock';
import type { RowConsumer } from '../../table/tableRows';
import type { ReadOptions } from '../../table/schema';
import type { RowsRead } from '../readRows';

/** A table's file, whose format and columns are known from its reading. */
export interface RowsFile {
  readonly path: string;
  readonly format: string;
  readonly options: ReadOptions;
  readonly columnNames: readonly string[];
}

/** Gives all rows of a table to a consumer, from its start. */
export type ReadAllRows = (
  rows: RowConsumer,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
) => Promise<Result<Pick<RowsRead, 'rowPlan'>, ReadFailure>>;

/** Is told of an opening how many bytes more were read, how many rows there are so far, and once the first of them. */
export interface OpeningWatch {
  onBytes(byteLength: number, rowCount: number): void;
  onFirst(block: RowBlock): void;
}

/** The rows of one table, some of which can be read wherever they stand. */
export interface RowWindows {
  readonly columnNames: readonly string[];
  readonly rowCount: number;
  /** Whether these are all rows: of what can only be read from its start, those that fit in memory are held. */
  readonly isWhole: boolean;
  /** Some rows, in the order asked for; they count from 0. */
  read(rows: Int32Array, cancellation: Cancellation): Promise<Result<RowBlock, ReadFailure>>;
  /** Every row once, in order; `onBytes` is told how many bytes more were read. */
  scan(
    take: (block: RowBlock) => void,
    cancellation: Cancellation,
    onBytes: (byteLength: number) => void,
  ): Promise<Result<void, ReadFailure>>;
}

/** Rows that are read together. */
export interface Segment {
  readonly firstRow: number;
  readonly rowCount: number;
}

/** The index of the last segment that begins at or before a row. */
export function segmentAt(segments: readonly Segment[], row: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle]!.firstRow <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
