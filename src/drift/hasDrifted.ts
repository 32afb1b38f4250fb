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

/** The band that a column is shown under: `chance` where it is above stable, and chance alone gives as much. */
export function shownBand(column: ColumnDrift): Band | 'chance' {
  const isAbove = column.band === 'moderate' || column.band === 'significant';
  return isAbove && isAboveChance(column) === false ? 'chance' : column.band;
}

/** The column to name first: the greatest PSI among those that drifted, else the greatest; null where none has a figure. */
export function mostDrifted(report: DriftReport): ColumnDrift | null {
  const first = report.columns.find(hasDrifted) ?? report.columns[0];
  return first && first.psi !== null ? first : null;
}
