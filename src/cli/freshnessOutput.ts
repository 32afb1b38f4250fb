import type { Verdict } from '../gates/contract/verdict';
import { leastForPercentile, type Attainment } from '../gates/freshness/attainment';
import { freshnessWords } from '../gates/freshness/judgeFreshness';
import { objectiveWords, type FreshnessObjective } from '../gates/freshness/objective';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import type { FreshnessCheck } from './freshnessChecks';

/** What a check says; unknown where it could not be judged. */
export function freshnessVerdictOf({ judged }: FreshnessCheck): Verdict {
  return judged?.verdict.verdict ?? 'unknown';
}

/** A check as `freshness --json` prints it. */
export function freshnessOutput(check: FreshnessCheck) {
  const { path, name, statedIn, pointer, judged, attainment } = check;
  const time = (moment: number | null | undefined) =>
    moment === null || moment === undefined ? null : timestampFromMilliseconds(moment);
  const verdict = judged?.verdict;
  const age = verdict?.age ?? null;
  return {
    path,
    name,
    statedIn,
    pointer,
    verdict: freshnessVerdictOf(check),
    message: messageOf(check),
    objective: judged && objectiveOutput(judged.objective),
    newest: time(verdict?.newest),
    ageSeconds: age === null ? null : age / 1000,
    warnAt: time(verdict?.warnAt),
    errorAt: time(verdict?.errorAt),
    nextDeadline: time(judged?.nextDeadline),
    attainment: attainment && attainmentOutput(attainment),
  };
}

function objectiveOutput({ column, warnAfter, errorAfter, clock, target, window }: FreshnessObjective) {
  return {
    column,
    warnAfter: warnAfter?.text ?? null,
    errorAfter: errorAfter?.text ?? null,
    timeZone: clock.zone,
    weekdays: clock.weekdays,
    holidays: clock.holidays,
    target,
    window: window.text,
  };
}

function attainmentOutput(attainment: Attainment) {
  const { from, to, attained, target, budgetLeft, burnRate, observed, late, lateness, outOfOrderCount } =
    attainment;
  const seconds = (value: number | null): number | null => (value === null ? null : value / 1000);
  const { count, p50, p95, p99 } = lateness;
  return {
    from: timestampFromMilliseconds(from),
    to: timestampFromMilliseconds(to),
    attained,
    target,
    budgetLeft,
    burnRate,
    observedSeconds: observed / 1000,
    lateSeconds: late / 1000,
    outOfOrder: outOfOrderCount,
    lateness: {
      count,
      p50: seconds(p50),
      p95: seconds(p95),
      p99: seconds(p99),
      least: leastForPercentile,
    },
  };
}

function messageOf({ judged, why }: FreshnessCheck): string {
  if (judged === null) return why ?? '';
  return why ?? freshnessWords(judged.objective, judged.verdict);
}

/** A check for people, in one or two lines. */
export function describeFreshness(check: FreshnessCheck): readonly string[] {
  const { path, name, judged, attainment } = check;
  const objective = judged ? ` (${objectiveWords(judged.objective)})` : '';
  return [
    `${freshnessVerdictOf(check).padEnd(7)} ${path ?? name}: ${messageOf(check)}${objective}`,
    ...(attainment?.attained == null ? [] : [`        ${keptWords(attainment)}`]),
  ];
}

function keptWords({ attained, target, budgetLeft, burnRate, lateness }: Attainment): string {
  const percent = (share: number): string => `${Number((share * 100).toPrecision(4))} %`;
  const { count } = lateness;
  const percentiles = (['p50', 'p95', 'p99'] as const).map((name) => {
    const value = lateness[name];
    return value === null
      ? `${name} unknown: ${leastForPercentile[name]} arrivals are needed, ${count} there`
      : `${name} ${value / 1000} s`;
  });
  return [
    `fresh ${percent(attained!)} of the time, target ${percent(target)}`,
    ...(budgetLeft === null ? [] : [`error budget left ${percent(budgetLeft)}`]),
    ...(burnRate === null ? [] : [`burn rate ${Number(burnRate.toPrecision(3))}`]),
    `lateness ${percentiles.join(', ')}`,
  ].join('; ');
}
