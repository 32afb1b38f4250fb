import { kind } from './kinds';
import { clockMilliseconds, formatClock, isCalendarDay, millisecondsOfDay } from './calendar';

/** The canonical form of a cell's text, what it is, and its place on a line of numbers. */
export interface CellText {
  /** One of `kind`. */
  readonly kind: number;
  /** The canonical form ([T2] to [T8] in SPEC.md); '' where the cell is left out. */
  readonly text: string;
  /** The nearest double; dates and times as milliseconds (times: since midnight); NaN for what is neither. */
  readonly number: number;
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const infinity = /^(-?)inf(?:inity)?$/i;
const notANumber = /^-?nan$/i;
const zone = String.raw`(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?`;
const clock = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?`;
const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const timestamp = new RegExp(String.raw`^(\d{4})-(\d\d)-(\d\d)[Tt ]${clock}${zone}$`);
const time = new RegExp(`^${clock}${zone}$`);
const leadingZeros = /^-?0\d+$/;
const decimalComma = /^-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/;

const empty: CellText = { kind: kind.empty, text: '', number: Number.NaN };
const largestExact = 9_007_199_254_740_991n;

/** The canonical form of text as a file holds it: the reference that the byte reader is tested against. */
export function canonicalText(text: string): CellText {
  if (text === '' || notANumber.test(text)) return empty;
  if (/^[-\d]/.test(text)) return numericText(text) ?? temporalText(text) ?? plainText(text);
  const lower = text.length <= 5 ? text.toLowerCase() : '';
  if (lower === 'true' || lower === 'false') return { kind: kind.boolean, text: lower, number: Number.NaN };
  return infinityText(text) ?? plainText(text);
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

function numericText(text: string): CellText | null {
  const match = jsonNumber.exec(text);
  if (match === null) return infinityText(text);
  const number = Number(text) + 0;
  if (match[1] !== undefined || match[2] !== undefined) {
    return { kind: kind.number, text: numberText(number), number: number === 0 ? 0 : number };
  }
  if (number === 0) return { kind: kind.integer, text: '0', number: 0 };
  return { kind: isPastExact(text, number) ? kind.bigInteger : kind.integer, text, number };
}

function isPastExact(text: string, number: number): boolean {
  if (Math.abs(number) < Number.MAX_SAFE_INTEGER) return false;
  if (text.length > 17) return true;
  const exact = BigInt(text);
  return exact > largestExact || exact < -largestExact;
}

function infinityText(text: string): CellText | null {
  const match = infinity.exec(text);
  if (match === null) return null;
  const number = match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return { kind: kind.number, text: String(number), number };
}

function temporalText(text: string): CellText | null {
  return dateText(text) ?? timestampText(text) ?? timeText(text);
}

function dateText(text: string): CellText | null {
  const match = date.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isCalendarDay(year, month, day)) return null;
  return { kind: kind.date, text, number: millisecondsOfDay(year, month, day) };
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
    return { kind: kind.timestamp, text: canonical, number: local + fractionMilliseconds(fraction) };
  }
  const offset = zoneMilliseconds(match[8]);
  if (offset === null) return null;
  const utc = local - offset;
  if (utc < earliest || utc >= latest) return null;
  const canonical = `${new Date(utc).toISOString().slice(0, 19)}${fraction}Z`;
  return { kind: kind.timestamp, text: canonical, number: utc + fractionMilliseconds(fraction) };
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
  return { kind: kind.time, text: canonical, number: clockMs + fractionMilliseconds(fraction) };
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
  return { kind: textKind, text, number: Number.NaN };
}
