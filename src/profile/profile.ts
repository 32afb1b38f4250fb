import type { ColumnType } from '../table/schema';

/** What is known of a table's columns without its rows. Made in one pass, mergeable, stored beside the reading. */
export interface TableProfile {
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
}

/** What is known of one column after one pass: exact where it says so, else with its error. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly rowCount: number;
  readonly nullCount: number;
  readonly distinct: DistinctCount;
  readonly frequent: FrequentValues;
  /** The least and greatest value as text: numbers in shortest form, exact past 2^53; text in code-unit order; null where there is no value. */
  readonly min: string | null;
  readonly max: string | null;
  /** For integer, number, date, time and timestamp columns; dates and times as milliseconds since 1970 in UTC (times: since midnight). */
  readonly numbers: NumberSummary | null;
  /** Lengths in Unicode code points; for string columns. */
  readonly lengths: LengthSummary | null;
}

/** How many distinct values a column has, nulls left out. */
export interface DistinctCount {
  readonly count: number;
  readonly isExact: boolean;
  /** One standard error as a share of `count`; 0 where exact. */
  readonly relativeError: number;
}

/** Values with their counts, most frequent first, ties in code-unit order. A value is in the canonical cell form of table/SPEC.md. */
export interface FrequentValues {
  readonly items: readonly { readonly value: string; readonly count: number }[];
  /** Every distinct value is here, with its exact count. */
  readonly isComplete: boolean;
  /** A count may be short of the truth by at most this; 0 where complete. */
  readonly maxCountError: number;
}

/** Figures of the finite numbers of a column. */
export interface NumberSummary {
  /** Finite values, i.e. those that the figures below are of. */
  readonly count: number;
  readonly infiniteCount: number;
  readonly mean: number;
  /** The sample's (n − 1); null for fewer than two values. */
  readonly standardDeviation: number | null;
  readonly min: number;
  readonly max: number;
  readonly quantiles: QuantileSummary;
}

/**
 * Values in ascending order, each standing for `weights[i]` values: all of them where `maxRankError` is 0,
 * else a sketch whose rank of any value is off by at most `maxRankError` × count (with 99 % confidence).
 */
export interface QuantileSummary {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** As a share of the count: 0 where exact. */
  readonly maxRankError: number;
}

/** Lengths of the texts of a column, in characters. */
export interface LengthSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}
