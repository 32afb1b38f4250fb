import type {
  ColumnProfile,
  FrequentValues,
  NumberSummary,
  QuantileSummary,
  TableProfile,
} from '../profile/profile';
import type { ColumnType } from '../table/schema';
import { sampleOfWeighted, type WeightedSample } from '../numerics/weightedSample';
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

/** The finite numbers of one side, with how far shares of its sample may be wrong. */
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

/** The values of one side as they are counted, with how far the counts may be wrong. */
export interface SideValues {
  /** Values in canonical form with their counts, most frequent first. */
  readonly listed: FrequentValues['items'];
  /** The same by value; made at the first call, since columns of numbers rarely need it. */
  counts(): ReadonlyMap<string, number>;
  readonly isComplete: boolean;
  /** A listed count may be short by at most this; 0 where complete. */
  readonly maxCountError: number;
  /** A value that is not listed occurs at most so often; 0 where complete. */
  readonly maxUnlistedCount: number;
  /** At most so many distinct values, with some confidence. */
  readonly maxDistinct: number;
}

/** One side of a comparison, from a stored profile alone: no data is read. */
export function sideOfProfile(column: ColumnProfile): ColumnSide {
  const { numbers, frequent, distinct } = column;
  return {
    type: column.type,
    rowCount: column.rowCount,
    nullCount: column.nullCount,
    numbers: numbers ? sideNumbers(numbers) : infinitiesAlone(column),
    values: {
      listed: frequent.items,
      counts: () => countsOf(frequent),
      isComplete: frequent.isComplete,
      maxCountError: frequent.isComplete ? 0 : frequent.maxCountError,
      // The most frequent are listed, so that none is more frequent than the last of them may be.
      maxUnlistedCount: frequent.isComplete
        ? 0
        : (frequent.items.at(-1)?.count ?? 0) + frequent.maxCountError,
      // Three standard errors of the estimate.
      maxDistinct: Math.ceil(distinct.count * (1 + 3 * distinct.relativeError)),
    },
  };
}

function sideNumbers(numbers: NumberSummary): SideNumbers {
  return {
    count: numbers.count,
    infiniteCount: numbers.infiniteCount,
    min: numbers.min,
    max: numbers.max,
    populationDeviation: populationDeviation(numbers.standardDeviation, numbers.count),
    sample: sampleOfSummary(numbers.quantiles),
    maxShareError: numbers.quantiles.maxRankError,
  };
}

/** The values that stand for a column in its profile; all of them where the summary is exact. */
function sampleOfSummary(summary: QuantileSummary): WeightedSample {
  const known = cachedSamples.get(summary);
  if (known) return known;
  const sample = sampleOfWeighted(summary.values, summary.weights);
  cachedSamples.set(summary, sample);
  return sample;
}

/** Kept, since a profile never changes. */
const cachedSamples = new WeakMap<QuantileSummary, WeightedSample>();

/** A profile has no summary of numbers where none is finite. */
function infinitiesAlone({ type, rowCount, nullCount }: ColumnProfile): SideNumbers | null {
  return type === 'number' && rowCount > nullCount
    ? { ...noNumbers, infiniteCount: rowCount - nullCount }
    : null;
}

/** A side without a finite number. */
export const noNumbers: SideNumbers = {
  count: 0,
  infiniteCount: 0,
  min: NaN,
  max: NaN,
  populationDeviation: 0,
  sample: { values: new Float64Array(), cumulative: new Float64Array(), total: 0 },
  maxShareError: 0,
};

/** Rows that have a value; infinities count as values. */
export function valueCount(side: ColumnSide): number {
  return side.rowCount - side.nullCount;
}

const cachedCounts = new WeakMap<FrequentValues, ReadonlyMap<string, number>>();

function countsOf(frequent: FrequentValues): ReadonlyMap<string, number> {
  const known = cachedCounts.get(frequent);
  if (known) return known;
  const counts = new Map(frequent.items.map((item) => [item.value, item.count]));
  cachedCounts.set(frequent, counts);
  return counts;
}

/** The columns of a table by name; a name like `__proto__` is a name like any other. */
export function columnsByName(table: TableProfile): ReadonlyMap<string, ColumnProfile> {
  return new Map(table.columns.map((column) => [column.name, column]));
}
