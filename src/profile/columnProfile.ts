import { kind } from '../table/kinds';
import type { ColumnType } from '../table/schema';
import { compareAsCodeUnits, decodeUtf8 } from '../table/utf8';
import type { ColumnState, MomentsState, ValueTableState } from './columnState';
import { Extremes } from './extremes';
import { distinctRelativeError, estimateDistinct } from './hyperLogLog';
import { weightedMoments } from './moments';
import type { ColumnProfile, DistinctCount, FrequentValues, NumberSummary, QuantileSummary } from './profile';
import { QuantileSketch } from './quantileSketch';

/** Up to so many values a profile names all of them; of more it names the 1,000 most frequent. */
export const completeLimit = 4096;
/** How many values a profile names where it does not name all. */
export const frequentLimit = 1000;

const numericTypes: ReadonlySet<ColumnType> = new Set(['integer', 'number', 'date', 'time', 'timestamp']);

/** What an accumulator's state says of a column, once its type is known. */
export function profileOfColumn(
  name: string,
  rowCount: number,
  type: ColumnType,
  state: ColumnState,
): ColumnProfile {
  const cellCount = state.kindCounts.reduce((sum, count) => sum + count, 0);
  const isNumeric = numericTypes.has(type);
  // NaN is text in a column of text, and no value in one of numbers.
  const valueCount = cellCount - (isNumeric ? state.kindCounts[kind.nan]! : 0);
  return {
    name,
    type,
    rowCount,
    nullCount: rowCount - valueCount,
    distinct: distinctCount(state),
    frequent: frequentValues(state),
    ...extremesOf(state, isNumeric),
    numbers: isNumeric ? numberSummary(state) : null,
    lengths:
      type === 'string' && valueCount > 0
        ? { min: state.lengths.min, max: state.lengths.max, mean: state.lengths.sum / valueCount }
        : null,
  };
}

function distinctCount(state: ColumnState): DistinctCount {
  if (state.sketch === null) return { count: state.values.ends.length, isExact: true, relativeError: 0 };
  return {
    count: Math.round(estimateDistinct(state.sketch.registers)),
    isExact: false,
    relativeError: distinctRelativeError,
  };
}

function frequentValues(state: ColumnState): FrequentValues {
  const { ends, counts, bytes } = state.values;
  const size = ends.length;
  const isComplete = state.sketch === null && size <= completeLimit;
  const limit = isComplete ? size : Math.min(size, frequentLimit);
  const startOf = (entry: number): number => (entry === 0 ? 0 : ends[entry - 1]!);
  // Values rarer than the last that is kept need no place in the order.
  const leastKept = limit === 0 ? 0 : counts.slice().sort()[size - limit]!;
  const order: number[] = [];
  for (let entry = 0; entry < size; entry++) if (counts[entry]! >= leastKept) order.push(entry);
  order.sort(
    (a, b) =>
      counts[b]! - counts[a]! || compareAsCodeUnits(bytes, startOf(a), ends[a]!, bytes, startOf(b), ends[b]!),
  );
  const items = order
    .slice(0, limit)
    .map((entry) => ({ value: decodeUtf8(bytes, startOf(entry), ends[entry]), count: counts[entry]! }));
  return { items, isComplete, maxCountError: state.maxCountError };
}

function extremesOf(state: ColumnState, isNumeric: boolean): { min: string | null; max: string | null } {
  const extremes = new Extremes();
  if (state.sketch !== null) {
    extremes.merge(state.sketch.extremes);
  } else {
    const { ends, numbers, bytes } = state.values;
    for (let entry = 0, start = 0; entry < ends.length; start = ends[entry++]!) {
      if (!isNumeric) extremes.noteText(bytes, start, ends[entry]!);
      else if (!Number.isNaN(numbers[entry]))
        extremes.noteNumber(numbers[entry]!, bytes, start, ends[entry]!);
    }
  }
  const { leastNumber, greatestNumber, leastText, greatestText } = extremes.state();
  const least = isNumeric ? leastNumber?.bytes : leastText;
  const greatest = isNumeric ? greatestNumber?.bytes : greatestText;
  return { min: least ? decodeUtf8(least) : null, max: greatest ? decodeUtf8(greatest) : null };
}

function numberSummary(state: ColumnState): NumberSummary | null {
  if (state.sketch === null) return exactSummary(state);
  const { moments, infiniteCount, finite } = state.sketch;
  if (moments.count === 0) return null;
  const quantiles = new QuantileSketch();
  quantiles.merge(state.sketch.quantiles);
  return { ...momentFigures(moments), infiniteCount, ...finite, quantiles: quantiles.summary() };
}

function exactSummary(state: ColumnState): NumberSummary | null {
  const finite = ascendingEntries(state.values);
  const quantiles = merged(finite.values, finite.weights);
  const values = quantiles.values;
  if (values.length === 0) return null;
  const moments = weightedMoments(values, quantiles.weights);
  let infiniteCount = 0;
  state.values.numbers.forEach((number, entry) => {
    if (Math.abs(number) === Number.POSITIVE_INFINITY) infiniteCount += state.values.counts[entry]!;
  });
  return {
    ...momentFigures(moments),
    infiniteCount,
    min: values[0]!,
    max: values[values.length - 1]!,
    quantiles,
  };
}

function momentFigures(moments: MomentsState): Pick<NumberSummary, 'count' | 'mean' | 'standardDeviation'> {
  const { count, mean, sumOfSquares } = moments;
  return {
    count,
    mean,
    standardDeviation: count < 2 ? null : Math.sqrt(Math.max(0, sumOfSquares) / (count - 1)),
  };
}

/** Different texts can have one number, such as integers past 2^53: their weights are added. */
function merged(values: Float64Array, weights: Float64Array): QuantileSummary {
  let size = 0;
  const outValues = new Float64Array(values.length);
  const outWeights = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (size > 0 && outValues[size - 1] === values[i]) {
      outWeights[size - 1]! += weights[i]!;
    } else {
      outValues[size] = values[i]!;
      outWeights[size++] = weights[i]!;
    }
  }
  return { values: outValues.slice(0, size), weights: outWeights.slice(0, size), maxRankError: 0 };
}

function ascendingEntries(table: ValueTableState): { values: Float64Array; weights: Float64Array } {
  const order: number[] = [];
  for (let entry = 0; entry < table.numbers.length; entry++) {
    if (Number.isFinite(table.numbers[entry])) order.push(entry);
  }
  order.sort((a, b) => table.numbers[a]! - table.numbers[b]!);
  return {
    values: Float64Array.from(order, (entry) => table.numbers[entry]!),
    weights: Float64Array.from(order, (entry) => table.counts[entry]!),
  };
}
