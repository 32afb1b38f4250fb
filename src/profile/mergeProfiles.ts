import type { ColumnType } from '../table/schema';
import type { MomentsState } from './columnState';
import { mergeMoments } from './moments';
import type {
  ColumnProfile,
  DistinctCount,
  FrequentValues,
  LengthSummary,
  NumberSummary,
  QuantileSummary,
  TableProfile,
} from './profile';

/**
 * The profile of several tables' rows put together, from their profiles alone; at least one. Counts, nulls, least and greatest are
 * exact, and so are quantiles, frequent and distinct values where those of all tables are; else their errors add up. A column is of
 * the tables that have it in a type that compares with the last one's. Rule [P11].
 */
export function mergeProfiles(profiles: readonly TableProfile[]): TableProfile {
  const [only] = profiles;
  if (profiles.length === 1 && only) return only;
  const columns = new Map<string, ColumnProfile[]>();
  // The last table says what a column is, and in which order they stand.
  for (const { columns: own } of profiles.toReversed()) {
    for (const column of own) {
      const known = columns.get(column.name);
      if (!known) columns.set(column.name, [column]);
      else if (commonType([...known, column].map(({ type }) => type)) !== null) known.unshift(column);
    }
  }
  return {
    rowCount: sum(profiles.map(({ rowCount }) => rowCount)),
    columns: [...columns.values()].map(mergeColumns),
  };
}

/** The type that holds values of all of these; null where they do not compare. */
export function commonType(given: readonly ColumnType[]): ColumnType | null {
  const types = new Set(given.filter((type) => type !== 'empty'));
  if (types.size <= 1) return [...types][0] ?? 'empty';
  if (types.size > 2) return null;
  if (types.has('integer') && types.has('number')) return 'number';
  return types.has('date') && types.has('timestamp') ? 'timestamp' : null;
}

function mergeColumns(columns: readonly ColumnProfile[]): ColumnProfile {
  const [only] = columns;
  if (columns.length === 1 && only) return only;
  const frequent = mergeFrequent(columns.map((column) => column.frequent));
  const compare = compareValues(columns);
  const extremes = (pick: (column: ColumnProfile) => string | null, sign: 1 | -1): string | null =>
    columns
      .flatMap((column) => pick(column) ?? [])
      .reduce<string | null>(
        (best, text) => (best === null || sign * compare(text, best) < 0 ? text : best),
        null,
      );
  return {
    name: columns[0]!.name,
    type: commonType(columns.map(({ type }) => type))!,
    rowCount: sum(columns.map(({ rowCount }) => rowCount)),
    nullCount: sum(columns.map(({ nullCount }) => nullCount)),
    distinct: mergeDistinct(columns, frequent, compare),
    frequent,
    min: extremes(({ min }) => min, 1),
    max: extremes(({ max }) => max, -1),
    numbers: mergeNumbers(columns.flatMap(({ numbers }) => numbers ?? [])),
    lengths: mergeLengths(columns),
  };
}

/** A value that a table does not list occurs there as often as the last that it lists, at most. */
function mergeFrequent(parts: readonly FrequentValues[]): FrequentValues {
  const counts = new Map<string, number>();
  for (const { items } of parts)
    for (const { value, count } of items) counts.set(value, (counts.get(value) ?? 0) + count);
  return {
    items: Array.from(counts, ([value, count]) => ({ value, count })).sort(
      (a, b) => b.count - a.count || compareText(a.value, b.value),
    ),
    isComplete: parts.every(({ isComplete }) => isComplete),
    maxCountError: sum(
      parts.map(({ items, isComplete, maxCountError }) =>
        isComplete ? 0 : maxCountError + (items.at(-1)?.count ?? 0),
      ),
    ),
  };
}

/**
 * Exact where every value is listed, and where no two tables can share one; else the middle of the least that it can be and the
 * most, with three standard errors up to either. Tables whose least and greatest values lie apart share no value.
 */
function mergeDistinct(
  columns: readonly ColumnProfile[],
  frequent: FrequentValues,
  compare: (a: string, b: string) => number,
): DistinctCount {
  if (frequent.isComplete) return { count: frequent.items.length, isExact: true, relativeError: 0 };
  const filled = columns.filter(({ min }) => min !== null).sort((a, b) => compare(a.min!, b.min!));
  let least = 0;
  let apart = 0;
  let greatest: string | null = null;
  for (const { distinct, min, max } of filled) {
    const own = distinct.count * (1 - 3 * distinct.relativeError);
    if (greatest === null || compare(min!, greatest) > 0) {
      least += apart;
      apart = own;
      greatest = max;
    } else {
      apart = Math.max(apart, own);
      if (compare(max!, greatest) > 0) greatest = max;
    }
  }
  least += apart;
  const parts = filled.map(({ distinct }) => distinct);
  const most = sum(parts.map(({ count, relativeError }) => count * (1 + 3 * relativeError)));
  const count = Math.round((least + most) / 2);
  if (least === most && parts.every(({ isExact }) => isExact))
    return { count, isExact: true, relativeError: 0 };
  return { count, isExact: false, relativeError: (most - least) / 2 / count / 3 };
}

function mergeNumbers(parts: readonly NumberSummary[]): NumberSummary | null {
  const [first] = parts;
  if (!first) return null;
  const { count, mean, sumOfSquares } = parts.map(momentsOf).reduce(mergeMoments);
  return {
    count,
    infiniteCount: sum(parts.map(({ infiniteCount }) => infiniteCount)),
    mean,
    standardDeviation: count < 2 ? null : Math.sqrt(sumOfSquares / (count - 1)),
    min: Math.min(...parts.map(({ min }) => min)),
    max: Math.max(...parts.map(({ max }) => max)),
    quantiles: mergeQuantiles(parts),
  };
}

function momentsOf({ count, mean, standardDeviation }: NumberSummary): MomentsState {
  return { count, mean, sumOfSquares: (standardDeviation ?? 0) ** 2 * (count - 1) };
}

/** Ranks add up, and so do the errors of ranks. */
function mergeQuantiles(parts: readonly NumberSummary[]): QuantileSummary {
  const { values, weights } = mergeAll(parts.map((part) => part.quantiles));
  const count = sum(parts.map((part) => part.count));
  const error = sum(parts.map((part) => part.quantiles.maxRankError * part.count));
  return { values, weights, maxRankError: error / count };
}

type Weighted = Pick<QuantileSummary, 'values' | 'weights'>;

/** Neighbours first, so that many tables take no longer a value than a few. */
function mergeAll(parts: readonly Weighted[]): Weighted {
  if (parts.length <= 2) return parts.reduce(mergeWeighted);
  const half = parts.length >> 1;
  return mergeWeighted(mergeAll(parts.slice(0, half)), mergeAll(parts.slice(half)));
}

/** Both ascend, and so does what they give, without a value twice. */
function mergeWeighted(a: Weighted, b: Weighted): Weighted {
  const length = a.values.length + b.values.length;
  const values = new Float64Array(length);
  const weights = new Float64Array(length);
  let size = 0;
  for (let left = 0, right = 0; left + right < length;) {
    const isLeft =
      right >= b.values.length || (left < a.values.length && a.values[left]! <= b.values[right]!);
    const value = isLeft ? a.values[left]! : b.values[right]!;
    const weight = isLeft ? a.weights[left++]! : b.weights[right++]!;
    if (size > 0 && values[size - 1] === value) weights[size - 1]! += weight;
    else {
      values[size] = value;
      weights[size++] = weight;
    }
  }
  return { values: values.slice(0, size), weights: weights.slice(0, size) };
}

function mergeLengths(columns: readonly ColumnProfile[]): LengthSummary | null {
  const parts = columns.flatMap(({ lengths, rowCount, nullCount }) =>
    lengths ? { ...lengths, count: rowCount - nullCount } : [],
  );
  if (parts.length === 0) return null;
  const count = sum(parts.map((part) => part.count));
  return {
    min: Math.min(...parts.map(({ min }) => min)),
    max: Math.max(...parts.map(({ max }) => max)),
    mean: sum(parts.map((part) => part.mean * part.count)) / count,
  };
}

/** Numbers, dates and times by their value, all else by code unit ([P7]). */
function compareValues(columns: readonly ColumnProfile[]): (a: string, b: string) => number {
  const type = commonType(columns.map((column) => column.type));
  if (type === 'integer') return (a, b) => Number(BigInt(a) - BigInt(b));
  const known = new Map<string, number>();
  for (const { min, max, numbers } of columns) {
    if (min !== null && numbers) known.set(min, type === 'number' ? Number(min) : numbers.min);
    if (max !== null && numbers) known.set(max, type === 'number' ? Number(max) : numbers.max);
  }
  return (a, b) => {
    const [left, right] = [known.get(a), known.get(b)];
    return left === undefined || right === undefined ? compareText(a, b) : left - right;
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
