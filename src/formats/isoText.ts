/** The day that is `days` after 1970-01-01, as ISO 8601; null past the year ±271821, which no `Date` reaches. */
export function dateText(days: number): string | null {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, -14);
}

/** How many of a unit are in a second. */
export type UnitsPerSecond = 1 | 1_000 | 1_000_000 | 1_000_000_000;

/**
 * A point in time since 1970, as ISO 8601 with every digit that it has: with a `Z` where `isUtc`, else as a reading
 * of a clock without its zone. Null past the year ±271821.
 */
export function timestampText(
  value: bigint | number,
  unitsPerSecond: UnitsPerSecond,
  isUtc: boolean,
): string | null {
  const { seconds, fraction } = divide(value, unitsPerSecond);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  return `${date.toISOString().slice(0, -5)}${fraction}${isUtc ? 'Z' : ''}`;
}

/** A time of day as `HH:MM:SS` with every digit that it has. Null outside of a day. */
export function timeText(value: bigint | number, unitsPerSecond: UnitsPerSecond): string | null {
  const { seconds, fraction } = divide(value, unitsPerSecond);
  if (seconds < 0 || seconds >= 86_400) return null;
  return new Date(seconds * 1000).toISOString().slice(11, 19) + fraction;
}

/** A decimal of `scale` digits behind the point. */
export function decimalText(unscaled: bigint | number, scale: number): string {
  if (scale <= 0) return `${BigInt(unscaled) * 10n ** BigInt(-scale)}`;
  const text = String(unscaled);
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length).padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function divide(
  value: bigint | number,
  unitsPerSecond: UnitsPerSecond,
): { seconds: number; fraction: string } {
  const digits = String(unitsPerSecond).length - 1;
  if (typeof value === 'number') {
    const seconds = Math.floor(value / unitsPerSecond);
    return { seconds, fraction: fractionText(value - seconds * unitsPerSecond, digits) };
  }
  const units = BigInt(unitsPerSecond);
  const below = ((value % units) + units) % units;
  return { seconds: Number((value - below) / units), fraction: fractionText(Number(below), digits) };
}

function fractionText(units: number, digits: number): string {
  return units === 0 ? '' : `.${String(units).padStart(digits, '0')}`;
}
