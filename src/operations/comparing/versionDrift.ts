import { hasDrifted, mostDrifted, type ShownBand, shownBand } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import type { ColumnDrift, DriftReport } from '../../drift/report';

/** A column's drift in short. */
export interface DriftedColumn {
  readonly name: string;
  readonly psi: number;
  /** The figure as it is shown: `0.31`. */
  readonly figure: string;
  readonly band: ShownBand;
}

/** What is kept of a version's drift: enough for badges and lists, little enough for thousands of versions. */
export interface VersionDrift {
  /** The column to name first; null where none has a figure. */
  readonly most: DriftedColumn | null;
  /** Columns that drifted and do not only grow, the greatest PSI first. */
  readonly drifted: readonly DriftedColumn[];
  /** Columns that drifted because they only grow. */
  readonly growing: readonly DriftedColumn[];
  readonly recipe: string;
}

/** A report in short; what chance gives has to be known in it. */
export function versionDrift(report: DriftReport): VersionDrift {
  const inShort = (column: ColumnDrift): DriftedColumn => ({
    name: column.name,
    psi: column.psi ?? 0,
    figure: psiText(column, report.recipe),
    band: shownBand(column),
  });
  const most = mostDrifted(report);
  const drifted = report.columns.filter(hasDrifted);
  return {
    most: most && inShort(most),
    drifted: drifted.filter(({ grows }) => !grows).map(inShort),
    growing: drifted.filter(({ grows }) => grows).map(inShort),
    recipe: report.recipe.name,
  };
}
