import type { FreshnessObjective } from './objective';
import { deadlineAfter, workingTime } from './workingTime';

/** How fresh something was at a moment. */
export interface FreshnessVerdict {
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown';
  /** When it was judged, in milliseconds since 1970. */
  readonly at: number;
  /** The newest moment; null where there is none. */
  readonly newest: number | null;
  /** How old that was, counted in days that count; 0 where it lies in the future. */
  readonly age: number | null;
  /** When a warning is or was due; null without such a limit. */
  readonly warnAt: number | null;
  /** When it is or was late; null without such a limit. */
  readonly errorAt: number | null;
}

/** Holds the newest moment against an objective at a moment [F1]: what is exactly as old as a limit is not older. */
export function judgeFreshness(
  objective: FreshnessObjective,
  newest: number | null,
  at: number,
): FreshnessVerdict {
  if (newest === null) return { verdict: 'unknown', at, newest, age: null, warnAt: null, errorAt: null };
  const { warnAfter, errorAfter, clock } = objective;
  const warnAt = warnAfter && deadlineAfter(newest, warnAfter, clock);
  const errorAt = errorAfter && deadlineAfter(newest, errorAfter, clock);
  const isPast = (deadline: number | null): boolean => deadline !== null && at > deadline;
  return {
    verdict: isPast(errorAt) ? 'fail' : isPast(warnAt) ? 'warn' : 'pass',
    at,
    newest,
    age: workingTime(newest, at, clock),
    warnAt,
    errorAt,
  };
}

/** The first limit that is still ahead; null where there is none. */
export function nextDeadline({ at, warnAt, errorAt }: FreshnessVerdict): number | null {
  const ahead = [warnAt, errorAt].filter((deadline) => deadline !== null && deadline >= at) as number[];
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** A verdict in words, with the moment of judging. */
export function freshnessWords(objective: FreshnessObjective, verdict: FreshnessVerdict): string {
  const { at, newest, warnAt, errorAt } = verdict;
  const time = (moment: number): string => new Date(moment).toISOString();
  const judged = `judged at ${time(at)}`;
  const what = objective.column === null ? 'the last arrival' : `the newest ${objective.column}`;
  if (newest === null) return `${what} is not known; ${judged}`;
  const isFuture = newest > at ? ', which lies in the future' : '';
  const due = [
    ...(warnAt === null ? [] : [`warning after ${time(warnAt)}`]),
    ...(errorAt === null ? [] : [`late after ${time(errorAt)}`]),
  ];
  return `${what} is ${time(newest)}${isFuture}; ${due.join(', ')}; ${judged}`;
}
