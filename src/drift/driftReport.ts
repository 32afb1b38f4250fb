import type { TableProfile } from '../profile/profile';
import { columnDrift, oneSidedColumn } from './columnDrift';
import { columnsByName, sideOfProfile } from './columnSide';
import { growsOnly } from './growingColumn';
import type { Recipe } from './recipe';
import type { ColumnDrift, DriftReport } from './report';

/** Compares every column of either side from their profiles alone: one frame for 200 columns. What walks all values, and p-values, are a step of their own (tests.ts). */
export function driftReport(reference: TableProfile, current: TableProfile, recipe: Recipe): DriftReport {
  const currentColumns = columnsByName(current);
  const referenceColumns = columnsByName(reference);
  const columns: ColumnDrift[] = [];
  for (const column of reference.columns) {
    const other = currentColumns.get(column.name);
    columns.push(
      other
        ? {
            ...columnDrift(column.name, sideOfProfile(column), sideOfProfile(other), recipe),
            ...(growsOnly(column, other) && { grows: true as const }),
          }
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
    columns: columns.sort((left, right) => rankOf(right) - rankOf(left)),
    referenceRowCount: reference.rowCount,
    currentRowCount: current.rowCount,
  };
}

function rankOf({ psi, grows }: ColumnDrift): number {
  if (psi === null) return -2;
  return grows ? -1 : psi;
}
