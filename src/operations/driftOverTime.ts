import { driftReport } from '../drift/driftReport';
import { mostDrifted } from '../drift/hasDrifted';
import type { Recipe } from '../drift/recipe';
import type { Band } from '../drift/report';
import type { TableProfile } from '../profile/profile';
import type { SnapshotId } from '../versioning/records';

/** A version of an artifact with its profile; null where it is not a table. */
export interface ProfiledVersion {
  readonly snapshotId: SnapshotId;
  readonly sequence: number;
  readonly profile: TableProfile | null;
}

/** Drift of one version against the baseline. */
export interface DriftPoint {
  readonly snapshotId: SnapshotId;
  readonly sequence: number;
  /** By column name; without columns that have no figure. Empty where the version is not a table. */
  readonly columns: ReadonlyMap<
    string,
    { readonly psi: number; readonly maxError: number; readonly band: Band }
  >;
  /** The column that drifted most. */
  readonly most: string | null;
}

/** PSI of every version against one baseline, in the order of the versions: where drift began. The baseline's own point is 0 throughout. */
export function driftOverTime(
  versions: readonly ProfiledVersion[],
  baseline: TableProfile,
  recipe: Recipe,
): readonly DriftPoint[] {
  return versions.map(({ snapshotId, sequence, profile }) => {
    const columns = new Map<string, { psi: number; maxError: number; band: Band }>();
    if (profile === null) return { snapshotId, sequence, columns, most: null };
    const report = driftReport(baseline, profile, recipe);
    for (const { name, psi, maxError, band } of report.columns) {
      if (psi !== null) columns.set(name, { psi, maxError, band });
    }
    return { snapshotId, sequence, columns, most: mostDrifted(report)?.name ?? null };
  });
}
