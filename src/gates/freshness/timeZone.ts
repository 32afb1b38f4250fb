const formatters = new Map<string, Intl.DateTimeFormat | null>();

/** Whether a text is a time zone of the IANA database, such as `Europe/Berlin`, or `UTC`. */
export function isTimeZone(text: string): boolean {
  return formatterOf(text) !== null;
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  formatters.set(zone, made);
  return made;
}

/** What the clock on the wall shows at a moment, as milliseconds since 1970 as if it were UTC. Throws for a zone that is none. */
export function wallClock(zone: string, moment: number): number {
  if (zone === 'UTC') return moment;
  const parts = new Map(
    formatterOf(zone)!
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
  const date = new Date(0);
  date.setUTCFullYear(year, number('month') - 1, number('day'));
  date.setUTCHours(number('hour'), number('minute'), number('second'), 0);
  return date.getTime() + (((moment % 1000) + 1000) % 1000);
}

const day = 86_400_000;

/**
 * The moment at which the clock on the wall shows a time. Of a time that it shows twice the first; a time that it skips is read
 * with the offset from before, so that 02:30 of a spring night is 03:30.
 */
export function momentOfWall(zone: string, wall: number): number {
  if (zone === 'UTC') return wall;
  const offsetAt = (moment: number): number => wallClock(zone, moment) - moment;
  const before = wall - offsetAt(wall - day);
  if (wallClock(zone, before) === wall) return before;
  const after = wall - offsetAt(wall + day);
  return wallClock(zone, after) === wall ? after : before;
}
