import { isSample } from '../gates/compareSamples';
import type { SampleTable } from '../formats/samples/sampleRows';
import { err, ok, type Result } from '../lib/result';
import type { SnapshotId } from '../versioning/records';
import type { MeasurementDraft } from './addMeasurements';

/** How a table's columns are taken as samples. */
export interface ColumnChoice {
  /** Each becomes a metric of that name. */
  readonly metrics: readonly string[];
  /** The column that says what a row is of; `rowNumber`: rows are the same cases in every file; null: unknown. */
  readonly cases: { readonly column: string } | 'rowNumber' | null;
}

/** Columns whose cells are all numbers, missing ones aside, and have at least one: what can be a metric. */
export function numberColumns({ columnNames, rows }: SampleTable): readonly string[] {
  return columnNames.filter((_, at) => {
    const cells = rows.flatMap((row) => row[at] ?? []);
    return cells.length > 0 && cells.every((cell) => numberOf(cell) !== null);
  });
}

/** What a file most likely means: a first column that names each row once is the cases, all other numbers are metrics. */
export function suggestColumns(table: SampleTable): ColumnChoice {
  const numbers = numberColumns(table);
  const naming = /^(id|case|case_?id|example|example_?id|question|request|request_?id|name|key|index|row)$/i;
  const cases = table.columnNames.find((name, at) => {
    if (numbers.includes(name) && !naming.test(name)) return false;
    const cells = table.rows.map((row) => row[at]);
    return cells.every((cell) => cell !== null) && new Set(cells).size === cells.length;
  });
  const metrics = numbers.filter((name) => name !== cases);
  return { metrics, cases: cases === undefined || metrics.length === 0 ? null : { column: cases } };
}

/** The measurements that chosen columns are. Fails as `columnSamples` does. */
export function draftsFromColumns(
  table: SampleTable,
  { metrics, cases }: ColumnChoice,
  of: { readonly snapshotId: SnapshotId; readonly source: string; readonly unit: string | null },
): Result<readonly MeasurementDraft[], string> {
  const drafts: MeasurementDraft[] = [];
  for (const metric of metrics) {
    const samples = columnSamples(table, metric, cases);
    if (!samples.ok) return samples;
    drafts.push({ ...of, metric, ...samples.value });
  }
  return ok(drafts);
}

/** The samples of a column; a row without a value is left out. Fails with the row of a cell that is no number. */
export function columnSamples(
  table: SampleTable,
  metric: string,
  cases: ColumnChoice['cases'],
): Result<Pick<MeasurementDraft, 'values' | 'cases'>, string> {
  const at = table.columnNames.indexOf(metric);
  const caseAt = cases !== null && cases !== 'rowNumber' ? table.columnNames.indexOf(cases.column) : -1;
  const values: number[] = [];
  const names: string[] = [];
  for (const [row, cells] of table.rows.entries()) {
    const cell = cells[at] ?? null;
    if (cell === null) continue;
    const value = numberOf(cell);
    if (value === null) return err(`Row ${row + 1} of ${metric} is “${cell}”, and no number`);
    values.push(value);
    names.push(caseAt === -1 ? String(row + 1) : (cells[caseAt] ?? ''));
  }
  if (values.length === 0) return err(`The column ${metric} has no value`);
  return ok({ values, cases: cases === null ? null : names });
}

function numberOf(cell: string): number | null {
  const value = cell.trim() === '' ? NaN : Number(cell);
  return isSample(value) ? value : null;
}
