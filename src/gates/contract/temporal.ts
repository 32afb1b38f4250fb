import { canonicalText } from '../../table/cellText';
import { isCalendarDay } from '../../table/calendar';
import { isTemporal } from './cells';

/** A moment, day or clock time: its milliseconds, and a text that decides where they are equal (digits below the double's). */
export interface Moment {
  readonly milliseconds: number;
  readonly text: string;
}

/** Below zero where `a` is earlier, 0 at the same time, else above. */
export function compareMoments(a: Moment, b: Moment): number {
  if (a.milliseconds !== b.milliseconds) return a.milliseconds - b.milliseconds;
  return a.text < b.text ? -1 : Number(a.text > b.text);
}

/** The moment that a canonical text says. */
export function momentOf(canonical: string, milliseconds: number): Moment {
  return { milliseconds, text: canonical.replace(/Z$/, '').replace(/T00:00:00$/, '') };
}

/** Reads texts of dates and times into moments; null for others. */
export type ReadMoment = (text: string) => Moment | null;

/** ISO 8601. */
export function isoMoment(text: string): Moment | null {
  const cell = canonicalText(text);
  return isTemporal(cell.kind) ? momentOf(cell.text, cell.number) : null;
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const short = (names: readonly string[]): string => names.map((name) => name.slice(0, 3)).join('|');

const parts: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  uuuu: '(?<year>\\d{4})',
  y: '(?<year>\\d{4})',
  u: '(?<year>\\d{4})',
  yy: '(?<shortYear>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  MMM: `(?<monthName>${short(months)})`,
  MMMM: `(?<monthName>${months.join('|')})`,
  EEE: `(?<weekday>${short(days)})`,
  EEEE: `(?<weekday>${days.join('|')})`,
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<halfHour>0[1-9]|1[0-2])',
  h: '(?<halfHour>0?[1-9]|1[0-2])',
  a: '(?<half>AM|PM)',
  mm: '(?<minute>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  s: '(?<second>\\d{1,2})',
  XXX: '(?<zone>Z|[+-]\\d{2}:\\d{2})',
  XX: '(?<zone>Z|[+-]\\d{4})',
  X: '(?<zone>Z|[+-]\\d{2}(?:\\d{2})?)',
  xxx: '(?<zone>[+-]\\d{2}:\\d{2})',
  xx: '(?<zone>[+-]\\d{4})',
  x: '(?<zone>[+-]\\d{2}(?:\\d{2})?)',
  Z: '(?<zone>[+-]\\d{4})',
};

const letters = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g;

/** A reader of the letters of the JDK's DateTimeFormatter, as the standard writes formats; null where a letter is not known here. */
export function readerOfFormat(format: string): ReadMoment | null {
  const source: string[] = [];
  const seen = new Set<string>();
  for (const [whole, quoted, letter] of format.matchAll(letters)) {
    if (letter === undefined) {
      source.push(escaped(quoted === undefined ? whole : quoted === '' ? "'" : quoted.replaceAll("''", "'")));
      continue;
    }
    const part = letter === 'S' ? `(?<fraction>\\d{${whole.length}})` : parts[whole];
    const name = part === undefined ? undefined : /\?<(\w+)>/.exec(part)?.[1];
    if (part === undefined || name === undefined || seen.has(name)) return null;
    seen.add(name);
    source.push(part);
  }
  // The hour of a half says nothing without the half.
  if (seen.has('halfHour') !== seen.has('half')) return null;
  const matcher = new RegExp(`^${source.join('')}$`);
  return (text) => {
    const groups = matcher.exec(text)?.groups;
    return groups === undefined ? null : momentOfGroups(groups);
  };
}

function momentOfGroups(groups: Readonly<Record<string, string | undefined>>): Moment | null {
  const {
    year,
    shortYear,
    month,
    monthName,
    day,
    weekday,
    minute = '00',
    second = '00',
    fraction = '',
    zone = '',
  } = groups;
  const hour = groups['hour'] ?? wholeHour(groups['halfHour'], groups['half']);
  const wholeYear = year ?? (shortYear === undefined ? undefined : `20${shortYear}`);
  const two = (digits: string): string => digits.padStart(2, '0');
  const clock =
    hour === undefined
      ? null
      : `${two(hour)}:${two(minute)}:${two(second)}${fraction && `.${fraction}`}${zone}`;
  if (wholeYear === undefined) return clock === null ? null : isoMoment(clock);
  const date = [Number(wholeYear), Number(month ?? monthNumber(monthName)), Number(day ?? 1)] as const;
  if (!isCalendarDay(...date) || (weekday !== undefined && !isWeekday(weekday, date))) return null;
  const iso = `${wholeYear}-${two(String(date[1]))}-${two(String(date[2]))}`;
  return isoMoment(clock === null ? iso : `${iso}T${clock}`);
}

/** The hour of a day by that of a half, 1 to 12. */
function wholeHour(hour: string | undefined, half: string | undefined): string | undefined {
  return hour === undefined ? undefined : String((Number(hour) % 12) + (half === 'PM' ? 12 : 0));
}

function monthNumber(name: string | undefined): number {
  return name === undefined ? 1 : months.findIndex((month) => month.startsWith(name)) + 1;
}

function isWeekday(name: string, [year, month, day]: readonly [number, number, number]): boolean {
  return days[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]!.startsWith(name);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
