import type { ColumnProfile, TableProfile } from './profile';

/** Two columns hold the same values where this share of what is known of them agrees. */
const alikeEnough = 0.9;

/**
 * Columns that went and came with the same content: pairs of a name that only `before` has and one that only `after` has. They
 * are of one type, lack as many values, and their frequent values, extremes and quantiles agree. Each is in at most one pair,
 * the most alike first. A column of one value is never called renamed: there are too many like it.
 */
export function renamedColumns(
  before: TableProfile,
  after: TableProfile,
): readonly { readonly from: string; readonly to: string }[] {
  const here = new Set(after.columns.map(({ name }) => name));
  const there = new Set(before.columns.map(({ name }) => name));
  const gone = before.columns.filter(({ name }) => !here.has(name));
  const come = after.columns.filter(({ name }) => !there.has(name));
  const pairs = gone.flatMap((from) =>
    come
      .map((to) => ({ from: from.name, to: to.name, likeness: contentLikeness(from, to) }))
      .filter(({ likeness }) => likeness >= alikeEnough),
  );
  const taken = new Set<string>();
  const renamed: { from: string; to: string }[] = [];
  for (const { from, to } of pairs.sort((a, b) => b.likeness - a.likeness)) {
    if (taken.has(`from ${from}`) || taken.has(`to ${to}`)) continue;
    taken.add(`from ${from}`).add(`to ${to}`);
    renamed.push({ from, to });
  }
  return renamed;
}

/** How alike the contents of two columns are, 0 to 1: the least of what their sketches say. */
function contentLikeness(a: ColumnProfile, b: ColumnProfile): number {
  if (a.type !== b.type || a.distinct.count < 2 || b.distinct.count < 2) return 0;
  const nulls = 1 - Math.abs(a.nullCount / (a.rowCount || 1) - b.nullCount / (b.rowCount || 1));
  const distinct =
    Math.min(a.distinct.count, b.distinct.count) / Math.max(a.distinct.count, b.distinct.count);
  return Math.min(nulls, distinct, a.numbers && b.numbers ? numberLikeness(a, b) : valueLikeness(a, b));
}

/** One less the greatest distance of quartiles and extremes, as a share of the range of both. */
function numberLikeness({ numbers: a }: ColumnProfile, { numbers: b }: ColumnProfile): number {
  if (!a || !b) return 0;
  const range = Math.max(a.max, b.max) - Math.min(a.min, b.min);
  if (range === 0) return a.min === b.min ? 1 : 0;
  const distances = [a.min - b.min, a.max - b.max, a.mean - b.mean];
  for (const share of [0.25, 0.5, 0.75])
    distances.push(quantile(a.quantiles, share) - quantile(b.quantiles, share));
  return 1 - Math.max(...distances.map(Math.abs)) / range;
}

function quantile(
  { values, weights }: { values: Float64Array; weights: Float64Array },
  share: number,
): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  for (let at = 0; at < values.length; at++) {
    before += weights[at]!;
    if (before >= share * total) return values[at]!;
  }
  return values.at(-1) ?? 0;
}

/** The share of the frequent values that both have, by their shares of the rows; where all values differ, by the extremes. */
function valueLikeness(a: ColumnProfile, b: ColumnProfile): number {
  const isRepeated = a.distinct.count < a.rowCount * 0.9 && b.distinct.count < b.rowCount * 0.9;
  if (!isRepeated) return a.min === b.min && a.max === b.max ? 1 : 0;
  const sharesOf = ({ frequent, rowCount }: ColumnProfile) =>
    new Map(frequent.items.map(({ value, count }) => [value, count / (rowCount || 1)]));
  const [before, after] = [sharesOf(a), sharesOf(b)];
  let shared = 0;
  let all = 0;
  for (const value of new Set([...before.keys(), ...after.keys()])) {
    const [x, y] = [before.get(value) ?? 0, after.get(value) ?? 0];
    shared += Math.min(x, y);
    all += Math.max(x, y);
  }
  return all === 0 ? 0 : shared / all;
}
