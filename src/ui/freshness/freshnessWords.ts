import { leastForPercentile, type Lateness } from '../../gates/freshness/attainment';
import type { FreshnessVerdict } from '../../gates/freshness/judgeFreshness';
import { timestampFromMilliseconds } from '../../versioning/timestamp';
import { formatDuration, formatShare } from '../shared/format';
import { formatRelativeTime, formatTime } from '../shared/formatTime';

/** A verdict, in the words of freshness. */
export const freshnessNames = {
  pass: 'Fresh',
  warn: 'Getting old',
  fail: 'Late',
  unknown: 'Unknown',
} as const;

/** Who states an objective. */
export const statedByWords = {
  contract: 'stated by the contract',
  person: 'set by hand',
  import: 'imported from dbt',
} as const;

export function momentWords(moment: number): string {
  return formatTime(timestampFromMilliseconds(moment));
}

export function relativeWords(moment: number, now: number): string {
  return formatRelativeTime(timestampFromMilliseconds(moment), now);
}

/** `Late since 2 hours ago`, `Fresh, due in 3 hours`: what holds at the moment of judging, with the deadline that matters. */
export function verdictWords({ verdict, at, warnAt, errorAt }: FreshnessVerdict): string {
  const words = (moment: number): string => relativeWords(moment, at);
  if (verdict === 'unknown') return 'Unknown: nothing has arrived';
  if (errorAt !== null && at > errorAt) return `Late since ${words(errorAt)}`;
  if (warnAt !== null && at > warnAt)
    return errorAt === null ? `Due since ${words(warnAt)}` : `Getting old, late ${words(errorAt)}`;
  const next = [warnAt, errorAt].filter((each) => each !== null);
  return next.length === 0 ? 'Fresh' : `Fresh, due ${words(Math.min(...next))}`;
}

/** A percentile, or how many arrivals it needs. */
export function percentileWords(lateness: Lateness, name: 'p50' | 'p95' | 'p99'): string {
  const value = lateness[name];
  if (value !== null) return value === 0 ? 'in time' : formatDuration(value);
  return `unknown, needs ${leastForPercentile[name]} arrivals`;
}

/** `2 m / 1 h 5 m / –` of p50, p95 and p99. */
export function latenessShort(lateness: Lateness): string {
  const short = (value: number | null): string => (value === null ? '–' : formatDuration(value));
  return [lateness.p50, lateness.p95, lateness.p99].map(short).join(' / ');
}

/** The same for hover, with how many arrivals there were. */
export function latenessLong(lateness: Lateness): string {
  const parts = (['p50', 'p95', 'p99'] as const).map((name) => `${name} ${percentileWords(lateness, name)}`);
  return `${parts.join(', ')}; ${lateness.count} ${lateness.count === 1 ? 'arrival' : 'arrivals'} in the window`;
}

/** A share that is left; below zero, how many times the budget was used. */
export function budgetWords(share: number): string {
  return share < 0 ? `none, used ${Number((1 - share).toPrecision(2))} ×` : formatShare(share);
}
