/** A span of time: whole calendar months and days, and milliseconds beside them. A day has 24 hours where no time zone says otherwise. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
  /** As the contract writes it. */
  readonly text: string;
}

const day = 86_400_000;

/** The units of the standard's service levels with their synonyms, in any case. */
const units: Readonly<
  Record<string, { readonly months?: number; readonly days?: number; readonly milliseconds?: number }>
> = {
  s: { milliseconds: 1000 },
  second: { milliseconds: 1000 },
  seconds: { milliseconds: 1000 },
  m: { milliseconds: 60_000 },
  min: { milliseconds: 60_000 },
  minute: { milliseconds: 60_000 },
  minutes: { milliseconds: 60_000 },
  h: { milliseconds: 3_600_000 },
  hr: { milliseconds: 3_600_000 },
  hour: { milliseconds: 3_600_000 },
  hours: { milliseconds: 3_600_000 },
  d: { days: 1 },
  day: { days: 1 },
  days: { days: 1 },
  w: { days: 7 },
  week: { days: 7 },
  weeks: { days: 7 },
  mo: { months: 1 },
  month: { months: 1 },
  months: { months: 1 },
  y: { months: 12 },
  yr: { months: 12 },
  year: { months: 12 },
  years: { months: 12 },
};

const iso =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A value with its unit, or an ISO 8601 duration without one; null for what is neither, or negative. */
export function readDuration(value: string, unit: string | null): Duration | null {
  if (unit === null) return isoDuration(value);
  const known = units[unit.trim().toLowerCase()];
  const amount = Number(value);
  if (known === undefined || value.trim() === '' || !(amount >= 0) || !Number.isFinite(amount)) return null;
  if (known.months !== undefined && !Number.isInteger(amount)) return null;
  const allDays = (known.days ?? 0) * amount;
  const days = Math.floor(allDays);
  return {
    months: (known.months ?? 0) * amount,
    days,
    milliseconds: (known.milliseconds ?? 0) * amount + (allDays - days) * day,
    text: `${value} ${unit}`,
  };
}

function isoDuration(text: string): Duration | null {
  const match = iso.exec(text.trim());
  if (match === null) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return {
    months: years! * 12 + months!,
    days: weeks! * 7 + days!,
    milliseconds: hours! * 3_600_000 + minutes! * 60_000 + seconds! * 1000,
    text,
  };
}

/** A moment less a duration, in milliseconds since 1970: months first, at most to the last day of a month. */
export function before(moment: number, { months, days, milliseconds }: Duration): number {
  const span = days * day + milliseconds;
  if (months === 0) return moment - span;
  const date = new Date(moment);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, lastDay));
  return date.getTime() - span;
}
