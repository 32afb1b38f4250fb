import type { Arrangement } from '../formats/rowWindows/arrangeRows';
import type { Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { RowBlock } from '../table/rowBlock';
import type { RowWindow } from '../workers/tasks';

/** How far the opening of a table is, and the first rows as soon as they are there. */
export interface OpeningProgress {
  /** 0 to 1. */
  readonly share: number;
  readonly rowCount: number;
  readonly first: RowBlock | null;
}

/** A version's table, whose rows are read as they are looked at. */
export interface OpenedTable {
  readonly columnNames: readonly string[];
  readonly rowCount: number;
  /** Whether all rows can be looked at. */
  readonly isWhole: boolean;
  /** Rows `from` up to `to` in the order of an arrangement; 0 is the file's own. Null where another was made meanwhile. */
  read(arrangement: number, from: number, to: number): Promise<Result<RowWindow, OperationFailure> | null>;
  /** Filters and sorts; gives how many rows are left, or null where the table was let go. Rejects where it is cancelled. */
  arrange(
    arrangement: number,
    asked: Arrangement,
    signal: AbortSignal,
    onShare: (share: number) => void,
  ): Promise<Result<number, OperationFailure> | null>;
  close(): void;
}
