import type { TableProfile } from '../profile/profile';
import { columnDrift, oneSidedColumn } from './columnDrift';
import { columnsByName, sideOfProfile } from './columnSide';
import { columnPValue, withPValues } from './pValues';
import type { Recipe } from './recipe';
import type { ColumnDrift, DriftReport } from './report';

/** Compares every column of either side from their profiles alone, without p-values: one frame for 200 columns. */
export function driftReport(reference: TableProfile, current: TableProfile, recipe: Recipe): DriftReport {
  const currentColumns = columnsByName(current);
  const referenceColumns = columnsByName(reference);
  const columns: ColumnDrift[] = [];
  for (const column of reference.columns) {
    const other = currentColumns.get(column.name);
    columns.push(
      other
        ? columnDrift(column.name, sideOfProfile(column), sideOfProfile(other), recipe)
        : oneSidedColumn(column.name, sideOfProfile(column), 'referenceOnly'),
    );
  }
  for (const column of current.columns) {
    if (!referenceColumns.has(column.name))
      columns.push(oneSidedColumn(column.name, sideOfProfile(column), 'currentOnly'));
  }
  return {
    recipe,
    // Stable: columns of equal figures stay in the order of the table.
    columns: columns.sort((left, right) => (right.psi ?? -1) - (left.psi ?? -1)),
    referenceRowCount: reference.rowCount,
    currentRowCount: current.rowCount,
  };
}

/** The report with the p-value of each column's test and its adjusted form. */
export function driftReportWithPValues(
  reference: TableProfile,
  current: TableProfile,
  recipe: Recipe,
): DriftReport {
  const report = driftReport(reference, current, recipe);
  const referenceColumns = columnsByName(reference);
  const currentColumns = columnsByName(current);
  const pValues = new Map<string, number>();
  for (const column of report.columns) {
    const [ofReference, ofCurrent] = [referenceColumns.get(column.name), currentColumns.get(column.name)];
    if (!ofReference || !ofCurrent) continue;
    const pValue = columnPValue(column, ofReference, ofCurrent, recipe);
    if (pValue !== null && !Number.isNaN(pValue)) pValues.set(column.name, pValue);
  }
  return withPValues(report, pValues);
}
