import type { ColumnProfile, TableProfile } from '../../src/profile/profile';
import type { ColumnType } from '../../src/table/schema';
import type { Random } from '../../src/lib/ports';

/** A column's profile that keeps every value. */
export function exactNumbers(
  name: string,
  values: readonly (number | null)[],
  type: ColumnType = 'number',
): ColumnProfile {
  return sketchedNumbers(name, values, 1, () => 0, type);
}

/**
 * A profile that keeps one value of every `step` in order, at random, with the rank error that it then really has; and the `step`-fold fewer
 * most frequent values where `step` is over 1.
 */
export function sketchedNumbers(
  name: string,
  values: readonly (number | null)[],
  step: number,
  random: Random,
  type: ColumnType = 'number',
): ColumnProfile {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  const kept: number[] = [];
  const weights: number[] = [];
  for (let from = 0; from < sorted.length; from += step) {
    const length = Math.min(step, sorted.length - from);
    kept.push(sorted[from + Math.floor(random() * length)] ?? 0);
    weights.push(length);
  }
  const mean = sorted.reduce((total, value) => total + value, 0) / sorted.length;
  const squares = sorted.reduce((total, value) => total + (value - mean) ** 2, 0);
  const present = values.filter((value) => value !== null);
  return {
    ...textColumn(
      name,
      values.map((value) => (value === null ? null : textOf(value, type))),
      step === 1 ? Infinity : 30,
      type,
    ),
    min: sorted.length === 0 ? null : textOf(sorted[0] ?? 0, type),
    max: sorted.length === 0 ? null : textOf(sorted.at(-1) ?? 0, type),
    numbers: {
      count: present.length,
      infiniteCount: 0,
      mean,
      standardDeviation: sorted.length < 2 ? null : Math.sqrt(squares / (sorted.length - 1)),
      min: sorted[0] ?? 0,
      max: sorted.at(-1) ?? 0,
      quantiles: {
        values: Float64Array.from(kept),
        weights: Float64Array.from(weights),
        maxRankError: step === 1 ? 0 : step / sorted.length,
      },
    },
  };
}

function textOf(value: number, type: ColumnType): string {
  return type === 'date' ? new Date(value).toISOString().slice(0, 10) : String(value);
}

/** The same column, but for counts of frequent values that are short of the truth by up to `error`, as a list that had to forget has them. */
export function withShortCounts(column: ColumnProfile, error: number, random: Random): ColumnProfile {
  const items = column.frequent.items
    .map(({ value, count }) => ({ value, count: count - Math.floor(random() * (error + 1)) }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count);
  return { ...column, frequent: { items, isComplete: false, maxCountError: error } };
}

/** A column of text that keeps the `capacity` most frequent values with their counts. */
export function textColumn(
  name: string,
  values: readonly (string | null)[],
  capacity = Infinity,
  type: ColumnType = 'string',
): ColumnProfile {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ordered = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const nullCount = values.filter((value) => value === null).length;
  const texts = [...counts.keys()].sort();
  return {
    name,
    type,
    rowCount: values.length,
    nullCount,
    distinct: { count: counts.size, isExact: true, relativeError: 0 },
    frequent: {
      items: ordered.slice(0, Math.min(capacity, ordered.length)).map(([value, count]) => ({ value, count })),
      isComplete: ordered.length <= capacity,
      maxCountError: 0,
    },
    min: texts[0] ?? null,
    max: texts.at(-1) ?? null,
    numbers: null,
    lengths: null,
  };
}

export function table(...columns: readonly ColumnProfile[]): TableProfile {
  return { rowCount: columns[0]?.rowCount ?? 0, columns };
}
