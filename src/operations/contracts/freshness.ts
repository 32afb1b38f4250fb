import { readContract } from '../../formats/odcs/readContract';
import { attainmentOf, type Arrival, type Attainment } from '../../gates/freshness/attainment';
import { judgeFreshness, nextDeadline, type FreshnessVerdict } from '../../gates/freshness/judgeFreshness';
import { objectiveDefaults, type FreshnessObjective } from '../../gates/freshness/objective';
import type { Clause } from '../../gates/contract/clause';
import type { ContractObject } from '../../gates/contract/contract';
import type { StoredContract } from '../../gates/contract/storedContract';
import { brokenVerdict } from '../../gates/contract/verdict';
import type { ArtifactView, SnapshotView } from '../core/workspace';
import { objectFor } from './judgeTable';

/** An objective, and where it is stated. */
export interface StatedObjective {
  /** JSON Pointer into the file that states it. */
  readonly pointer: string;
  readonly severity: string | null;
  readonly objective: FreshnessObjective;
}

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

/** The objectives that clauses state: on freshness of our own, and the freshness and latency of columns. */
export function statedObjectives(clauses: readonly Clause[]): readonly StatedObjective[] {
  return clauses.flatMap(({ pointer, severity, rule }) => {
    if (rule.kind === 'freshness') return [{ pointer, severity, objective: rule.objective }];
    if (rule.kind !== 'sla' || (rule.property !== 'freshness' && rule.property !== 'latency')) return [];
    const objective = { ...objectiveDefaults, column: rule.element, warnAfter: null, errorAfter: rule.limit };
    return [{ pointer, severity, objective }];
  });
}

const objects = new WeakMap<StoredContract, ContractObject | null>();

/** The objectives of an artifact's contract; none where it promises nothing about freshness. */
export function objectivesOf({ contracts, name }: ArtifactView): readonly StatedObjective[] {
  const stored = contracts.at(-1);
  if (!stored || stored.text === null) return [];
  let object = objects.get(stored);
  if (object === undefined) {
    const contract = readContract(stored.text);
    object = contract.ok ? objectFor(contract.value, name) : null;
    objects.set(stored, object);
  }
  return object === null ? [] : statedObjectives(object.clauses);
}

/** When the versions of an artifact arrived, and how new each is; a version whose newest value is not known is left out. */
export function arrivalsOf(
  { snapshots }: ArtifactView,
  { column }: FreshnessObjective,
  newestValue: NewestValue,
): readonly Arrival[] {
  return snapshots.flatMap((view) => {
    const arrivedAt = Date.parse(view.snapshot.createdAt);
    const moment = column === null ? arrivedAt : newestValue(view, column);
    return moment === null ? [] : [{ arrivedAt, moment }];
  });
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
