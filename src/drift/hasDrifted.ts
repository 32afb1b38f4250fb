import { isAbove } from './chanceLevel';
import type { Band, ColumnDrift, DriftReport } from './report';

/**
 * Whether a column counts as drifted: moderate or significant by its band, and more than chance gives two samples of
 * these sizes in 95 of 100 cases. A small table with a column of ids reaches any band by chance alone. Not before chance is known.
 */
export function hasDrifted(column: ColumnDrift): boolean {
  return (column.band === 'moderate' || column.band === 'significant') && isAboveChance(column) === true;
}

/** Whether PSI is more than what 95 of 100 equal pairs give; null where that is not known. */
export function isAboveChance({ psi, chance }: Pick<ColumnDrift, 'psi' | 'chance'>): boolean | null {
  return psi === null || chance === null ? null : isAbove(chance, psi);
}

/** A band, or why one above stable is not shown as such. */
export type ShownBand = Band | 'chance' | 'grows';

/**
 * The band that a column is shown under. Where it is above stable: `chance` where chance alone gives as much, `grows` where
 * the column only grows.
 */
export function shownBand(column: ColumnDrift): ShownBand {
  if (column.band !== 'moderate' && column.band !== 'significant') return column.band;
  if (isAboveChance(column) === false) return 'chance';
  return column.grows ? 'grows' : column.band;
}

/** The column to name first: the greatest PSI among those that drifted and do not only grow, else the greatest; null where none has a figure. */
export function mostDrifted(report: DriftReport): ColumnDrift | null {
  const first = report.columns.find((column) => hasDrifted(column) && !column.grows) ?? report.columns[0];
  return first && first.psi !== null ? first : null;
}
