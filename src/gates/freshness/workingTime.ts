import type { Duration } from '../contract/duration';
import { momentOfWall, wallClock } from './timeZone';

/** In which days time is counted. */
export interface FreshnessClock {
  /** A time zone of the IANA database. */
  readonly zone: string;
  /** From 1, Monday, to 7, Sunday; null where every day counts. At least one. */
  readonly weekdays: readonly number[] | null;
  /** Days that do not count, as `2026-12-25`. */
  readonly holidays: readonly string[];
}

/** Every day, in UTC. */
export const plainClock: FreshnessClock = { zone: 'UTC', weekdays: null, holidays: [] };

const day = 86_400_000;

/** Whether a day counts, by its number since 1970 [F3]. */
function counts(dayNumber: number, { weekdays, holidays }: FreshnessClock): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = ((((dayNumber + 3) % 7) + 7) % 7) + 1;
  if (weekdays !== null && !weekdays.includes(weekday)) return false;
  return holidays.length === 0 || !holidays.includes(new Date(dayNumber * day).toISOString().slice(0, 10));
}

function isPlain({ weekdays, holidays }: FreshnessClock): boolean {
  return weekdays === null && holidays.length === 0;
}

/** The moment at which a span that began at a moment is over: months, then days by the wall clock, then the rest [F2] [F3]. */
export function deadlineAfter(moment: number, limit: Duration, clock: FreshnessClock): number {
  const start = firstCounted(moment, clock);
  return afterRest(afterDays(start, limit, clock), limit.milliseconds, clock);
}

/** The moment itself where its day counts, else the first midnight of a day that does. */
function firstCounted(moment: number, clock: FreshnessClock): number {
  if (isPlain(clock)) return moment;
  let dayNumber = Math.floor(wallClock(clock.zone, moment) / day);
  if (counts(dayNumber, clock)) return moment;
  while (!counts(dayNumber, clock)) dayNumber++;
  return momentOfWall(clock.zone, dayNumber * day);
}

function afterDays(start: number, { months, days }: Duration, clock: FreshnessClock): number {
  if (months === 0 && days === 0) return start;
  const wall = wallClock(clock.zone, start);
  const timeOfDay = wall - Math.floor(wall / day) * day;
  let dayNumber = Math.floor(addMonths(wall, months) / day);
  if (isPlain(clock)) return momentOfWall(clock.zone, (dayNumber + days) * day + timeOfDay);
  const isMoved = !counts(dayNumber, clock);
  while (!counts(dayNumber, clock)) dayNumber++;
  for (let left = days; left > 0;) if (counts(++dayNumber, clock)) left--;
  return momentOfWall(clock.zone, dayNumber * day + (isMoved ? 0 : timeOfDay));
}

/** At most to the last day of the month. */
function addMonths(wall: number, months: number): number {
  if (months === 0) return wall;
  const date = new Date(wall);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, lastDay));
  return date.getTime();
}

function afterRest(start: number, milliseconds: number, clock: FreshnessClock): number {
  if (milliseconds === 0 || isPlain(clock)) return start + milliseconds;
  let left = milliseconds;
  let now = start;
  for (let dayNumber = Math.floor(wallClock(clock.zone, start) / day); ; dayNumber++) {
    const end = momentOfWall(clock.zone, (dayNumber + 1) * day);
    if (counts(dayNumber, clock)) {
      if (left <= end - now) return now + left;
      left -= end - now;
    }
    now = end;
  }
}

/** How much time lies between two moments, of days that count, in milliseconds; 0 where the second is no later. */
export function workingTime(from: number, to: number, clock: FreshnessClock): number {
  if (to <= from) return 0;
  if (isPlain(clock)) return to - from;
  let sum = 0;
  let now = from;
  for (let dayNumber = Math.floor(wallClock(clock.zone, from) / day); now < to; dayNumber++) {
    const end = Math.min(to, momentOfWall(clock.zone, (dayNumber + 1) * day));
    if (counts(dayNumber, clock)) sum += end - now;
    now = end;
  }
  return sum;
}
