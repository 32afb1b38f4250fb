/** Gives the rows of one column of a row group, some at a time. */
export interface ColumnRows {
  /** Reads the next `rowCount` rows; throws a `Refusal` where there are fewer. */
  read(rowCount: number): Promise<void>;
  /** What one of the rows that were read last holds, counting from 0. */
  value(row: number): unknown;
  /** Lets go of what is held. */
  close(): void;
}
