import { numberText } from '../table/cellText';
import type { ColumnType } from '../table/schema';
import type { ColumnSide } from './columnSide';
import { sampleOfValues } from '../numerics/weightedSample';

/** A column whose values are at hand: every figure on it is exact. Infinities are counted apart; `null` stands for a missing value. */
export function sideOfNumbers(values: readonly (number | null)[], type: ColumnType = 'number'): ColumnSide {
  const present = values.filter((value) => value !== null);
  const finite = present.filter((value) => Number.isFinite(value));
  const sample = sampleOfValues(finite);
  const mean = finite.reduce((total, value) => total + value, 0) / finite.length;
  const squares = finite.reduce((total, value) => total + (value - mean) ** 2, 0);
  return {
    type,
    rowCount: values.length,
    nullCount: values.length - present.length,
    numbers: {
      count: finite.length,
      infiniteCount: present.length - finite.length,
      min: sample.values[0] ?? NaN,
      max: sample.values.at(-1) ?? NaN,
      populationDeviation: finite.length === 0 ? 0 : Math.sqrt(squares / finite.length),
      sample,
      maxShareError: 0,
    },
    values: completeValues(present.map(numberText)),
  };
}

function completeValues(texts: readonly string[]): ColumnSide['values'] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return {
    listed: [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((left, right) => right.count - left.count),
    counts: () => counts,
    isComplete: true,
    maxCountError: 0,
    maxUnlistedCount: 0,
    maxDistinct: counts.size,
  };
}
