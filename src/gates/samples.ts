/** Values of one metric for one version; `cases` says what each is of, so that two versions can be compared pair by pair. */
export interface Samples {
  readonly values: ArrayLike<number>;
  readonly cases: readonly string[] | null;
  /** The columns that the cases are from; `["row number"]` for the place in the file. Absent where that was not kept. */
  readonly casesFrom?: readonly string[];
  /** Rows or runs that gave no number: nothing at all, NaN, an infinity, or a word. Absent for none. */
  readonly missingCount?: number;
}

/** What `casesFrom` is where rows are the same cases in every file. */
export const byRowNumber: readonly string[] = ['row number'];

/** Samples beyond this are refused: their squares would leave what a number can hold. */
export const largestSample = 1e100;

/** Whether a value can be a sample: finite, and at most `largestSample` in size. */
export function isSample(value: number): boolean {
  return Math.abs(value) <= largestSample;
}
