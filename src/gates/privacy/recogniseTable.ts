import type { ColumnProfile, FrequentValues, TableProfile } from '../../profile/profile';
import { escalateFrom } from './decide';
import type { ReadTexts } from './personalRows';
import type { PersonalFinding } from './personalFinding';
import { type ColumnValues, recogniseColumn } from './recognise';

/** A column with the personal data that it seems to hold. */
export interface ColumnFindings {
  /** Of a value inside of a nested column its path, with dots. */
  readonly name: string;
  readonly findings: readonly PersonalFinding[];
  /** What of it was looked at. */
  readonly looked: Looked;
}

/**
 * What of a column was looked at: 1 where all rows were, else at least one row in so many; null where only the values were that the
 * profile names. Of one in k, what stands in 3 k rows is missed with a chance of 5 % at the most: (1 - 1/k)^(3k) < e^-3.
 */
export type Looked = number | null;

/** The columns of a table that seem to hold personal data, from the score at which a finding escalates. */
export function recognisedColumns(profile: TableProfile): ReadonlySet<string> {
  return new Set(
    recogniseTable(profile).flatMap(({ name, findings }) =>
      findings.some(({ score }) => score >= escalateFrom) ? [name, name.split('.')[0]!] : [],
    ),
  );
}

/**
 * What personal data a table seems to hold, by the values that its profile names and by the rows where these were read; columns without
 * any, too. Rules [S6] and [S14].
 */
export function recogniseTable(
  { columns }: TableProfile,
  texts: ReadonlyMap<string, ReadTexts> = new Map(),
): readonly ColumnFindings[] {
  return columns.flatMap((column) => {
    const { name } = column;
    const looked = column.frequent.isComplete ? 1 : (texts.get(name)?.every ?? null);
    const { inner, rest } = innerColumns(column);
    const values = inner.length === 0 ? valuesOf(column) : ofItems(rest);
    const own = recogniseColumn({ ...values, name }, texts.get(name));
    const found = inner
      .map((each) => ({ name: each.name, findings: recogniseColumn(each), looked }))
      .filter(({ findings }) => findings.length > 0);
    const kinds = new Set(found.flatMap(({ findings }) => findings.map(({ kind }) => kind)));
    return [{ name, findings: own.filter(({ kind }) => !kinds.has(kind)), looked }, ...found];
  });
}

/** Values of which no others are known. */
function ofItems({ items }: FrequentValues): Omit<ColumnValues, 'name'> {
  return { type: null, values: items, valueCount: items.reduce((sum, { count }) => sum + count, 0) };
}

function valuesOf({ type, rowCount, nullCount, frequent }: ColumnProfile): Omit<ColumnValues, 'name'> {
  return { type, values: frequent.items, valueCount: rowCount - nullCount };
}

/** Nested columns may hold a few texts that are no objects. */
const leastParsed = 0.9;

/** What stands inside of nested values, as columns by their paths, and the values that are not nested; none of a column that is not nested. */
function innerColumns({ name, frequent, rowCount, nullCount }: ColumnProfile): {
  readonly inner: readonly ColumnValues[];
  readonly rest: FrequentValues;
} {
  const first = frequent.items[0]?.value ?? '';
  if (!first.startsWith('{') && !first.startsWith('[')) return { inner: [], rest: frequent };
  const byPath = new Map<string, Map<string, number>>();
  const others: FrequentValues['items'][number][] = [];
  for (const item of frequent.items) {
    const parsed = parsedJson(item.value);
    if (parsed === null) others.push(item);
    else addLeaves(byPath, name, parsed, item.count);
  }
  if (others.length > frequent.items.length * (1 - leastParsed)) return { inner: [], rest: frequent };
  const inner = Array.from(byPath, ([path, counts]) => ({
    name: path,
    type: null,
    values: Array.from(counts, ([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count),
    // A list may hold several in one row.
    valueCount: Math.min(
      rowCount - nullCount,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    ),
  }));
  return { inner, rest: { ...frequent, items: others } };
}

function parsedJson(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}

function addLeaves(
  byPath: Map<string, Map<string, number>>,
  path: string,
  value: unknown,
  count: number,
): void {
  if (Array.isArray(value)) {
    for (const each of value) addLeaves(byPath, path, each, count);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) addLeaves(byPath, `${path}.${key}`, each, count);
  } else if (typeof value === 'string' || typeof value === 'number') {
    const counts = byPath.get(path) ?? new Map<string, number>();
    byPath.set(path, counts);
    counts.set(String(value), (counts.get(String(value)) ?? 0) + count);
  }
}
