import type { SampleTable } from '../../formats/samples/sampleRows';
import { isIdentifierName, isMetricName } from '../../gates/columnName';
import { findCaseColumns } from './caseColumns';
import { columnCells, isMissing, sampleOf } from './sampleCell';

/** What the columns of one table, or of several that are to be compared, are taken for [G16], [G17]. */
export interface SampleColumns {
  /** In the order of the tables. */
  readonly metrics: readonly string[];
  /** The columns that together name each row once in every table; null for none. */
  readonly cases: readonly string[] | null;
  /** All other columns; none where one metric was asked for. */
  readonly setAside: readonly SetAside[];
}

/** A column that is no metric, and why. */
export interface SetAside {
  readonly column: string;
  readonly reason: 'namesRows' | 'identifierName' | 'countsRows' | 'text' | 'noNumber';
}

/** What a person says of the columns. */
export interface AskedColumns {
  /** The one metric, whatever it looks like; null for each that is one. */
  readonly metric: string | null;
  /** What the rows are of; `find`: as the files suggest; null: not to be known. */
  readonly cases: readonly string[] | 'find' | null;
}

/** What files of samples most likely mean, where a person does not say it. */
export function sampleColumns(
  tables: readonly SampleTable[],
  asked: AskedColumns = { metric: null, cases: 'find' },
): SampleColumns {
  const names = [...new Set(tables.flatMap(({ columnNames }) => columnNames))];
  const possible = numberColumns(tables).filter((name) => !isIdentifierName(name));
  const cases = asked.cases === 'find' ? findCaseColumns(tables, possible, asked.metric) : asked.cases;
  if (asked.metric !== null) return { metrics: [asked.metric], cases, setAside: [] };
  const measured = possible.filter((name) => !cases?.includes(name));
  const counted = measured.filter((name) => tables.every((table) => countsRows(table, name)));
  // Where nothing else is a number, what counts is what was measured.
  const metrics =
    counted.length < measured.length ? measured.filter((name) => !counted.includes(name)) : measured;
  const reasonOf = (column: string): SetAside['reason'] => {
    if (cases?.includes(column)) return 'namesRows';
    if (isIdentifierName(column)) return 'identifierName';
    if (counted.includes(column)) return 'countsRows';
    const cells = tables.flatMap((table) => columnCells(table, column) ?? []);
    return cells.every(isMissing) ? 'noNumber' : 'text';
  };
  const others = names.filter((name) => !metrics.includes(name));
  return { metrics, cases, setAside: others.map((column) => ({ column, reason: reasonOf(column) })) };
}

/** Columns that are of numbers in at least one table: it has a number there, and no word but those for a missing one. */
export function numberColumns(tables: readonly SampleTable[]): readonly string[] {
  const names = [...new Set(tables.flatMap(({ columnNames }) => columnNames))];
  return names.filter((name) =>
    tables.some((table) => {
      const cells = columnCells(table, name) ?? [];
      return (
        cells.some((cell) => sampleOf(cell) !== null) &&
        cells.every((cell) => sampleOf(cell) !== null || isMissing(cell))
      );
    }),
  );
}

/** Fewer numbers in a row may be neighbours by chance. */
const fewestCounted = 5;

/** Whether a column numbers its rows, in whatever order: integers without a gap, each once, whose name measures nothing. */
function countsRows(table: SampleTable, name: string): boolean {
  const cells = columnCells(table, name);
  if (cells === null || cells.length < fewestCounted || isMetricName(name)) return false;
  const numbers = cells
    .map((cell) => (/^-?\d+$/.test(cell ?? '') ? Number(cell) : NaN))
    .sort((a, b) => a - b);
  return numbers.every((number, at) => number === numbers[0]! + at);
}
