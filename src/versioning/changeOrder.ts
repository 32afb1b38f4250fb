import { dayLater, parseTimestamp, timestampAfter, type Timestamp } from './timestamp';

/** A record that a change wrote, as far as its place among others goes. */
export interface Changed {
  readonly id: string;
  /** The counter of the change; absent in records of versions that did not count, which come first. */
  readonly change?: number;
  readonly recordedAt: string;
}

/** The highest counter that is taken from elsewhere: whoever sees it can still count on. */
export const highestCounter = 2 ** 52;

/** The order of changes: by counter, then time, then id. Negative where `a` comes first. Rule [V18]. */
export function compareChanges(a: Changed, b: Changed): number {
  return (
    (a.change ?? 0) - (b.change ?? 0) || compareText(a.recordedAt, b.recordedAt) || compareText(a.id, b.id)
  );
}

/** The records in the order of their changes. */
export function inOrderOfChange<T extends Changed>(records: readonly T[]): T[] {
  return records.toSorted(compareChanges);
}

/** The record that holds: the last in the order of changes; null where there is none. */
export function latestOf<T extends Changed>(records: Iterable<T>): T | null {
  let latest: T | null = null;
  for (const record of records) if (!latest || compareChanges(record, latest) > 0) latest = record;
  return latest;
}

/**
 * The time of a change: the clock's, or just after the change before where the clock stands still or has jumped back. A
 * time more than a day ahead is a claim, and is not followed, nor is one that there is not. Rule [V18].
 */
export function timeOfChange(before: Timestamp | undefined, clock: Timestamp): Timestamp {
  const isFollowed = before !== undefined && parseTimestamp(before).ok && !isClaim(before, clock);
  return isFollowed ? timestampAfter(before, clock) : clock;
}

/** Whether a recorded time is more than a day ahead of the clock, so that it cannot be when it happened. */
export function isClaim(recordedAt: string, clock: Timestamp): boolean {
  return recordedAt > dayLater(clock);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
