/** How far a second run's output may be from the first's and count as equal; null: not at all. */
export interface Tolerance {
  /** Of numbers in cells: the greatest difference. */
  readonly absolute: number | null;
  /** The same as a share of the greater of the two. */
  readonly relative: number | null;
  /** Of a metric: the greatest difference. */
  readonly metric: number | null;
  /** Of each column: PSI has to be below. */
  readonly psi: number | null;
}

/** Nothing but equal counts as equal. */
export const noTolerance: Tolerance = { absolute: null, relative: null, metric: null, psi: null };

/** What tells that two outputs are equal, the strictest first. */
export const equalBy = ['digest', 'logicalDigest', 'cells', 'metrics', 'psi'] as const;
/** One of them. */
export type EqualBy = (typeof equalBy)[number];

/** A table as text by row; null where a cell is missing. */
export interface TextTable {
  readonly columnNames: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The first cell that is too far off, in words; null where every cell is within the tolerance [R10]. Rows are compared in their order. */
export function cellsApart(
  first: TextTable,
  second: TextTable,
  { absolute, relative }: Pick<Tolerance, 'absolute' | 'relative'>,
): string | null {
  const names = new Set(second.columnNames);
  const lacking = first.columnNames.find((name) => !names.has(name));
  if (lacking !== undefined) return `it has no column ${lacking}`;
  const more = second.columnNames.find((name) => !first.columnNames.includes(name));
  if (more !== undefined) return `it has a column ${more} more`;
  if (first.rows.length !== second.rows.length)
    return `it has ${second.rows.length} rows, and the first run's has ${first.rows.length}`;
  const at = first.columnNames.map((name) => second.columnNames.indexOf(name));
  for (const [row, cells] of first.rows.entries()) {
    const others = second.rows[row]!;
    for (const [column, cell] of cells.entries()) {
      const other = others[at[column]!] ?? null;
      if (!isNear(cell, other, absolute, relative))
        return `row ${row + 1} of ${first.columnNames[column]} was ${cell ?? 'empty'} and is ${other ?? 'empty'}`;
    }
  }
  return null;
}

function isNear(
  a: string | null,
  b: string | null,
  absolute: number | null,
  relative: number | null,
): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.trim() === '' || b.trim() === '') return false;
  const [one, other] = [Number(a), Number(b)];
  if (!Number.isFinite(one) || !Number.isFinite(other)) return false;
  const apart = Math.abs(one - other);
  if (apart === 0) return true;
  return (
    (absolute !== null && apart <= absolute) ||
    (relative !== null && apart <= relative * Math.max(Math.abs(one), Math.abs(other)))
  );
}
