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

const parts: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  uuuu: '(?<year>\\d{4})',
  yy: '(?<shortYear>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  XXX: '(?<zone>Z|[+-]\\d{2}:\\d{2})',
  XX: '(?<zone>Z|[+-]\\d{4})',
  X: '(?<zone>Z|[+-]\\d{2}(?:\\d{2})?)',
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
    day,
    hour,
    minute = '00',
    second = '00',
    fraction = '',
    zone = '',
  } = groups;
  const wholeYear = year ?? (shortYear === undefined ? undefined : `20${shortYear}`);
  const two = (digits: string): string => digits.padStart(2, '0');
  const clock =
    hour === undefined ? null : `${two(hour)}:${minute}:${second}${fraction && `.${fraction}`}${zone}`;
  if (wholeYear === undefined) return clock === null ? null : isoMoment(clock);
  const date = [Number(wholeYear), Number(month ?? 1), Number(day ?? 1)] as const;
  if (!isCalendarDay(...date)) return null;
  const iso = `${wholeYear}-${two(String(date[1]))}-${two(String(date[2]))}`;
  return isoMoment(clock === null ? iso : `${iso}T${clock}`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
