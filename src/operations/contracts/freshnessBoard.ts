import type { Arrival } from '../../gates/freshness/attainment';
import { newestOfColumn } from '../../gates/freshness/newestOfColumn';
import type { TableProfile } from '../../profile/profile';
import type { ArtifactId } from '../../versioning/records';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { arrivalsOf, judgeObjective, type JudgedObjective } from './freshness';
import { objectivesOf } from './objectives';
import { staleness, type Staleness } from './staleness';

/** One objective of an artifact, judged, and what makes the artifact stale. */
export interface FreshnessRow extends JudgedObjective {
  readonly artifact: ArtifactView;
  /** In no order. */
  readonly arrivals: readonly Arrival[];
  /** The stalest of it and everything upstream; null where all of that is fresh. */
  readonly staleness: Staleness | null;
}

/** Every objective of a workspace at a moment, the worst first, and all that is stale because of something. */
export interface FreshnessBoard {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly rows: readonly FreshnessRow[];
  readonly stale: ReadonlyMap<ArtifactId, Staleness>;
}

/** The newest value of a column, read in a time zone, in milliseconds since 1970; null where it is not known. */
export type NewestIn = (version: SnapshotView, column: string, zone: string) => number | null;

const order = { fail: 0, unknown: 1, warn: 2, pass: 3 } as const;

/** Judges every objective of a workspace at a moment. What arrived later is not known then. */
export function freshnessBoard(workspace: Workspace, newestIn: NewestIn, at: number): FreshnessBoard {
  const judged = new Map<
    ArtifactId,
    readonly (JudgedObjective & { readonly arrivals: readonly Arrival[] })[]
  >();
  for (const artifact of workspace.artifacts.values()) {
    const own = objectivesOf(artifact).map((stated) => {
      const { zone } = stated.objective.clock;
      const arrivals = arrivalsOf(artifact, stated.objective, (version, column) =>
        newestIn(version, column, zone),
      );
      return { ...judgeObjective(stated, arrivals, at), arrivals };
    });
    if (own.length > 0) judged.set(artifact.artifact.id, own);
  }
  const stale = staleness(workspace, judged);
  const rows = [...judged].flatMap(([id, all]) => {
    const artifact = workspace.artifacts.get(id);
    return artifact ? all.map((each) => ({ ...each, artifact, staleness: stale.get(id) ?? null })) : [];
  });
  rows.sort(
    (a, b) =>
      order[a.verdict.verdict] - order[b.verdict.verdict] ||
      deadlineOf(a) - deadlineOf(b) ||
      (a.artifact.name < b.artifact.name ? -1 : 1),
  );
  return { at, rows, stale };
}

/** Of what is late since when, of the others when they will be; what nobody knows is last. */
function deadlineOf({ verdict: { errorAt, warnAt } }: JudgedObjective): number {
  return errorAt ?? warnAt ?? Infinity;
}

/** Newest values by the profiles of readings in use. */
export function newestInProfiles(
  profileOf: (readingKey: string) => TableProfile | null | undefined,
): NewestIn {
  return ({ reading }, column, zone) => {
    const own = reading && profileOf(reading.key)?.columns.find(({ name }) => name === column);
    return own ? newestOfColumn(own, zone) : null;
  };
}

/** The keys of the readings whose profiles objectives of columns are judged by. */
export function profilesToRead(workspace: Workspace): readonly string[] {
  const keys = new Set<string>();
  for (const artifact of workspace.artifacts.values()) {
    if (objectivesOf(artifact).every(({ objective: { column } }) => column === null)) continue;
    for (const { reading } of artifact.snapshots) if (reading) keys.add(reading.key);
  }
  return [...keys];
}

/** How old something was, over time. */
export interface AgePoint {
  readonly at: number;
  /** In milliseconds by the clock. */
  readonly age: number;
}

/** The age over a window as its corners: it grows until something newer arrives, and falls then. */
export function ageOverTime(arrivals: readonly Arrival[], from: number, to: number): readonly AgePoint[] {
  const sorted = arrivals.toSorted((a, b) => a.arrivedAt - b.arrivedAt || a.moment - b.moment);
  const points: AgePoint[] = [];
  let newest: number | null = null;
  const begin = (): void => {
    if (newest !== null && points.length === 0) points.push({ at: from, age: from - newest });
  };
  for (const { arrivedAt, moment } of sorted) {
    if (arrivedAt > to) break;
    if (newest !== null && moment <= newest) continue;
    if (arrivedAt >= from) {
      begin();
      if (newest !== null) points.push({ at: arrivedAt, age: arrivedAt - newest });
      points.push({ at: arrivedAt, age: arrivedAt - moment });
    }
    newest = moment;
  }
  begin();
  if (newest !== null) points.push({ at: to, age: to - newest });
  return points;
}
