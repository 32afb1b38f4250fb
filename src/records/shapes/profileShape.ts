import {
  anyNumber,
  finite,
  list,
  nullable,
  object,
  oneOf,
  type Shape,
  text,
  truth,
  where,
} from '../../lib/shape';
import type {
  ColumnProfile,
  DistinctCount,
  FrequentValues,
  LengthSummary,
  NumberSummary,
  QuantileSummary,
  TableProfile,
} from '../../profile/profile';
import { columnTypes } from '../../table/schema';
import type { StoredProfile } from '../kinds';
import { count, floats } from './common';

const share = where<number>(finite, (value) => value >= 0, 'expected no negative number');

/** Ascending finite values that stand for some values each, as a sketch has them. */
const quantiles = [
  object<QuantileSummary>({ values: floats, weights: floats, maxRankError: share }),
  isSo<QuantileSummary>(
    ({ values, weights }) => values.length === weights.length,
    'expected a weight a value',
  ),
  isSo<QuantileSummary>(
    ({ values }) => values.every(isAboveThoseBefore),
    'expected finite values, ascending',
  ),
  isSo<QuantileSummary>(
    ({ weights }) => weights.every((weight) => Number.isFinite(weight) && weight > 0),
    'expected weights above 0',
  ),
].reduce(both);

const numbers = [
  object<NumberSummary>({
    count,
    infiniteCount: count,
    mean: anyNumber,
    standardDeviation: nullable(anyNumber),
    min: anyNumber,
    max: anyNumber,
    quantiles,
  }),
  isSo<NumberSummary>(({ min, max }) => !(min > max), 'has a least value above its greatest'),
  isSo<NumberSummary>(addsUp, 'has quantiles of another number of values than it counts'),
].reduce(both);

const columnProfile = [
  object<ColumnProfile>({
    name: text,
    type: oneOf(columnTypes),
    rowCount: count,
    nullCount: count,
    distinct: object<DistinctCount>({ count: share, isExact: truth, relativeError: share }),
    frequent: object<FrequentValues>({
      items: list(object({ value: text, count: share })),
      isComplete: truth,
      maxCountError: share,
    }),
    min: nullable(text),
    max: nullable(text),
    numbers: nullable(numbers),
    lengths: nullable(object<LengthSummary>({ min: count, max: count, mean: finite })),
  }),
  isSo<ColumnProfile>(({ rowCount, nullCount }) => nullCount <= rowCount, 'more nulls than rows'),
  isSo<ColumnProfile>(
    ({ rowCount, nullCount, numbers: own }) =>
      nullCount + (own?.count ?? 0) + (own?.infiniteCount ?? 0) <= rowCount,
    'more numbers and nulls than rows',
  ),
].reduce(both);

/** A profile whose figures add up. */
export const profileShape: Shape = object<StoredProfile>({
  key: text,
  profile: where<TableProfile>(
    object<TableProfile>({ rowCount: count, columns: list(columnProfile) }),
    ({ rowCount, columns }) => columns.every((column) => column.rowCount === rowCount),
    'has a column of another number of rows',
  ),
});

function isAboveThoseBefore(value: number, index: number, values: Float64Array): boolean {
  return Number.isFinite(value) && (index === 0 || value >= values[index - 1]!);
}

/** Weights are whole numbers, but where a sketch was weighted: what they are off by is rounding. */
function addsUp({ count: ofValues, quantiles: { weights } }: NumberSummary): boolean {
  const sum = weights.reduce((whole, weight) => whole + weight, 0);
  return Math.abs(sum - ofValues) <= 1e-6 * Math.max(1, ofValues);
}

function isSo<T>(test: (value: T) => boolean, message: string): Shape {
  return where<T>(() => null, test, message);
}

function both(first: Shape, second: Shape): Shape {
  return (value) => first(value) ?? second(value);
}
