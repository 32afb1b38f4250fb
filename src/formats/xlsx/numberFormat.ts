/** What a cell's number means by its format (ECMA-376 part 1, 18.8.30 and 18.8.31). */
export type NumberMeaning = 'number' | 'date' | 'time' | 'timestamp';

/** The formats that workbooks name by their number and never spell out; others of these numbers are of numbers and text. */
const builtIn: ReadonlyMap<number, NumberMeaning> = new Map([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'timestamp'],
]);

/** The meaning of a format: by its code where the workbook has one, else by its number. */
export function meaningOfFormat(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return builtIn.get(id) ?? 'number';
  // The first section is that of positive numbers. What is quoted, escaped, filled or in brackets is shown as it is.
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return 'number';
  const shown = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';', 1)[0]!;
  if (/general/i.test(shown)) return 'number';
  const hasHalfDays = /am\/pm|a\/p/i.test(shown);
  const signs = shown.replace(/am\/pm|a\/p/gi, '');
  const hasTime = hasHalfDays || /[hs]/i.test(signs);
  const hasDate = /[yd]/i.test(signs) || (!hasTime && /m/i.test(signs));
  if (hasDate) return hasTime ? 'timestamp' : 'date';
  return hasTime ? 'time' : 'number';
}

const msPerDay = 86_400_000;
/** The day before the first of 1904, and two before the first of 1900: workbooks of 1900 count a 29 February that never was. */
const dayZero = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;
const mostSerial = 2_958_466;

/**
 * A number of days as ISO 8601 text, to the nearest millisecond; the number itself where it stands for no day (negative, past the year 9999,
 * the 29 February 1900) or is a number. A day with a part is a timestamp, also where its format shows the day alone.
 */
export function valueOfNumber(serial: number, meaning: NumberMeaning, epoch: 1900 | 1904): number | string {
  if (meaning === 'number' || serial < 0 || serial >= mostSerial) return serial;
  if (meaning === 'time' && serial < 1) return isoOf(Math.round(serial * msPerDay)).slice(11);
  if (meaning === 'time') return serial;
  const is1900 = epoch === 1900;
  if (is1900 && serial >= 60 && serial < 61) return serial;
  const days = is1900 && serial < 60 ? serial + 1 : serial;
  const text = isoOf(dayZero[epoch] + Math.round(days * msPerDay));
  return meaning === 'date' && text.endsWith('T00:00:00') ? text.slice(0, 10) : text;
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace(/(?:\.000)?Z$/, '');
}
