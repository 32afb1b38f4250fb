import type { Cancellation, TextCodec } from '../lib/ports';
import type { Result } from '../lib/result';
import type { TablePart, TablePartOptions } from '../profile/tablePart';
import type { ReadFailure, ReadWarning } from '../table/reading';
import type { ReadOptions } from '../table/schema';

/** What every reader is given besides the bytes. */
export interface ReadContext extends PartContext {
  readonly options: ReadOptions;
  readonly text: TextCodec;
  readonly cancellation: Cancellation;
  /** Takes the parts of the table, in the order of the file. */
  onPart(part: TablePart): void;
}

/** How the rows of a part are taken. */
export type PartPlan = Pick<
  TablePartOptions,
  'prefixColumns' | 'textColumns' | 'rowLimit' | 'rows' | 'byteLength'
>;

/** How a reader comes by the parts that it puts rows into. */
export interface PartContext {
  /** How the next part is made; asked for once a part, in their order. */
  nextPart(): PartPlan;
}

/** What a reader ends with: the columns that the format declares, even without rows, and what it had to say. */
export interface ReadTable {
  readonly columnNames: readonly string[];
  readonly warnings: readonly ReadWarning[];
}

/** A table that was read, or what keeps it from being one. */
export type ReadOutcome = Result<ReadTable, ReadFailure>;
