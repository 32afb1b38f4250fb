import type { Duration } from '../contract/duration';
import { plainClock, type FreshnessClock } from './workingTime';

/** How fresh something has to be. At least one of its limits is there. */
export interface FreshnessObjective {
  /** The column whose newest value is judged; null where the arrival of a version is. */
  readonly column: string | null;
  /** Older than this is worth a warning. */
  readonly warnAfter: Duration | null;
  /** Older than this is late. */
  readonly errorAfter: Duration | null;
  readonly clock: FreshnessClock;
  /** The share of time that it has to be fresh, above 0 and at most 1. */
  readonly target: number;
  /** What the share is of. */
  readonly window: Duration;
}

/** What holds where an objective says nothing else: every day of UTC counts, 99 % of thirty days. */
export const objectiveDefaults: Pick<FreshnessObjective, 'column' | 'clock' | 'target' | 'window'> = {
  column: null,
  clock: plainClock,
  target: 0.99,
  window: { months: 0, days: 30, milliseconds: 0, text: '30 days' },
};

/** The limit whose passing is late: the error where there is one. */
export function lateAfter({ warnAfter, errorAfter }: FreshnessObjective): Duration {
  return (errorAfter ?? warnAfter)!;
}

/** An objective in words: `on arrival, warn after 12 hour, late after 1 day, Europe/Berlin`. */
export function objectiveWords({ column, warnAfter, errorAfter, clock }: FreshnessObjective): string {
  return [
    column === null ? 'on arrival' : `newest ${column}`,
    ...(warnAfter === null ? [] : [`warn after ${warnAfter.text}`]),
    ...(errorAfter === null ? [] : [`late after ${errorAfter.text}`]),
    ...(clock.zone === 'UTC' ? [] : [clock.zone]),
    ...(clock.weekdays === null && clock.holidays.length === 0 ? [] : ['working days']),
  ].join(', ');
}
