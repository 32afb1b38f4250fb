import { compareDecimals, parseDecimal, type Decimal } from './decimal';
import type { Range } from './tableRule';

/** Whether a figure that lies between two values is within a range; null where that cannot be told. */
export function isWithin(low: number, high: number, { minimum, maximum }: Range): boolean | null {
  const order = (value: number, end: Decimal): number =>
    compareDecimals(parseDecimal(String(value)) ?? end, end);
  const isBelow = (value: number): boolean => minimum !== null && order(value, minimum) < 0;
  const isAbove = (value: number): boolean => maximum !== null && order(value, maximum) > 0;
  if (isBelow(high) || isAbove(low)) return false;
  return isBelow(low) || isAbove(high) ? null : true;
}

/** `at least 1`, `1 to 2` */
export function rangeText({ minimum, maximum }: Range): string {
  if (minimum === null) return `at most ${maximum?.nearest ?? ''}`;
  return maximum === null ? `at least ${minimum.nearest}` : `${minimum.nearest} to ${maximum.nearest}`;
}
