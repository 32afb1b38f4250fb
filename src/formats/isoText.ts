/** The day that is `days` after 1970-01-01, as ISO 8601; a year past 9999 has all its digits, one before 0 a minus. */
export function dateText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** How many of a unit are in a second. */
export type UnitsPerSecond = 1 | 1_000 | 1_000_000 | 1_000_000_000;

const daySeconds = 86_400;

/**
 * A point in time since 1970, as ISO 8601 with every digit that it has: with a `Z` where `isUtc`, else as a reading
 * of a clock without its zone. Years as `dateText` writes them.
 */
export function timestampText(
  value: bigint | number,
  unitsPerSecond: UnitsPerSecond,
  isUtc: boolean,
): string {
  const { days, seconds, fraction } = divide(value, unitsPerSecond);
  return `${dateText(days)}T${clockText(seconds)}${fraction}${isUtc ? 'Z' : ''}`;
}

/** A time of day as `HH:MM:SS` with every digit that it has. Past a day the hours go on, before it there is a minus. */
export function timeText(value: bigint | number, unitsPerSecond: UnitsPerSecond): string {
  if (value < 0) return `-${timeText(-value, unitsPerSecond)}`;
  const { days, seconds, fraction } = divide(value, unitsPerSecond);
  return clockText(days * daySeconds + seconds) + fraction;
}

/** A decimal of `scale` digits behind the point. */
export function decimalText(unscaled: bigint | number, scale: number): string {
  if (scale <= 0) return `${BigInt(unscaled) * 10n ** BigInt(-scale)}`;
  const text = String(unscaled);
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length).padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Howard Hinnant's civil_from_days, for any day that a double holds. */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function yearText(year: number): string {
  return year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
}

function clockText(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Whole days since 1970, whole seconds of the day, and the digits behind. */
function divide(
  value: bigint | number,
  unitsPerSecond: UnitsPerSecond,
): { days: number; seconds: number; fraction: string } {
  const digits = String(unitsPerSecond).length - 1;
  if (typeof value === 'number') {
    const unitsPerDay = unitsPerSecond * daySeconds;
    const days = Math.floor(value / unitsPerDay);
    const rest = value - days * unitsPerDay;
    const seconds = Math.floor(rest / unitsPerSecond);
    return { days, seconds, fraction: fractionText(rest - seconds * unitsPerSecond, digits) };
  }
  if (BigInt.asIntN(53, value) === value) return divide(Number(value), unitsPerSecond);
  const perDay = BigInt(unitsPerSecond * daySeconds);
  const rest = ((value % perDay) + perDay) % perDay;
  return { ...divide(Number(rest), unitsPerSecond), days: Number((value - rest) / perDay) };
}

function fractionText(units: number, digits: number): string {
  return units === 0 ? '' : `.${String(units).padStart(digits, '0')}`;
}
