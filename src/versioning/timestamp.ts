import { err, ok, type Result } from '../lib/result';

/** A point in time as fixed-width UTC text with nine decimals, `2026-03-12T08:30:00.000000000Z`: it sorts as text. */
export type Timestamp = string & { readonly __timestamp: unique symbol };

/** A text that is no date or date-time of ISO 8601. */
export interface MalformedTimestamp {
  readonly kind: 'malformedTimestamp';
  readonly text: string;
}

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,18}))?)?\s*([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/;

/** Reads an ISO 8601 date or date-time; what has no zone is taken as UTC; digits past nanoseconds are dropped. */
export function parseTimestamp(text: string): Result<Timestamp, MalformedTimestamp> {
  const match = pattern.exec(text.trim());
  if (!match) return err({ kind: 'malformedTimestamp', text });
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const nanoseconds = fraction.slice(0, 9).padEnd(9, '0');
  // Most times need no calendar.
  if (
    (zone === 'Z' || zone === 'z') &&
    isBetween('01', month, '12') &&
    isBetween('01', day, '28') &&
    hour <= '23' &&
    minute <= '59' &&
    second <= '59'
  )
    return ok(`${year}-${month}-${day}T${hour}:${minute}:${second}.${nanoseconds}Z` as Timestamp);
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(local)) return err({ kind: 'malformedTimestamp', text });
  const utc = new Date(local - zoneOffsetMs(zone));
  const calendarDay = new Date(local).toISOString().slice(0, 10);
  if (calendarDay !== `${year}-${month}-${day}`) return err({ kind: 'malformedTimestamp', text });
  if (utc.getUTCFullYear() < 0 || utc.getUTCFullYear() > 9999)
    return err({ kind: 'malformedTimestamp', text });
  return ok(`${utc.toISOString().slice(0, 19)}.${nanoseconds}Z` as Timestamp);
}

/** Numbers of two digits, as text. */
function isBetween(least: string, digits: string | undefined, most: string): boolean {
  return digits !== undefined && digits >= least && digits <= most;
}

/** The timestamp of milliseconds since 1970 in UTC, as `Date.now()` gives them. */
export function timestampFromMilliseconds(milliseconds: number): Timestamp {
  return `${new Date(milliseconds).toISOString().slice(0, -1)}000000Z` as Timestamp;
}

/** Milliseconds since 1970 in UTC, finer digits dropped. */
export function millisecondsFromTimestamp(timestamp: Timestamp): number {
  return Date.parse(`${timestamp.slice(0, 23)}Z`);
}

function zoneOffsetMs(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * 60_000;
}

/** The last one that has a year of four digits. */
const endOfTime = '9999-12-31T23:59:59.999999999Z' as Timestamp;
const dayMs = 86_400_000;

/** A day after; the end of the year 9999 where that is sooner. */
export function dayLater(timestamp: Timestamp): Timestamp {
  const later = millisecondsFromTimestamp(timestamp) + dayMs;
  return later > millisecondsFromTimestamp(endOfTime) ? endOfTime : timestampFromMilliseconds(later);
}

/**
 * `now`, or a nanosecond after `previous` where the clock stands still or has jumped back: what is recorded later sorts
 * later. Nothing comes after the end of the year 9999 but itself.
 */
export function timestampAfter(previous: Timestamp | undefined, now: Timestamp): Timestamp {
  if (previous === undefined || now > previous) return now;
  if (previous === endOfTime) return endOfTime;
  const nanoseconds = Number(previous.slice(23, 29)) + 1;
  if (nanoseconds < 1_000_000)
    return `${previous.slice(0, 23)}${String(nanoseconds).padStart(6, '0')}Z` as Timestamp;
  return timestampFromMilliseconds(millisecondsFromTimestamp(previous) + 1);
}
