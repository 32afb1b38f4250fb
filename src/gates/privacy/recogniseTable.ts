import type { ColumnProfile, TableProfile } from '../../profile/profile';
import { escalateFrom } from './decide';
import { type ColumnValues, type PersonalFinding, recogniseColumn } from './recognise';

/** A column with the personal data that it seems to hold. */
export interface ColumnFindings {
  /** Of a value inside of a nested column its path, with dots. */
  readonly name: string;
  readonly findings: readonly PersonalFinding[];
}

/** The columns of a table that seem to hold personal data, from the score at which a finding escalates. */
export function recognisedColumns(profile: TableProfile): ReadonlySet<string> {
  return new Set(
    recogniseTable(profile).flatMap(({ name, findings }) =>
      findings.some(({ score }) => score >= escalateFrom) ? [name, name.split('.')[0]!] : [],
    ),
  );
}

/** What personal data a table seems to hold, by the values that its profile names; columns without any, too. Rule [S6]. */
export function recogniseTable({ columns }: TableProfile): readonly ColumnFindings[] {
  return columns.flatMap((column) => {
    const { name } = column;
    const inner = innerColumns(column);
    const own = inner.length === 0 ? recogniseColumn({ ...valuesOf(column), name }) : [];
    const found = inner
      .map((each) => ({ name: each.name, findings: recogniseColumn(each) }))
      .filter(({ findings }) => findings.length > 0);
    return [{ name, findings: own }, ...found];
  });
}

function valuesOf({ type, rowCount, nullCount, frequent }: ColumnProfile): Omit<ColumnValues, 'name'> {
  return { type, values: frequent.items, valueCount: rowCount - nullCount };
}

/** What stands inside of nested values, as columns by their paths; none of a column that is not nested. */
function innerColumns({ name, frequent, rowCount, nullCount }: ColumnProfile): readonly ColumnValues[] {
  const first = frequent.items[0]?.value ?? '';
  if (!first.startsWith('{') && !first.startsWith('[')) return [];
  const byPath = new Map<string, Map<string, number>>();
  for (const { value, count } of frequent.items) {
    const parsed = parsedJson(value);
    if (parsed === null) return [];
    addLeaves(byPath, name, parsed, count);
  }
  return Array.from(byPath, ([path, counts]) => ({
    name: path,
    type: null,
    values: Array.from(counts, ([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count),
    // A list may hold several in one row.
    valueCount: Math.min(
      rowCount - nullCount,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    ),
  }));
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
