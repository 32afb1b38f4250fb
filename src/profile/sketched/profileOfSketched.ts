import { estimateHll } from '../../sketches/hll';
import { topItems } from '../../sketches/frequentItems';
import { kllItems, kllRankError } from '../../sketches/kllFigures';
import { estimateTheta } from '../../sketches/theta';
import { completeLimit, frequentLimit } from '../columnProfile';
import { weightedMoments } from '../moments';
import { profileOfValues, type CountedValue } from '../partitionColumn';
import type { ColumnProfile, DistinctCount, FrequentValues, NumberSummary, TableProfile } from '../profile';
import type { SketchedColumn, SketchedTable } from './sketchedColumn';
import { columnTypeOfValues, hasNumbers, numberOfItem, textOfItem, unitOfSketch } from './valueType';

/**
 * The profile that counts, extremes and sketches give. Where the frequent items are all there is, every figure is exact; else each has the
 * error of its sketch. Rule [P13].
 */
export function profileOfSketched({ rowCount, columns }: SketchedTable): TableProfile {
  return { rowCount, columns: columns.map(profileOfColumn) };
}

function profileOfColumn(column: SketchedColumn): ColumnProfile {
  const { name, type, rowCount, valueCount, lengths } = column;
  const columnType = columnTypeOfValues(type);
  const counted = countedValues(column);
  const isComplete = isWhole(column, counted);
  const exact = isComplete ? exactColumn(column, counted) : null;
  const frequent = exact?.frequent ?? frequentOf(column, counted);
  const textOf = (item: SketchedColumn['min']): string | null =>
    item === null ? null : textOfItem(type, item);
  const isBoolean = type.kind === 'boolean';
  return {
    name,
    type: columnType,
    rowCount,
    nullCount: rowCount - valueCount,
    distinct: exact?.distinct ?? distinctOf(column, frequent),
    frequent,
    min: isBoolean ? (exact?.min ?? null) : textOf(column.min),
    max: isBoolean ? (exact?.max ?? null) : textOf(column.max),
    numbers: exact?.numbers ?? (hasNumbers(type) ? numbersOf(column) : null),
    lengths:
      exact?.lengths ??
      (lengths && valueCount > 0
        ? { min: lengths.min, max: lengths.max, mean: lengths.sum / valueCount }
        : null),
  };
}

/** The frequent items as canonical cells, each with how often it was seen at the least; no cell twice. */
function countedValues({ type, frequent, trueCount, valueCount }: SketchedColumn): readonly CountedValue[] {
  if (trueCount !== null)
    return [
      { value: 'true', rowCount: trueCount },
      { value: 'false', rowCount: valueCount - trueCount },
    ].filter((each) => each.rowCount > 0);
  const counts = new Map<string, number>();
  for (const { item, weight } of frequent ? topItems(frequent) : []) {
    const text = textOfItem(type, item);
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + weight);
  }
  return Array.from(counts, ([value, rowCount]) => ({ value, rowCount }));
}

/** Whether these are all values there are. */
function isWhole(
  { frequent, trueCount, valueCount }: SketchedColumn,
  counted: readonly CountedValue[],
): boolean {
  if (trueCount === null && (frequent === null || frequent.offset > 0)) return valueCount === 0;
  return (
    counted.length <= completeLimit && counted.reduce((sum, each) => sum + each.rowCount, 0) === valueCount
  );
}

function exactColumn(column: SketchedColumn, counted: readonly CountedValue[]): ColumnProfile {
  const isText = ['string', 'bytes', 'nested', 'other'].includes(column.type.kind);
  return profileOfValues(column.name, counted, isText ? 'string' : null).column;
}

function frequentOf(column: SketchedColumn, counted: readonly CountedValue[]): FrequentValues {
  const items = counted
    .map(({ value, rowCount }) => ({ value: value!, count: rowCount }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : Number(a.value > b.value)));
  return {
    items: items.slice(0, frequentLimit),
    isComplete: false,
    maxCountError: column.frequent?.offset ?? column.valueCount,
  };
}

/** Of a column that nothing is said of it lies between one value and as many as there are; the middle, with three standard errors to either. */
function distinctOf(column: SketchedColumn, { items }: FrequentValues): DistinctCount {
  const { distinct, valueCount } = column;
  const least = Math.max(items.length, Math.min(1, valueCount));
  if (distinct === null) {
    const count = (least + valueCount) / 2;
    return { count: Math.round(count), isExact: false, relativeError: (valueCount - least) / 2 / count / 3 };
  }
  const { count, relativeError } = distinct.kind === 'hll' ? estimateHll(distinct) : estimateTheta(distinct);
  return {
    count: Math.round(Math.min(valueCount, Math.max(least, count))),
    isExact: relativeError === 0,
    relativeError,
  };
}

function numbersOf(column: SketchedColumn): NumberSummary | null {
  const { type, quantiles, finite } = column;
  if (quantiles === null || quantiles.count === 0) return null;
  const { values, weights } = finiteItems(column);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return null;
  const unit = unitOfSketch(type);
  const sketched = weights.reduce((sum, weight) => sum + weight, 0);
  const infiniteCount = column.infiniteCount ?? quantiles.count - sketched;
  const count = column.valueCount - infiniteCount;
  if (count <= 0) return null;
  const moments = column.moments ?? weightedMoments(values, weights);
  const scale = column.moments === null ? 1 : unit;
  const deviation = Math.sqrt(Math.max(0, moments.sumOfSquares) / (moments.count - 1)) * scale;
  const place = (value: number): number => (type.kind === 'float' ? numberOfItem(type, value) : value * unit);
  const ends = finite ? [place(finite.min), place(finite.max)] : sketchEnds(column);
  return {
    count,
    infiniteCount,
    mean: moments.mean * scale,
    standardDeviation: moments.count < 2 ? null : deviation,
    min: Number.isFinite(ends[0]) ? ends[0] : first,
    max: Number.isFinite(ends[1]) ? ends[1] : last,
    quantiles: {
      values,
      weights: sketched === count ? weights : weights.map((weight) => (weight * count) / sketched),
      maxRankError: kllRankError(quantiles),
    },
  };
}

function sketchEnds({ type, quantiles, min, max }: SketchedColumn): readonly [number, number] {
  const unit = unitOfSketch(type);
  return [
    min === null ? Number(quantiles!.min) * unit : numberOfItem(type, min),
    max === null ? Number(quantiles!.max) * unit : numberOfItem(type, max),
  ];
}

/** The finite items of the quantile sketch on the profile's line of numbers, ascending, none twice. */
function finiteItems({ type, quantiles }: SketchedColumn): { values: Float64Array; weights: Float64Array } {
  const unit = unitOfSketch(type);
  const { values, weights } = kllItems(quantiles!);
  const outValues: number[] = [];
  const outWeights: number[] = [];
  values.forEach((item, at) => {
    const own = type.kind === 'float' ? numberOfItem(type, item) : Number(item) * unit + 0;
    if (!Number.isFinite(own)) return;
    if (outValues.at(-1) === own) outWeights[outWeights.length - 1]! += weights[at]!;
    else {
      outValues.push(own);
      outWeights.push(weights[at]!);
    }
  });
  return { values: Float64Array.from(outValues), weights: Float64Array.from(outWeights) };
}
