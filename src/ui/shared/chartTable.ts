import { type SpreadsheetCell, spreadsheetCsv } from '../../formats/spreadsheet/spreadsheetCsv';

/** What a chart is drawn from, as a table. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly (readonly SpreadsheetCell[])[];
}

interface ChartColumn {
  readonly name: string;
  readonly unit?: string | null;
  /** The custom property of its colour, where the picture needs a legend. */
  readonly colour?: `--${string}`;
}

/** The table with the units in its header. */
export function chartCsv({ columns, rows }: ChartTable): string {
  const header = columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name));
  return spreadsheetCsv([header, ...rows]);
}
