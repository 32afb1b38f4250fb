import { exactCapacity } from './columnAccumulator';
import { completeLimit, frequentLimit } from './columnProfile';
import type { ColumnProfile, FrequentValues, NumberSummary, TableProfile } from './profile';
import { thinned } from './quantileSketch';

/** A profile that holds no more than that of one file does, however many it was put together from. Rule [P12]. */
export function boundProfile({ rowCount, columns }: TableProfile): TableProfile {
  return { rowCount, columns: columns.map(boundColumn) };
}

function boundColumn(column: ColumnProfile): ColumnProfile {
  const { frequent, numbers } = column;
  return { ...column, frequent: boundFrequent(frequent), numbers: numbers && boundNumbers(numbers) };
}

/** The counts that stay are as they were. */
function boundFrequent(frequent: FrequentValues): FrequentValues {
  const { items, isComplete, maxCountError } = frequent;
  if (items.length <= (isComplete ? completeLimit : frequentLimit)) return frequent;
  return { items: items.slice(0, frequentLimit), isComplete: false, maxCountError };
}

function boundNumbers(numbers: NumberSummary): NumberSummary {
  const { values, weights, maxRankError } = numbers.quantiles;
  if (values.length <= exactCapacity) return numbers;
  return { ...numbers, quantiles: thinned(values, weights, numbers.count, maxRankError) };
}
