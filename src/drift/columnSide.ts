import type { ColumnProfile, TableProfile } from '../profile/profile';
import type { ColumnType } from '../table/schema';
import { sampleOfSummary, type WeightedSample } from './weightedSample';
import { populationDeviation } from './wasserstein';

/** One side of a comparison of columns: what is known of the column's values. */
export interface ColumnSide {
  readonly type: ColumnType;
  readonly rowCount: number;
  readonly nullCount: number;
  /** Null where the column is not of numbers, dates or times. */
  readonly numbers: SideNumbers | null;
  readonly values: SideValues;
}

export interface SideNumbers {
  readonly count: number;
  readonly infiniteCount: number;
  readonly min: number;
  readonly max: number;
  readonly populationDeviation: number;
  readonly sample: WeightedSample;
  /** By how much a share below any value may be wrong; 0 where the sample is all values. */
  readonly maxShareError: number;
}

export interface SideValues {
  /** By canonical text. */
  readonly counts: ReadonlyMap<string, number>;
  readonly isComplete: boolean;
  /** A count may be short by at most this, an unlisted value's included; 0 where complete. */
  readonly maxCountError: number;
  /** At most so many distinct values, with some confidence. */
  readonly maxDistinct: number;
}

export function sideOfProfile(column: ColumnProfile): ColumnSide {
  const { numbers, frequent, distinct } = column;
  return {
    type: column.type,
    rowCount: column.rowCount,
    nullCount: column.nullCount,
    numbers: numbers && {
      count: numbers.count,
      infiniteCount: numbers.infiniteCount,
      min: numbers.min,
      max: numbers.max,
      populationDeviation: populationDeviation(numbers.standardDeviation, numbers.count),
      sample: sampleOfSummary(numbers.quantiles),
      maxShareError: numbers.quantiles.maxRankError,
    },
    values: {
      counts: new Map(frequent.items.map((item) => [item.value, item.count])),
      isComplete: frequent.isComplete,
      maxCountError: frequent.isComplete ? 0 : frequent.maxCountError,
      // Three standard errors of the estimate.
      maxDistinct: Math.ceil(distinct.count * (1 + 3 * distinct.relativeError)),
    },
  };
}

/** The columns of a table by name; a name like `__proto__` is a name like any other. */
export function columnsByName(table: TableProfile): ReadonlyMap<string, ColumnProfile> {
  return new Map(table.columns.map((column) => [column.name, column]));
}
