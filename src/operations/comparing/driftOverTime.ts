import type { ChanceDraw } from '../../drift/chanceDraw';
import { type KnownChance, missingDraws, withKnownChance } from '../../drift/chanceOfReport';
import { driftReport } from '../../drift/driftReport';
import { mostDrifted } from '../../drift/hasDrifted';
import type { Recipe } from '../../drift/recipe';
import type { ColumnDrift } from '../../drift/report';
import type { TableProfile } from '../../profile/profile';
import type { SnapshotId } from '../../versioning/records';

/** A version of an artifact with its profile; null where it is not a table. */
export interface ProfiledVersion {
  readonly snapshotId: SnapshotId;
  readonly sequence: number;
  readonly profile: TableProfile | null;
}

/** Drift of one version against its baseline. */
export interface DriftPoint {
  readonly snapshotId: SnapshotId;
  readonly sequence: number;
  /** By column name; without columns that have no figure. Empty where the version is not a table. */
  readonly columns: ReadonlyMap<string, ColumnDrift>;
  /** The column that drifted most. */
  readonly most: string | null;
  /** What has to be drawn before that is known; none once it is. */
  readonly missing: readonly ChanceDraw[];
}

/**
 * PSI of every version against what `baselineOf` gives for it, in the order of the versions: where drift began. A version that is its own
 * baseline is 0 throughout; one without a baseline has no figures.
 */
export function driftOverTime(
  versions: readonly ProfiledVersion[],
  baselineOf: (version: ProfiledVersion) => TableProfile | null,
  recipe: Recipe,
  known: KnownChance,
): readonly DriftPoint[] {
  return versions.map((version) => {
    const { snapshotId, sequence, profile } = version;
    const point = { snapshotId, sequence, columns: new Map<string, ColumnDrift>() };
    const baseline = baselineOf(version);
    if (profile === null || baseline === null) return { ...point, most: null, missing: [] };
    const report = withKnownChance(driftReport(baseline, profile, recipe), known);
    for (const column of report.columns) if (column.psi !== null) point.columns.set(column.name, column);
    return { ...point, most: mostDrifted(report)?.name ?? null, missing: missingDraws(report, true) };
  });
}
