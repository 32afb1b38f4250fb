import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import type { VersionBaseline } from './baselineOf';
import { type JudgedColumn, judgedColumns } from './openDrift';
import type { VersionDrift } from './versionDrift';

/** A version with its baseline, and its drift as far as that is known. */
export interface ComparedVersion {
  readonly view: SnapshotView;
  readonly baseline: VersionBaseline;
  readonly drift: VersionDrift | null;
}

/** One column of one version that drifted. */
export interface DriftedRow extends JudgedColumn {
  readonly artifact: ArtifactView;
  readonly view: SnapshotView;
  readonly baseline: VersionBaseline;
}

/** What of the workspace's drift is asked for; all where nothing is said. */
export interface DriftedFilter {
  /** Words of the artifact's or column's name. */
  readonly q?: string;
  readonly band?: 'moderate' | 'significant' | 'grows';
  readonly state?: 'open' | 'acknowledged';
}

/** Every drifted column of every version, newest version first; in each the greatest PSI first, and columns that only grow last. */
export function driftedRows(
  workspace: Workspace,
  versions: readonly ComparedVersion[],
  { q = '', band, state }: DriftedFilter,
): readonly DriftedRow[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return versions
    .toSorted((a, b) => compareText(b.view.snapshot.createdAt, a.view.snapshot.createdAt))
    .flatMap(({ view, baseline, drift }) => {
      const artifact = workspace.artifacts.get(view.artifactId);
      if (!drift || !artifact) return [];
      const growing = drift.growing.map((column) => ({ ...column, acknowledged: null }));
      return [...judgedColumns(view, baseline, drift), ...growing]
        .filter((column) => {
          if (band !== undefined && column.band !== band) return false;
          if (state === 'open' && (column.acknowledged !== null || column.band === 'grows')) return false;
          if (state === 'acknowledged' && column.acknowledged === null) return false;
          const text = `${artifact.name} ${column.name}`.toLowerCase();
          return words.every((word) => text.includes(word));
        })
        .map((column): DriftedRow => ({ ...column, artifact, view, baseline }));
    });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
