import type { ColumnSchema, ColumnType } from './schema';

/** What changed from one schema to another. Each column is in at most one of `added`, `removed` and `renamed`. */
export interface SchemaDiff {
  readonly added: readonly ColumnSchema[];
  readonly removed: readonly ColumnSchema[];
  /** A guess: a column that went and one that came, of one type, at one place or of similar names. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly retyped: readonly { readonly name: string; readonly from: ColumnType; readonly to: ColumnType }[];
  /** Columns that gained or lost the right to lack values. */
  readonly nullability: readonly { readonly name: string; readonly nowNullable: boolean }[];
  /** The fewest shared columns that would have to move to give the old order. */
  readonly reordered: readonly string[];
}

const similarEnough = 0.5;

/** Compares two schemas by column name; names are compared as they stand. */
export function diffSchemas(before: readonly ColumnSchema[], after: readonly ColumnSchema[]): SchemaDiff {
  const old = new Map(before.map((column) => [column.name, column]));
  const present = new Set(after.map((column) => column.name));
  const gone = before.filter((column) => !present.has(column.name));
  const come = after.filter((column) => !old.has(column.name));
  const renamed = likelyRenames(before, after, gone, come);
  const from = new Set(renamed.map((rename) => rename.from));
  const to = new Set(renamed.map((rename) => rename.to));
  const shared = after.flatMap((column) => {
    const previous = old.get(column.name);
    return previous === undefined ? [] : [{ previous, column }];
  });
  return {
    added: come.filter((column) => !to.has(column.name)),
    removed: gone.filter((column) => !from.has(column.name)),
    renamed,
    retyped: shared
      .filter(({ previous, column }) => previous.type !== column.type)
      .map(({ previous, column }) => ({ name: column.name, from: previous.type, to: column.type })),
    nullability: shared
      .filter(({ previous, column }) => previous.nullable !== column.nullable)
      .map(({ column }) => ({ name: column.name, nowNullable: column.nullable })),
    reordered: outOfOrder(
      shared.map(({ column }) => column.name),
      new Map(before.map((column, index) => [column.name, index])),
    ),
  };
}

function likelyRenames(
  before: readonly ColumnSchema[],
  after: readonly ColumnSchema[],
  gone: readonly ColumnSchema[],
  come: readonly ColumnSchema[],
): { from: string; to: string }[] {
  const pairs = gone.flatMap((left) =>
    come
      .filter((right) => right.type === left.type)
      .map((right) => ({ left, right, score: likeness(before, after, left, right) })),
  );
  const taken = new Set<ColumnSchema>();
  const renamed: { from: string; to: string }[] = [];
  for (const { left, right, score } of pairs.sort((a, b) => b.score - a.score)) {
    if (score < similarEnough || taken.has(left) || taken.has(right)) continue;
    taken.add(left).add(right);
    renamed.push({ from: left.name, to: right.name });
  }
  return renamed;
}

/** At least 0.5 at one place of two schemas of one width; else how alike the names are, 0 to 1. */
function likeness(
  before: readonly ColumnSchema[],
  after: readonly ColumnSchema[],
  left: ColumnSchema,
  right: ColumnSchema,
): number {
  const isOnePlace = before.length === after.length && before.indexOf(left) === after.indexOf(right);
  const names = nameLikeness(left.name, right.name);
  return isOnePlace ? 0.5 + names / 2 : names;
}

/** Dice's coefficient over pairs of neighbouring characters, case and punctuation ignored. */
function nameLikeness(a: string, b: string): number {
  const left = characterPairs(a);
  const right = characterPairs(b);
  if (left.length + right.length === 0) return 0;
  let shared = 0;
  const rest = [...right];
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / (left.length + right.length);
}

function characterPairs(name: string): string[] {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 64);
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2));
}

/** Names outside the longest run of names that are still in their old order. */
function outOfOrder(names: readonly string[], oldIndex: ReadonlyMap<string, number>): string[] {
  const indices = names.map((name) => oldIndex.get(name)!);
  const tails: number[] = [];
  const previous: number[] = [];
  indices.forEach((index, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (indices[tails[middle]!]! < index) low = middle + 1;
      else high = middle;
    }
    previous[i] = low === 0 ? -1 : tails[low - 1]!;
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i]!) kept.add(i);
  return names.filter((_, i) => !kept.has(i));
}
