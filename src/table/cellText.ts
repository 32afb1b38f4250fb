import { kind } from './kinds';
import { clockMilliseconds, formatClock, isCalendarDay, millisecondsOfDay } from './calendar';

/** What a cell's text is where its column is of that kind, and its place on a line of numbers. */
export interface CellText {
  /** One of `kind`. */
  readonly kind: number;
  /** The canonical form ([T3] to [T8] in SPEC.md); '' where the cell is left out. */
  readonly text: string;
  /** The nearest double; dates and times as milliseconds (times: since midnight); NaN for what is neither. */
  readonly number: number;
  /** Whether `text` is the shortest form of the double `number`, so that it enters a row's hash as that double ([T10]). */
  readonly isDouble: boolean;
}

const decimal = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;
const exponential = /^-?(?:0|[1-9]\d*)(?:\.\d+)?[eE][+-]?\d+$/;
/** Blanks around, a plus, a point without digits on one side. */
const loose = /^[ \t]*([+-]?)(0|[1-9]\d*)?(\.\d*)?([eE][+-]?\d+)?[ \t]*$/;
const infinity = /^[ \t]*(-?)inf(?:inity)?[ \t]*$/i;
const notANumber = /^[ \t]*-?nan[ \t]*$/i;
const zone = String.raw`(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?`;
const clock = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?`;
const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const timestamp = new RegExp(String.raw`^(\d{4})-(\d\d)-(\d\d)[Tt ]${clock}${zone}$`);
const time = new RegExp(`^${clock}${zone}$`);
const leadingZeros = /^-?0\d+$/;
const decimalComma = /^-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/;

const empty: CellText = { kind: kind.empty, text: '', number: Number.NaN, isDouble: false };
const nan: CellText = { ...empty, kind: kind.nan };
const largestExact = 9_007_199_254_740_991n;

/**
 * What text as a file holds it is, and its canonical form where its column is of that kind: the reference that the byte
 * reader is tested against.
 */
export function canonicalText(text: string): CellText {
  if (text === '') return empty;
  if (notANumber.test(text)) return nan;
  if (/^[-\d]/.test(text)) {
    return (
      decimalCell(text) ?? exponentialCell(text) ?? temporalText(text) ?? looseCell(text) ?? plainText(text)
    );
  }
  const lower = text.length <= 5 ? text.toLowerCase() : '';
  if (lower === 'true' || lower === 'false')
    return { kind: kind.boolean, text: lower, number: Number.NaN, isDouble: false };
  return looseCell(text) ?? plainText(text);
}

/** A double as text: ECMAScript's shortest form that reads back as the same double, with −0 as `0`. */
export function numberText(value: number): string {
  return value === 0 ? '0' : String(value);
}

/** A 32-bit float as text: the fewest significant digits that read back as the same float, written as a double. */
export function float32Text(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 1; digits < 9; digits++) {
    const shortened = Number(value.toPrecision(digits));
    if (Math.fround(shortened) === value) return numberText(shortened);
  }
  return numberText(Number(value.toPrecision(9)));
}

/** Digits, with a point or without: exact ([T4], [T5]). */
function decimalCell(text: string): CellText | null {
  const match = decimal.exec(text);
  if (match === null) return null;
  const whole = match[2]!;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const isZero = whole === '0' && fraction === '';
  const sign = isZero ? '' : match[1]!;
  const exact = fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
  const number = isZero ? 0 : Number(exact);
  const shortest = numberText(number);
  if (fraction === '') {
    const isInteger = match[3] === undefined;
    const isBig = isInteger && isPastExact(exact, number);
    const integerKind = isBig ? kind.bigInteger : kind.integer;
    const isDouble = shortest === exact;
    return { kind: isInteger ? integerKind : kind.number, text: exact, number, isDouble };
  }
  const isDouble = shortest === exact || isSameDecimal(shortest, whole, fraction);
  return { kind: kind.number, text: isDouble ? shortest : exact, number, isDouble };
}

/** Whether a shortest form with an exponent below zero says exactly `0.fraction`. */
function isSameDecimal(shortest: string, whole: string, fraction: string): boolean {
  const match = /^-?(\d)(?:\.(\d+))?e-(\d+)$/.exec(shortest);
  if (match === null || whole !== '0') return false;
  return fraction === '0'.repeat(Number(match[3]) - 1) + match[1]! + (match[2] ?? '');
}

/** Text with an exponent is a double, as in SQL ([T5]). */
function exponentialCell(text: string): CellText | null {
  if (!exponential.test(text)) return null;
  const number = Number(text);
  return {
    kind: kind.number,
    text: numberText(number),
    number: number === 0 ? 0 : number,
    isDouble: Number.isFinite(number),
  };
}

function isPastExact(text: string, number: number): boolean {
  if (Math.abs(number) < Number.MAX_SAFE_INTEGER) return false;
  if (text.length > 17) return true;
  const exact = BigInt(text);
  return exact > largestExact || exact < -largestExact;
}

/** A number that is not written as JSON writes it, and the infinities. */
function looseCell(text: string): CellText | null {
  const infinite = infinity.exec(text);
  if (infinite !== null) {
    const number = infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const isPadded = /^[ \t]|[ \t]$/.test(text);
    return { kind: isPadded ? kind.looseNumber : kind.number, text: String(number), number, isDouble: false };
  }
  const match = loose.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', point = '', exponent = ''] = match;
  if (whole === '' && point.length < 2) return null;
  const plain = `${sign === '-' ? '-' : ''}${whole || '0'}${point === '.' ? '' : point}${exponent}`;
  const cell = decimalCell(plain) ?? exponentialCell(plain);
  if (cell === null) return null;
  if (cell.kind === kind.integer)
    return { ...cell, kind: point === '' ? kind.looseInteger : kind.looseNumber };
  return cell.kind === kind.number ? { ...cell, kind: kind.looseNumber } : cell;
}

function temporalText(text: string): CellText | null {
  return dateText(text) ?? timestampText(text) ?? timeText(text);
}

function dateText(text: string): CellText | null {
  const match = date.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isCalendarDay(year, month, day)) return null;
  return { kind: kind.date, text, number: millisecondsOfDay(year, month, day), isDouble: false };
}

function timestampText(text: string): CellText | null {
  const match = timestamp.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const clockMs = clockMilliseconds(Number(match[4]), Number(match[5]), Number(match[6] ?? 0));
  const fraction = trimFraction(match[7]);
  if (!isCalendarDay(year, month, day) || clockMs === null) return null;
  const local = millisecondsOfDay(year, month, day) + clockMs;
  if (match[8] === undefined) {
    const isMidnight = clockMs === 0 && fraction === '';
    const day10 = text.slice(0, 10);
    const canonical = isMidnight ? day10 : `${day10}T${formatClock(clockMs)}${fraction}`;
    return {
      kind: kind.timestamp,
      text: canonical,
      number: local + fractionMilliseconds(fraction),
      isDouble: false,
    };
  }
  const offset = zoneMilliseconds(match[8]);
  if (offset === null) return null;
  const utc = local - offset;
  if (utc < earliest || utc >= latest) return null;
  const canonical = `${new Date(utc).toISOString().slice(0, 19)}${fraction}Z`;
  return {
    kind: kind.timestamp,
    text: canonical,
    number: utc + fractionMilliseconds(fraction),
    isDouble: false,
  };
}

const farDay = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z?))?$/;
const longClock = /^(-?)(\d\d+):(\d\d):(\d\d)(?:\.(\d+))?$/;

/**
 * A day or time that a format declares as one, outside of the years 0 to 9999 or of a day, as `formats/isoText.ts` writes it
 * ([T9]); null for other text.
 */
export function farTimeText(text: string): CellText | null {
  const day = farDay.exec(text);
  if (day !== null) {
    const [, year = '', month = '', date = '', clockText = '', digits, utc = ''] = day;
    const [hour = 0, minute = 0, second = 0] = clockText.split(':').map(Number);
    const clockMs = clockMilliseconds(hour, minute, second) ?? 0;
    const fraction = trimFraction(digits);
    const number =
      millisecondsOfDay(Number(year), Number(month), Number(date)) + clockMs + fractionMilliseconds(fraction);
    const isDay = utc === '' && clockMs === 0 && fraction === '';
    const canonical = `${year}-${month}-${date}${isDay ? '' : `T${clockText}${fraction}${utc}`}`;
    return { kind: clockText === '' ? kind.date : kind.timestamp, text: canonical, number, isDouble: false };
  }
  const clock = longClock.exec(text);
  if (clock === null) return null;
  const [, sign = '', hour = '', minute = '', second = '', digits] = clock;
  const fraction = trimFraction(digits);
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const milliseconds = seconds * 1000 + fractionMilliseconds(fraction);
  const canonical = `${sign}${hour}:${minute}:${second}${fraction}`;
  return {
    kind: kind.time,
    text: canonical,
    number: sign === '' ? milliseconds : -milliseconds,
    isDouble: false,
  };
}

const earliest = millisecondsOfDay(0, 1, 1);
const latest = millisecondsOfDay(10_000, 1, 1);
const dayMs = 86_400_000;

function timeText(text: string): CellText | null {
  const match = time.exec(text);
  if (match === null) return null;
  const local = clockMilliseconds(Number(match[1]), Number(match[2]), Number(match[3] ?? 0));
  if (local === null) return null;
  const fraction = trimFraction(match[4]);
  const offset = match[5] === undefined ? 0 : zoneMilliseconds(match[5]);
  if (offset === null) return null;
  const clockMs = (local - offset + dayMs) % dayMs;
  const canonical = `${formatClock(clockMs)}${fraction}${match[5] === undefined ? '' : 'Z'}`;
  return {
    kind: kind.time,
    text: canonical,
    number: clockMs + fractionMilliseconds(fraction),
    isDouble: false,
  };
}

/** `.500` becomes `.5`, `.000` nothing. */
function trimFraction(digits: string | undefined): string {
  const significant = digits === undefined ? '' : digits.replace(/0+$/, '');
  return significant === '' ? '' : `.${significant}`;
}

function fractionMilliseconds(fraction: string): number {
  return fraction === '' ? 0 : Number(fraction.slice(1, 10).padEnd(9, '0')) / 1e6;
}

/** Null past ±23:59. */
function zoneMilliseconds(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const milliseconds = clockMilliseconds(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), 0);
  if (milliseconds === null) return null;
  return text.startsWith('-') ? -milliseconds : milliseconds;
}

function plainText(text: string): CellText {
  let textKind: number = kind.string;
  if (leadingZeros.test(text)) textKind = kind.leadingZeros;
  else if (decimalComma.test(text)) textKind = kind.decimalComma;
  return { kind: textKind, text, number: Number.NaN, isDouble: false };
}
