import { readDuration, type Duration } from '../../gates/contract/duration';
import { objectiveDefaults, type FreshnessObjective } from '../../gates/freshness/objective';
import { isTimeZone } from '../../gates/freshness/timeZone';
import { plainClock, type FreshnessClock } from '../../gates/freshness/workingTime';
import { err, ok, type Result } from '../../lib/result';
import type { TreeNode } from './treeNode';

/** Longer limits are refused: they are slips of the pen. */
const longestDays = 36_525;

const weekdayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * An objective as dbt writes it, `{warn_after: {count, period}, error_after, loaded_at_field}`, with `timezone`, `weekdays`, `holidays`,
 * `target` in percent and `window` beside it. Else what is wrong with it, in words.
 */
export function readFreshnessObjective(node: TreeNode): Result<FreshnessObjective, string> {
  const warnAfter = readLimit(node.at('warn_after'));
  const errorAfter = readLimit(node.at('error_after'));
  if (warnAfter === undefined || errorAfter === undefined)
    return err(
      'warn_after and error_after take {count, period} with minute, hour, day or week, or a duration of ISO 8601',
    );
  if (warnAfter === null && errorAfter === null) return err('it needs warn_after or error_after');
  const clock = readClock(node.at('timezone'), node.at('weekdays'), node.at('holidays'));
  if (!clock.ok) return clock;
  const target = node.at('target').isThere ? Number(node.at('target').text) / 100 : objectiveDefaults.target;
  if (!(target > 0 && target <= 1)) return err('target is a percentage above 0 and at most 100');
  const window = node.at('window').isThere ? readSpan(node.at('window')) : objectiveDefaults.window;
  if (window === null || (window.months === 0 && window.days === 0 && window.milliseconds === 0))
    return err('window is {count, period} or a duration of ISO 8601');
  const column = node.at('loaded_at_field').text;
  return ok({ column, warnAfter, errorAfter, clock: clock.value, target, window });
}

/** Null where there is none; undefined where it cannot be read. dbt writes an empty one as `{count: null, period: null}`. */
function readLimit(node: TreeNode): Duration | null | undefined {
  const isEmpty = node.tree?.kind === 'map' && !node.at('count').isThere && !node.at('value').isThere;
  if (!node.isThere || isEmpty) return null;
  return readSpan(node) ?? undefined;
}

function readSpan(node: TreeNode): Duration | null {
  const count = node.text ?? node.at('count').text ?? node.at('value').text ?? '';
  const unit = node.tree?.kind === 'map' ? (node.at('period').text ?? node.at('unit').text ?? '') : null;
  return boundedDuration(count, unit);
}

/** A span of at most a hundred years; null for what is none. */
export function boundedDuration(value: string, unit: string | null): Duration | null {
  const read = readDuration(value, unit);
  return read !== null && isBounded(read) ? read : null;
}

/** Whether a span is one that a deadline can be found for, day by day: at most a hundred years. */
export function isBounded({ months, days, milliseconds }: Duration): boolean {
  return months * 31 + days + milliseconds / 86_400_000 <= longestDays;
}

function readClock(zone: TreeNode, weekdays: TreeNode, holidays: TreeNode): Result<FreshnessClock, string> {
  return clockOf(zone.text, weekdays.isThere ? weekdays.texts : null, holidays.isThere ? holidays.texts : []);
}

/** A clock of a zone (null is UTC), weekdays by English names (null are all; ranges such as `mon-fri` too) and days; else what is wrong. */
export function clockOf(
  zone: string | null,
  weekdays: readonly string[] | null,
  holidays: readonly string[],
): Result<FreshnessClock, string> {
  if (zone !== null && !isTimeZone(zone)) return err(`${zone} is no time zone, such as Europe/Berlin`);
  const days = weekdays === null ? null : weekdays.flatMap((text) => text.split(',')).map(weekdayRange);
  if (days !== null && (days.length === 0 || days.some((range) => range === null)))
    return err('weekdays are names such as monday, or a range such as mon-fri');
  const dates = holidays.flatMap((text) => text.split(',')).map((text) => text.trim().slice(0, 10));
  const wrong = dates.find((date) => !isDay(date));
  if (wrong !== undefined) return err(`${wrong} is no day, such as 2026-12-25`);
  return ok({
    zone: zone ?? plainClock.zone,
    weekdays:
      days === null ? null : [...new Set(days.flatMap((range) => range ?? []))].toSorted((a, b) => a - b),
    holidays: dates,
  });
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

function weekdayRange(text: string): readonly number[] | null {
  const ends = text
    .trim()
    .toLowerCase()
    .split(/\s*(?:-|–|to)\s*/)
    .map((word) => weekdayNames.findIndex((name) => word.length >= 3 && name.startsWith(word)) + 1);
  const [first = 0, last = first] = ends;
  if (ends.length > 2 || ends.includes(0)) return null;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((first - 1 + step) % 7) + 1);
}
