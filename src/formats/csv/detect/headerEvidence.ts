import { cellKindOf, familyOf, isTyped, type CellKind } from './cellKind';

type Row = readonly string[];

/** What the cells of a column look like: the family that most are of, and the share of values that are. */
interface ColumnLook {
  readonly family: CellKind;
  readonly share: number;
}

/** Of values below a name, this many must be of one family for that to say anything. */
const ruling = 0.8;

/**
 * Whether `first` names the columns whose cells are in `rows` ([C17] to [C19] in SPEC.md): a text above numbers is a name, a number
 * above numbers a value, unless it counts on from the one beside it. Where nothing speaks for either, it does if none of
 * its cells is more than text.
 */
export function isHeader(first: Row, rows: readonly Row[]): boolean {
  const kinds = first.map(cellKindOf);
  const hasTyped = kinds.some(isTyped);
  if (rows.length === 0) return !hasTyped;
  if (rows.some((row) => row.length === first.length && row.every((cell, at) => cell === first[at])))
    return !hasTyped;
  const names = serialNames(first, kinds, rows);
  let forNames = 0;
  let forValues = 0;
  kinds.forEach((kind, column) => {
    const { family, share } = lookOf(rows, column);
    if (names.has(column)) forNames++;
    else if (kind === 'empty' || kind === 'null' || share < ruling) return;
    else if (isTyped(family)) {
      if (!isTyped(kind)) forNames += share;
      else if (familyOf(kind) === family) forValues += isLoneYear(first[column]!, rows, column) ? 0 : 1;
      else forNames++;
    } else if (isTyped(kind)) forValues += 0.5;
  });
  if (forNames === 0 && forValues === 0) return !hasTyped;
  return forNames >= forValues;
}

function lookOf(rows: readonly Row[], column: number): ColumnLook {
  const counts = new Map<CellKind, number>();
  let values = 0;
  for (const row of rows) {
    const kind = cellKindOf(row[column] ?? '');
    if (kind === 'empty' || kind === 'null') continue;
    const family = familyOf(kind);
    counts.set(family, (counts.get(family) ?? 0) + 1);
    values++;
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most === undefined ? { family: 'empty', share: 0 } : { family: most[0], share: most[1] / values };
}

/** Columns whose cell of the first row is one of a series of years, or of a range from 0 or 1, as no row below is. */
function serialNames(first: Row, kinds: readonly CellKind[], rows: readonly Row[]): ReadonlySet<number> {
  const columns = kinds.flatMap((kind, column) => (kind === 'integer' ? [column] : []));
  const values = columns.map((column) => Number(first[column]));
  const others = kinds.filter((kind) => kind !== 'integer');
  const isBeside =
    others.every((kind) => !isTyped(kind)) && columns.at(-1)! - columns[0]! === columns.length - 1;
  if (columns.length < 2 || !isBeside) return new Set();
  const step = values[1]! - values[0]!;
  if (!values.every((value, at) => at === 0 || value - values[at - 1]! === step)) return new Set();
  const areYears = values.every(isYear);
  const isRange = step === 1 && (values[0] === 0 || (values[0] === 1 && others.length > 0));
  if (!(areYears && step !== 0 && (others.length > 0 || columns.length > 2)) && !isRange) return new Set();
  const isLikeThem = (row: Row): boolean => {
    const cells = columns.map((column) => Number(row[column]));
    const goesOn = cells.every((cell, at) => at === 0 || cell - cells[at - 1]! === step);
    return goesOn && (!areYears || cells.every(isYear));
  };
  return rows.some(isLikeThem) ? new Set() : new Set(columns);
}

/** A year above values that are none: it may name them. */
function isLoneYear(cell: string, rows: readonly Row[], column: number): boolean {
  return isYear(Number(cell)) && !rows.some((row) => isYear(Number(row[column] ?? '')));
}

function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1800 && value <= 2200;
}

const mostHeaderLines = 5;

/**
 * How many of the records that begin a table name its columns, where the first does ([C20]): those after it do that repeat it, and those with
 * text alone, in two columns or more, where all below is numbers and the like.
 */
export function headerLineCount(records: readonly Row[]): number {
  let count = 1;
  while (count < Math.min(mostHeaderLines, records.length) && isFurtherHeader(records, count)) count++;
  return count;
}

function isFurtherHeader(records: readonly Row[], at: number): boolean {
  const row = records[at]!;
  const first = records[0]!;
  if (first.length > 1 && row.length === first.length && row.every((cell, column) => cell === first[column]))
    return true;
  const below = records.slice(at + 1);
  if (below.length < 2) return false;
  const kinds = row.map(cellKindOf);
  const typed = kinds
    .map((_, column) => column)
    .filter((column) => {
      const { family, share } = lookOf(below, column);
      return isTyped(family) && share >= 0.95;
    });
  if (typed.length < 2 || typed.some((column) => isTyped(kinds[column]!))) return false;
  const names = typed.filter((column) => kinds[column] === 'text' || kinds[column] === 'code').length;
  const isIndexName = at > 1 && kinds[0] === 'text' && kinds.slice(1).every((kind) => kind === 'empty');
  return isIndexName || names >= Math.max(2, typed.length / 2);
}
