/** Rows of a test set that stand in its training set. */
export interface SharedRows {
  readonly count: number;
  /** Of the rows of the test set. */
  readonly share: number;
  /** The first of them, from 1: where they stand in the test set, and where in the training set. */
  readonly rows: readonly { readonly test: number; readonly training: number }[];
}

/** What the two sets have in common. */
export interface Leakage {
  /** Columns of both that rows were compared by. */
  readonly columns: readonly string[];
  /** Columns that tell each row apart, which would hide a copy. */
  readonly leftOut: readonly string[];
  /** The column that a model is to predict; null where none is known. */
  readonly target: string | null;
  readonly whole: SharedRows;
  /** The same without the target; null where none is known. */
  readonly withoutTarget: SharedRows | null;
  /** The share of training rows that stand there more than once: how much of it may be chance. */
  readonly repeatedShare: number;
}
