import { attainmentOf, type Arrival, type Attainment } from '../../gates/freshness/attainment';
import { judgeFreshness, nextDeadline, type FreshnessVerdict } from '../../gates/freshness/judgeFreshness';
import type { FreshnessObjective } from '../../gates/freshness/objective';
import { brokenVerdict } from '../../gates/contract/verdict';
import type { ArtifactView, SnapshotView } from '../core/workspace';
import type { StatedObjective } from './objectives';

/** What an objective says at a moment. */
export interface JudgedMoment extends StatedObjective {
  readonly verdict: FreshnessVerdict;
  /** The first limit ahead; null where there is none. */
  readonly nextDeadline: number | null;
}

/** The same of something with a history, and how the objective was kept. */
export interface JudgedObjective extends JudgedMoment {
  readonly attainment: Attainment;
}

/** The newest value of a column of a version, in milliseconds since 1970; null where it is not known. */
export type NewestValue = (version: SnapshotView, column: string) => number | null;

/**
 * When the versions of an artifact arrived, and how new each is; a version whose newest value is not known is left out. What a source saw
 * loaded is an arrival at the moment of its loading.
 */
export function arrivalsOf(
  { snapshots, claims }: ArtifactView,
  { column }: FreshnessObjective,
  newestValue: NewestValue,
): readonly Arrival[] {
  const taken = snapshots.flatMap((view) => {
    const arrivedAt = Date.parse(view.snapshot.createdAt);
    const moment = column === null ? arrivedAt : newestValue(view, column);
    return moment === null ? [] : [{ arrivedAt, moment }];
  });
  const loaded = claims.flatMap((claim) => {
    if (claim.about !== 'loaded' || claim.body === null) return [];
    const moment = Date.parse(claim.body.at);
    return [{ arrivedAt: moment, moment }];
  });
  return [...taken, ...loaded];
}

/** Holds the newest moment against an objective; a mild severity makes late a warning. */
export function judgeMoment(stated: StatedObjective, newest: number | null, at: number): JudgedMoment {
  const judged = judgeFreshness(stated.objective, newest, at);
  const verdict = judged.verdict === 'fail' ? { ...judged, verdict: brokenVerdict(stated.severity) } : judged;
  return { ...stated, verdict, nextDeadline: nextDeadline(verdict) };
}

/** Holds what arrived until a moment against an objective; what came later is not known then. */
export function judgeObjective(
  stated: StatedObjective,
  arrivals: readonly Arrival[],
  at: number,
): JudgedObjective {
  const newest = arrivals.reduce<number | null>(
    (most, { arrivedAt, moment }) => (arrivedAt <= at && (most === null || moment > most) ? moment : most),
    null,
  );
  return { ...judgeMoment(stated, newest, at), attainment: attainmentOf(stated.objective, arrivals, at) };
}
