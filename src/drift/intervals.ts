/** What a share may be, given what is known of it: a point where it is exact. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share that is known exactly. */
export function point(value: number): Interval {
  return { low: value, high: value };
}

/** `low` to `high`, kept within 0 and 1. */
export function shareInterval(low: number, high: number): Interval {
  return { low: Math.min(1, Math.max(0, low)), high: Math.min(1, Math.max(0, high)) };
}

/** What the sum of two shares may be. */
export function add(left: Interval, right: Interval): Interval {
  return { low: left.low + right.low, high: left.high + right.high };
}

/** Difference of cumulative shares, never negative. */
export function between(from: Interval, to: Interval): Interval {
  return shareInterval(to.low - from.high, to.high - from.low);
}

/** The interval of what is `factor` times as large; `factor` is not negative. */
export function scale(interval: Interval, factor: number): Interval {
  return { low: interval.low * factor, high: interval.high * factor };
}
