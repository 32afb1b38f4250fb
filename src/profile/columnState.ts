/** A column's accumulator between two threads: plain and typed arrays only. Made and read by `ColumnAccumulator`. */
export interface ColumnState {
  /** How many cells are of each kind (kinds.ts in table/), each told by its own text; missing ones are not counted. */
  readonly kindCounts: Float64Array<ArrayBuffer>;
  /** Whether the canonical form of any cell is not its text: then it matters what the column is taken for. */
  readonly isChanged: boolean;
  /** Whether the cells were taken as text: they are as they stand in the file. */
  readonly isText: boolean;
  /** Lengths in code points of the cells as they stand in the file. */
  readonly lengths: { readonly min: number; readonly max: number; readonly sum: number };
  /** Values with their counts: all of them while `sketch` is null, then the frequent ones. */
  readonly values: ValueTableState;
  /** What each count of `values` may be short of at most; 0 while exact. */
  readonly maxCountError: number;
  readonly sketch: ColumnSketchState | null;
}

/** The distinct values of a column as flat arrays, so that a worker can hand them over. */
export interface ValueTableState {
  /** Two words a value: the hash of its bytes. */
  readonly hashes: Int32Array<ArrayBuffer>;
  /** Where each value ends in `bytes`. */
  readonly ends: Int32Array<ArrayBuffer>;
  readonly counts: Float64Array<ArrayBuffer>;
  /** The place of each value on a line of numbers; NaN where it has none. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What stands for a column once its values no longer fit the table. */
export interface ColumnSketchState {
  readonly registers: Uint8Array<ArrayBuffer>;
  readonly quantiles: QuantileSketchState;
  readonly moments: MomentsState;
  readonly infiniteCount: number;
  /** Of the finite numbers; +∞ and −∞ where there are none. */
  readonly finite: { readonly min: number; readonly max: number };
  readonly extremes: ExtremesState;
}

/** A quantile sketch as it is handed over and merged. */
export interface QuantileSketchState {
  readonly count: number;
  /** Items of level h stand for 2^h values each. */
  readonly levels: readonly Float64Array<ArrayBuffer>[];
  /** Σ 4^h over all compactions: the variance of a rank, in values squared. */
  readonly rankVariance: number;
  readonly compactionCount: number;
}

/** Count, mean and sum of squared deviations from the mean. */
export interface MomentsState {
  readonly count: number;
  readonly mean: number;
  readonly sumOfSquares: number;
}

/** The least and greatest by number and by text, as canonical bytes; null where there is none. */
export interface ExtremesState {
  readonly leastNumber: Extreme | null;
  readonly greatestNumber: Extreme | null;
  readonly leastText: Uint8Array<ArrayBuffer> | null;
  readonly greatestText: Uint8Array<ArrayBuffer> | null;
}

/** A value at an end of a column: its number, and the bytes of its text. */
export interface Extreme {
  readonly number: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
