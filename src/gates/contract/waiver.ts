import type { ActorId, ArtifactId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import { worstVerdict, type ClauseVerdict, type Verdict } from './verdict';

/** Which clause of an artifact's contract: where several have one name and column, which of them, from 0. */
export interface ClauseKey {
  readonly clause: string;
  readonly column: string | null;
  readonly use: number;
}

/** That somebody answers for a clause that does not pass, up to a day; append-only, the latest of a clause holds. */
export interface Waiver {
  readonly id: string;
  readonly artifactId: ArtifactId;
  readonly of: ClauseKey;
  /** Who answers for it, by the name that they gave. */
  readonly author: string;
  readonly reason: string;
  /** The last day on which it holds, as `YYYY-MM-DD`, in UTC. */
  readonly until: string;
  /** Taken back before its end. */
  readonly isEnded: boolean;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it. */
  readonly change?: number;
}

/** The keys of clauses in the order of their contract: other clauses, rows and lines leave them as they are. */
export function clauseKeys(clauses: readonly Pick<ClauseKey, 'clause' | 'column'>[]): readonly ClauseKey[] {
  const uses = new Map<string, number>();
  return clauses.map(({ clause, column }) => {
    const of = JSON.stringify([clause, column]);
    const use = uses.get(of) ?? 0;
    uses.set(of, use + 1);
    return { clause, column, use };
  });
}

/** One text for one clause. */
export function clauseText({ clause, column, use }: ClauseKey): string {
  return JSON.stringify([clause, column, use]);
}

/** The moment at which a waiver ends, in milliseconds since 1970; NaN where that is no day. */
export function endOfWaiver(until: string): number {
  const start = /^\d{4}-\d\d-\d\d$/.test(until) ? Date.parse(`${until}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(start) && new Date(start).toISOString().startsWith(until);
  return isDay ? start + 86_400_000 : Number.NaN;
}

/** A clause with what it said, and the waiver that holds for it at that moment; null where none does. */
export interface WaivedClause<C> {
  readonly check: C;
  readonly key: ClauseKey;
  readonly waiver: Waiver | null;
}

/** Clauses with their waivers, in their order. What passes, or is not checked, needs none. */
export function withWaivers<
  C extends Pick<ClauseKey, 'clause' | 'column'> & { readonly verdict: ClauseVerdict },
>(checks: readonly C[], waivers: readonly Waiver[], at: number): readonly WaivedClause<C>[] {
  const byClause = new Map(
    waivers
      .filter(({ until, isEnded }) => !isEnded && at < endOfWaiver(until))
      .map((each) => [clauseText(each.of), each]),
  );
  const keys = clauseKeys(checks);
  return checks.map((check, index) => {
    const key = keys[index]!;
    const isBroken = check.verdict !== 'pass' && check.verdict !== 'notChecked';
    return { check, key, waiver: isBroken ? (byClause.get(clauseText(key)) ?? null) : null };
  });
}

/** What a whole check says where waivers hold: a waived clause counts as a warning, whatever it said ([K27] in SPEC.md). */
export function waivedVerdict(
  clauses: readonly WaivedClause<{ readonly verdict: ClauseVerdict }>[],
): Verdict {
  return worstVerdict(clauses.map(({ check, waiver }) => (waiver === null ? check.verdict : 'warn')));
}
