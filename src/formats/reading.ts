import type { Cancellation, TextCodec } from '../lib/ports';
import type { Result } from '../lib/result';
import type { TablePart } from '../profile/tablePart';
import type { RowConsumer } from '../table/tableRows';
import type { ReadFailure, ReadWarning } from '../table/reading';
import type { ReadOptions } from '../table/schema';

/** What every reader is given besides the bytes. */
export interface ReadContext {
  readonly options: ReadOptions;
  /** The columns of the prefix request, where there is one. */
  readonly prefixColumns: readonly string[] | null;
  /** Who gets the rows in place of their profile; null where that is what is wanted. */
  readonly rows: RowConsumer | null;
  readonly text: TextCodec;
  readonly cancellation: Cancellation;
  /** Takes the parts of the table, in the order of the file. */
  onPart(part: TablePart): void;
}

/** What a part of a table is made by. */
export type PartContext = Pick<ReadContext, 'prefixColumns' | 'rows'>;

/** What a reader ends with: the columns that the format declares, even without rows, and what it had to say. */
export interface ReadTable {
  readonly columnNames: readonly string[];
  readonly warnings: readonly ReadWarning[];
}

export type ReadOutcome = Result<ReadTable, ReadFailure>;
