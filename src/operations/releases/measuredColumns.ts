import type { SampleTable } from '../../formats/samples/sampleRows';
import { byRowNumber, type Samples } from '../../gates/samples';
import { err, ok, type Result } from '../../lib/result';
import type { MeasurementDraft } from './addMeasurements';
import { caseNames } from './caseColumns';
import { columnCells, isMissing, sampleOf } from './sampleCell';
import { sampleColumns } from './sampleColumns';

/** How a table's columns are taken as samples. */
export interface ColumnChoice {
  /** Each becomes a metric of that name. */
  readonly metrics: readonly string[];
  /** The columns that together say what a row is of; `rowNumber`: rows are the same cases in every file; null: unknown. */
  readonly cases: { readonly columns: readonly string[] } | 'rowNumber' | null;
}

/** What one file most likely means [G16], [G17]. */
export function suggestColumns(table: SampleTable): ColumnChoice {
  const { metrics, cases } = sampleColumns([table]);
  return { metrics, cases: cases && { columns: cases } };
}

/** The measurements that chosen columns are. Fails as `columnSamples` does. */
export function draftsFromColumns(
  table: SampleTable,
  { metrics, cases }: ColumnChoice,
  of: Pick<MeasurementDraft, 'snapshotId' | 'source' | 'unit'>,
): Result<readonly MeasurementDraft[], string> {
  const drafts: MeasurementDraft[] = [];
  for (const metric of metrics) {
    const samples = columnSamples(table, metric, cases);
    if (!samples.ok) return samples;
    drafts.push({ ...of, metric, ...samples.value });
  }
  return ok(drafts);
}

/** The samples of one column of a table. */
export type ColumnSamples = Samples & { readonly values: readonly number[]; readonly missingCount: number };

/**
 * The samples of a column; rows without a number are counted. Fails where the column has no row, with the row of a cell that is a
 * word, and with a row that does not say what it is of.
 */
export function columnSamples(
  table: SampleTable,
  metric: string,
  cases: ColumnChoice['cases'],
): Result<ColumnSamples, string> {
  const cells = columnCells(table, metric) ?? [];
  if (cells.length === 0) return err(`The column ${metric} has no row`);
  const columns = cases === null || cases === 'rowNumber' ? null : cases.columns;
  const names = columns === null ? cells.map((_, row) => String(row + 1)) : caseNames(table, columns);
  const values: number[] = [];
  const ownNames: string[] = [];
  for (const [row, cell] of cells.entries()) {
    const value = sampleOf(cell);
    if (value === null && !isMissing(cell))
      return err(`Row ${row + 1} of ${metric} is “${cell}”, and no number`);
    if (value === null) continue;
    const name = names[row] ?? null;
    if (name === null)
      return err(`Row ${row + 1} does not say what it is of: ${columns?.join(' or ') ?? ''} is missing`);
    values.push(value);
    ownNames.push(name);
  }
  const missingCount = cells.length - values.length;
  if (cases === null) return ok({ values, cases: null, missingCount });
  return ok({ values, cases: ownNames, casesFrom: columns ?? byRowNumber, missingCount });
}
