import { percentileOfRanks } from '../../numerics/percentile';
import { before } from '../contract/duration';
import { lateAfter, type FreshnessObjective } from './objective';
import { deadlineAfter, workingTime, type FreshnessClock } from './workingTime';

/** A version that arrived, and how new it is: the moment of its newest value, or of its arrival. */
export interface Arrival {
  readonly arrivedAt: number;
  readonly moment: number;
}

/** How an objective was kept over its window [F4] to [F7]. Times are in milliseconds, counted in days that count. */
export interface Attainment {
  /** From here on something was known: the window's begin, or the first arrival where that came later. */
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly late: number;
  /** The share of time that was fresh; null where nothing was observed. */
  readonly attained: number | null;
  readonly target: number;
  /** The share of the error budget that is left, below zero where more was used; null where nothing was observed or nothing may be late. */
  readonly budgetLeft: number | null;
  /** How fast the budget went over the last twelfth of the window: 1 uses it up in exactly one window; null as above. */
  readonly burnRate: number | null;
  readonly lateness: Lateness;
  /** Versions that brought nothing newer than what was there. */
  readonly outOfOrderCount: number;
  /** Spans in which it was late, for a chart. */
  readonly lateSpans: readonly (readonly [from: number, to: number])[];
}

/** How late arrivals were after their deadlines: 0 for those in time. A percentile of too few is null. */
export interface Lateness {
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** So many arrivals a percentile needs at the least [F6]: with fewer it would be the latest one under another name. */
export const leastForPercentile = { p50: 2, p95: 20, p99: 100 } as const;

/** How an objective was kept up to a moment. The order of arrivals does not matter; one that is there twice counts once. */
export function attainmentOf(
  objective: FreshnessObjective,
  arrivals: readonly Arrival[],
  at: number,
): Attainment {
  const { clock, target } = objective;
  const known = distinctArrivals(arrivals).filter(({ arrivedAt }) => arrivedAt <= at);
  const begin = before(at, objective.window);
  const from = known.length === 0 ? at : Math.max(begin, known[0]!.arrivedAt);
  const { spans, latenesses, outOfOrderCount } = walkArrivals(objective, known, at, begin);
  const observed = workingTime(from, at, clock);
  const late = lateWithin(spans, from, at, clock);
  const recentFrom = Math.max(from, at - (at - begin) / 12);
  const recent = workingTime(recentFrom, at, clock);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const used = (lateShare: number | null): number | null =>
    lateShare === null || target === 1 ? null : lateShare / (1 - target);
  const lateShare = share(late, observed);
  const usedShare = used(lateShare);
  return {
    from,
    to: at,
    observed,
    late,
    attained: lateShare === null ? null : 1 - lateShare,
    target,
    budgetLeft: usedShare === null ? null : 1 - usedShare,
    burnRate: used(share(lateWithin(spans, recentFrom, at, clock), recent)),
    lateness: latenessOf(latenesses),
    outOfOrderCount,
    lateSpans: spans.flatMap(([a, b]) => (b > from ? [[Math.max(a, from), b] as const] : [])),
  };
}

/** In order of arrival, each once. */
function distinctArrivals(arrivals: readonly Arrival[]): readonly Arrival[] {
  const sorted = arrivals.toSorted((a, b) => a.arrivedAt - b.arrivedAt || a.moment - b.moment);
  return sorted.filter(
    (each, index) =>
      index === 0 ||
      each.arrivedAt !== sorted[index - 1]!.arrivedAt ||
      each.moment !== sorted[index - 1]!.moment,
  );
}

interface Walked {
  readonly spans: readonly (readonly [number, number])[];
  readonly latenesses: readonly number[];
  readonly outOfOrderCount: number;
}

/** From arrival to arrival: until when it was fresh, and from when to when it was not. */
function walkArrivals(
  objective: FreshnessObjective,
  arrivals: readonly Arrival[],
  at: number,
  begin: number,
): Walked {
  const { clock } = objective;
  const limit = lateAfter(objective);
  const spans: [number, number][] = [];
  const latenesses: number[] = [];
  let outOfOrderCount = 0;
  let newest = -Infinity;
  let freshUntil = Infinity;
  let since = 0;
  for (const { arrivedAt, moment } of arrivals) {
    if (moment <= newest) {
      outOfOrderCount++;
      continue;
    }
    if (newest !== -Infinity) {
      if (arrivedAt > freshUntil) spans.push([Math.max(freshUntil, since), arrivedAt]);
      if (arrivedAt >= begin) latenesses.push(workingTime(freshUntil, arrivedAt, clock));
    }
    newest = moment;
    since = arrivedAt;
    freshUntil = deadlineAfter(moment, limit, clock);
  }
  if (newest !== -Infinity && at > freshUntil) spans.push([Math.max(freshUntil, since), at]);
  return { spans, latenesses, outOfOrderCount };
}

function lateWithin(
  spans: readonly (readonly [number, number])[],
  from: number,
  to: number,
  clock: FreshnessClock,
): number {
  return spans.reduce((sum, [a, b]) => sum + workingTime(Math.max(a, from), Math.min(b, to), clock), 0);
}

function latenessOf(values: readonly number[]): Lateness {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (name: keyof typeof leastForPercentile, q: number): number | null =>
    sorted.length < leastForPercentile[name]
      ? null
      : percentileOfRanks(sorted.length, q, (rank) => sorted[rank]!);
  return { count: sorted.length, p50: at('p50', 50), p95: at('p95', 95), p99: at('p99', 99) };
}
