import { canonicalText } from '../table/cellText';
import { resolveColumnType } from '../table/columnType';
import { kind, kindCount } from '../table/kinds';
import type { ReadWarning } from '../table/reading';
import type { ColumnType } from '../table/schema';
import { weightedMoments } from './moments';
import type { ColumnProfile, LengthSummary, NumberSummary } from './profile';

/** A value that so many rows have. */
export interface CountedValue {
  readonly value: string | null;
  readonly rowCount: number;
}

const numericTypes: ReadonlySet<ColumnType> = new Set(['integer', 'number', 'date', 'time', 'timestamp']);

/** The exact profile of a column from its values with their counts, as its cells would have given it ([P2], [T14]); of text where that is said. */
export function profileOfValues(
  name: string,
  given: readonly CountedValue[],
  declared: 'string' | null = null,
): { readonly column: ColumnProfile; readonly warnings: readonly ReadWarning[] } {
  const kinds = new Float64Array(kindCount);
  const cells = given
    .filter(({ rowCount }) => rowCount > 0)
    .map(({ value, rowCount }) => ({ cell: canonicalText(value ?? ''), value: value ?? '', rowCount }));
  for (const { cell, rowCount } of cells) kinds[cell.kind]! += rowCount;
  const { type, warnings } =
    declared === null ? resolveColumnType(name, kinds) : { type: declared, warnings: [] };
  const isNumeric = numericTypes.has(type);
  const known = new Map<string, { count: number; number: number }>();
  for (const { cell, value, rowCount } of cells) {
    // NaN is text in a column of text, and no value in one of numbers.
    const text = type === 'string' ? value : cell.text;
    if (text === '' || (isNumeric && cell.kind === kind.nan)) continue;
    known.set(text, { count: (known.get(text)?.count ?? 0) + rowCount, number: cell.number });
  }
  const items = Array.from(known, ([value, { count }]) => ({ value, count })).sort(
    (a, b) => b.count - a.count || compareText(a.value, b.value),
  );
  const order = [...known].sort(([a, { number: x }], [b, { number: y }]) =>
    isNumeric && x !== y ? x - y : compareText(a, b),
  );
  const valueCount = items.reduce((sum, { count }) => sum + count, 0);
  const rowCount = given.reduce((sum, each) => sum + each.rowCount, 0);
  return {
    column: {
      name,
      type,
      rowCount,
      nullCount: rowCount - valueCount,
      distinct: { count: items.length, isExact: true, relativeError: 0 },
      frequent: { items, isComplete: true, maxCountError: 0 },
      min: order[0]?.[0] ?? null,
      max: order.at(-1)?.[0] ?? null,
      numbers: isNumeric ? numbersOf(order.map(([, each]) => each)) : null,
      lengths: type === 'string' ? lengthsOf(items) : null,
    },
    warnings,
  };
}

/** `values` ascend. */
function numbersOf(
  values: readonly { readonly number: number; readonly count: number }[],
): NumberSummary | null {
  const finite = values.filter(({ number }) => Number.isFinite(number));
  const [first] = finite;
  if (!first) return null;
  const weightOf = new Map<number, number>();
  for (const { number, count } of finite) weightOf.set(number, (weightOf.get(number) ?? 0) + count);
  const numbers = Float64Array.from(weightOf.keys());
  const weights = Float64Array.from(weightOf.values());
  const { count, mean, sumOfSquares } = weightedMoments(numbers, weights);
  const infinite = values.filter(({ number }) => !Number.isFinite(number));
  return {
    count,
    infiniteCount: infinite.reduce((sum, each) => sum + each.count, 0),
    mean,
    standardDeviation: count < 2 ? null : Math.sqrt(Math.max(0, sumOfSquares) / (count - 1)),
    min: first.number,
    max: finite.at(-1)!.number,
    quantiles: { values: numbers, weights, maxRankError: 0 },
  };
}

function lengthsOf(
  items: readonly { readonly value: string; readonly count: number }[],
): LengthSummary | null {
  if (items.length === 0) return null;
  const lengths = items.map(({ value }) => Array.from(value).length);
  const total = items.reduce((sum, { count }) => sum + count, 0);
  return {
    min: lengths.reduce((least, length) => Math.min(least, length)),
    max: lengths.reduce((most, length) => Math.max(most, length)),
    mean: items.reduce((sum, { count }, at) => sum + count * lengths[at]!, 0) / total,
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
