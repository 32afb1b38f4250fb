import type { ColumnDrift, DriftReport } from './report';

/**
 * Whether a column counts as drifted: moderate or significant by its band, and more than chance gives two samples of
 * these sizes in 95 of 100 cases. A small table with a column of ids reaches any band by chance alone.
 */
export function hasDrifted({ band, psi, chance }: ColumnDrift): boolean {
  if (band !== 'moderate' && band !== 'significant') return false;
  return psi !== null && (chance === null || psi > chance.q95);
}

/** The column to name first: the greatest PSI among those that drifted, else the greatest; null where none has a figure. */
export function mostDrifted(report: DriftReport): ColumnDrift | null {
  const first = report.columns.find(hasDrifted) ?? report.columns[0];
  return first && first.psi !== null ? first : null;
}
