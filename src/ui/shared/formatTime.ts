import { millisecondsFromTimestamp, type Timestamp } from '../../versioning/timestamp';

const absolute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `12 Mar 2026, 08:30:00 UTC`, in the reader's zone. */
export function formatTime(at: Timestamp): string {
  return absolute.format(millisecondsFromTimestamp(at));
}

/** `12 Mar 2026`, in the reader's zone. */
export function formatDay(at: Timestamp): string {
  return day.format(millisecondsFromTimestamp(at));
}

const steps = [
  { unit: 'second', ms: 1000, until: 60 },
  { unit: 'minute', ms: 60_000, until: 60 },
  { unit: 'hour', ms: 3_600_000, until: 24 },
  { unit: 'day', ms: 86_400_000, until: 30 },
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** `just now` (within 30 seconds), `5 minutes ago`, `in 2 hours`; a day such as `12 Mar 2026` where it is more than 30 days away. */
export function formatRelativeTime(at: Timestamp, nowMs: number): string {
  const elapsedMs = millisecondsFromTimestamp(at) - nowMs;
  if (Math.abs(elapsedMs) < 30_000) return 'just now';
  for (const { unit, ms, until } of steps) {
    const amount = Math.trunc(elapsedMs / ms);
    if (Math.abs(amount) < until) return relative.format(amount, unit);
  }
  return formatDay(at);
}
