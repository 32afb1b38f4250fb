import type { SampleTable } from '../../formats/samples/sampleRows';
import { isIdentifierName, isMetricName } from '../../gates/columnName';
import { columnCells } from './sampleCell';

/** More columns together, and more candidates, would only be tried. */
const mostTogether = 3;
const mostCandidates = 8;

/** Fewer integers may be the same on both sides by chance; and where a side has others besides, fewer than the second. */
const fewestIntegers = 3;
const fewestOfMore = 5;

/**
 * The columns that name each row once in every table, and at least two rows in common [G16]: those that have the most in common, then
 * those whose names say that they tell rows apart, then the fewest. Text and integers can; at least one of `measurable`, the columns of
 * numbers, is left to be a metric, and so is `asked`.
 */
export function findCaseColumns(
  tables: readonly SampleTable[],
  measurable: readonly string[],
  asked: string | null = null,
): readonly string[] | null {
  const fewestRows = Math.min(...tables.map(({ rows }) => rows.length));
  if (fewestRows < 2) return null;
  const candidates = (tables[0]?.columnNames ?? []).flatMap((name) => {
    const tier = name === asked ? null : tierOf(tables, name, measurable);
    return tier === null ? [] : [{ name, tier }];
  });
  let best: { readonly columns: readonly string[]; readonly commonCount: number } | null = null;
  for (const tier of [0, 1, 2]) {
    const names = candidates.filter((each) => each.tier <= tier).sort((a, b) => a.tier - b.tier);
    for (const columns of subsets(names.slice(0, mostCandidates).map(({ name }) => name))) {
      if (measurable.length > 0 && measurable.every((name) => columns.includes(name))) continue;
      const commonCount = commonRows(tables, columns);
      if (commonCount >= 2 && commonCount > (best?.commonCount ?? 0)) best = { columns, commonCount };
      if (best?.commonCount === fewestRows) return best.columns;
    }
  }
  return best?.columns ?? null;
}

/** What each row is of: the cell of one column, or the cells of several as a JSON list; null where one is missing. */
export function caseNames(table: SampleTable, columns: readonly string[]): readonly (string | null)[] {
  const cells = columns.map((name) => columnCells(table, name));
  return table.rows.map((_, row) => {
    const own = cells.map((column) => column?.[row] ?? null);
    if (own.includes(null)) return null;
    return own.length === 1 ? (own[0] ?? null) : JSON.stringify(own);
  });
}

/** Which candidates are tried first: 0 what its name says is one, 1 text, 2 integers that are the same in every table; null for none. */
function tierOf(tables: readonly SampleTable[], name: string, measurable: readonly string[]): number | null {
  const cells: (string | null)[][] = [];
  for (const table of tables) {
    const own = columnCells(table, name);
    if (own === null || own.includes(null)) return null;
    cells.push([...own]);
  }
  if (isIdentifierName(name)) return 0;
  if (!measurable.includes(name))
    return cells.flat().every((cell) => /^(true|false)$/i.test(cell ?? '')) ? null : 1;
  return !isMetricName(name) && areSameIntegers(cells) ? 2 : null;
}

/** Whether both sides have the same integers, however often; or each once, and the shorter side none but those of the longer. */
function areSameIntegers(sides: readonly (readonly (string | null)[])[]): boolean {
  const [one, other] = sides.toSorted((a, b) => a.length - b.length);
  if (!one || !other || sides.length > 2) return false;
  const isInteger = sides.flat().every((cell) => /^-?\d+$/.test(cell ?? ''));
  if (!isInteger || one.length < (one.length === other.length ? fewestIntegers : fewestOfMore)) return false;
  const known = new Set(other);
  if (known.size === other.length)
    return new Set(one).size === one.length && one.every((cell) => known.has(cell));
  const [first, second] = [one, other].map((side) =>
    side
      .map(Number)
      .sort((a, b) => a - b)
      .join(' '),
  );
  return first === second;
}

/** Of one column, then of two, then of three. */
function subsets(names: readonly string[]): readonly (readonly string[])[] {
  let last: readonly (readonly string[])[] = names.map((name) => [name]);
  const all = [...last];
  for (let size = 2; size <= mostTogether; size += 1) {
    last = last.flatMap((subset) =>
      names.slice(names.indexOf(subset.at(-1) ?? '') + 1).map((name) => [...subset, name]),
    );
    all.push(...last);
  }
  return all;
}

/** How many rows all tables have in common; 0 where the columns do not name each row once in every one. */
function commonRows(tables: readonly SampleTable[], columns: readonly string[]): number {
  const sides: ReadonlySet<string>[] = [];
  for (const table of tables) {
    const own = new Set<string>();
    for (const name of caseNames(table, columns)) {
      if (name === null || own.has(name)) return 0;
      own.add(name);
    }
    sides.push(own);
  }
  const [first = new Set<string>(), ...others] = sides;
  return [...first].filter((name) => others.every((other) => other.has(name))).length;
}
