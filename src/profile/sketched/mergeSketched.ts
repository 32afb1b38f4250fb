import { mergeFrequent } from '../../sketches/frequentItems';
import type { Item } from '../../sketches/items';
import { mergeHll } from '../../sketches/mergeHll';
import { mergeKll } from '../../sketches/mergeKll';
import { mergeTheta } from '../../sketches/theta';
import { compareBytes, encodeUtf8 } from '../../table/utf8';
import { sameJson } from '../../lib/sameJson';
import { mergeMoments } from '../moments';
import type { SketchedColumn, SketchedTable } from './sketchedColumn';

/**
 * The rows of both tables as one table. Columns go by name and have one type each; a side that lacks a column has nulls in it. Gives
 * the reason where a column is of two types. Rule [P13].
 */
export function mergeSketched(a: SketchedTable, b: SketchedTable, lgTheta: number): SketchedTable | string {
  const rowCount = a.rowCount + b.rowCount;
  const others = new Map(b.columns.map((column) => [column.name, column]));
  const columns: SketchedColumn[] = [];
  for (const column of a.columns) {
    const other = others.get(column.name);
    others.delete(column.name);
    if (other && !sameJson(column.type, other.type))
      return `column ${JSON.stringify(column.name)} is of ${column.type.kind} in one row and of ${other.type.kind} in another`;
    columns.push(other ? mergeColumn(column, other, lgTheta) : { ...column, rowCount });
  }
  for (const column of others.values()) columns.push({ ...column, rowCount });
  return { rowCount, columns };
}

function mergeColumn(a: SketchedColumn, b: SketchedColumn, lgTheta: number): SketchedColumn {
  const both = mergerOf(a, b);
  return {
    name: a.name,
    type: a.type,
    rowCount: a.rowCount + b.rowCount,
    valueCount: a.valueCount + b.valueCount,
    infiniteCount: both(
      (column) => column.infiniteCount,
      (x, y) => x + y,
    ),
    min: either(a.min, b.min, (x, y) => (isBefore(y, x) ? y : x)),
    max: either(a.max, b.max, (x, y) => (isBefore(x, y) ? y : x)),
    finite: either(a.finite, b.finite, (x, y) => ({
      min: Math.min(x.min, y.min),
      max: Math.max(x.max, y.max),
    })),
    moments: both((column) => column.moments, mergeMoments),
    lengths: both(
      (column) => column.lengths,
      (x, y) => ({
        min: Math.min(x.min, y.min),
        max: Math.max(x.max, y.max),
        sum: x.sum + y.sum,
      }),
    ),
    trueCount: both(
      (column) => column.trueCount,
      (x, y) => x + y,
    ),
    quantiles: both((column) => column.quantiles, mergeKll),
    distinct: both(
      (column) => column.distinct,
      (x, y) => mergeDistinct(x, y, lgTheta),
    ),
    frequent: both((column) => column.frequent, mergeFrequent),
  };
}

/** Merges what both sides say. What only one says holds for all rows only where the other has no values. */
function mergerOf(a: SketchedColumn, b: SketchedColumn) {
  return <T>(pick: (column: SketchedColumn) => T | null, merge: (x: T, y: T) => T | null): T | null => {
    const [x, y] = [pick(a), pick(b)];
    if (x !== null && y !== null) return merge(x, y);
    if (x === null && a.valueCount === 0) return y;
    return y === null && b.valueCount === 0 ? x : null;
  };
}

function either<T>(a: T | null, b: T | null, merge: (a: T, b: T) => T): T | null {
  return a === null ? b : b === null ? a : merge(a, b);
}

type Distinct = NonNullable<SketchedColumn['distinct']>;

/** Sketches of two kinds have nothing in common. */
function mergeDistinct(a: Distinct, b: Distinct, lgTheta: number): Distinct | null {
  if (a.kind === 'hll' && b.kind === 'hll') return mergeHll(a, b);
  return a.kind === 'theta' && b.kind === 'theta' ? mergeTheta(a, b, lgTheta) : null;
}

/** Texts by their bytes, as engines order them; all else by value. */
function isBefore(a: Item, b: Item): boolean {
  if (typeof a === 'string' && typeof b === 'string') return compareBytes(encodeUtf8(a), encodeUtf8(b)) < 0;
  return a < b;
}
