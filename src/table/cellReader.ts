import { millisecondsOfDay, isCalendarDay } from './calendar';
import { canonicalText, farTimeText, type CellText } from './cellText';
import { kind } from './kinds';
import { shortestDouble } from './longDecimal';
import { decodeUtf8, writeUtf8 } from './utf8';

/**
 * Bytes that cells refer to, with room behind them where canonical forms are written that differ from the cell's
 * own bytes. `bytes` is replaced when it grows; what it held stays at its place.
 */
export interface CellBuffer {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where free room begins. */
  end: number;
}

/** Where cells stand in a `CellBuffer`, a cell an index. */
export interface CellPlaces {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** What canonical cells look like. A cell that is left out has kind `empty` or `nan`, and no bytes. */
export interface CanonicalCells extends CellPlaces {
  readonly kinds: Uint8Array;
  readonly numbers: Float64Array;
  /** 1 where the bytes are the shortest form of the double in `numbers` ([T10] in SPEC.md). */
  readonly isDouble: Uint8Array;
}

/** Room for so many canonical cells. */
export function canonicalCells(size: number): CanonicalCells {
  return {
    starts: new Int32Array(size),
    ends: new Int32Array(size),
    kinds: new Uint8Array(size),
    numbers: new Float64Array(size),
    isDouble: new Uint8Array(size),
  };
}

/** Makes the cells at indices `from` to `to` what they are in a column of text: their text, as `raw` has it. */
export function keepText(raw: CellPlaces, cells: CanonicalCells, from: number, to: number): void {
  const { starts, ends, kinds, numbers, isDouble } = cells;
  for (let i = from; i < to; i++) {
    const start = raw.starts[i]!;
    const end = raw.ends[i]!;
    if (starts[i] === start && ends[i] === end) continue;
    starts[i] = start;
    ends[i] = end;
    kinds[i] = kind.string;
    numbers[i] = Number.NaN;
    isDouble[i] = 0;
  }
}

/** Makes room for `byteLength` more bytes behind `buffer.end`. */
export function reserve(buffer: CellBuffer, byteLength: number): void {
  if (buffer.end + byteLength <= buffer.bytes.length) return;
  const grown = new Uint8Array(Math.max(buffer.bytes.length * 1.5, buffer.end + byteLength + 4096));
  grown.set(buffer.bytes.subarray(0, buffer.end));
  buffer.bytes = grown;
}

const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The canonical form of the cells at indices `from` to `to`, whose bytes are `starts[i]` to `ends[i]` of the buffer:
 * what `canonicalText` says of their text, without making text where the bytes are plain.
 */
export function readCells(
  buffer: CellBuffer,
  starts: Int32Array,
  ends: Int32Array,
  from: number,
  to: number,
  out: CanonicalCells,
): void {
  const { starts: outStarts, ends: outEnds, kinds, numbers, isDouble } = out;
  let bytes = buffer.bytes;
  for (let i = from; i < to; i++) {
    const start = starts[i]!;
    const end = ends[i]!;
    outStarts[i] = start;
    outEnds[i] = end;
    numbers[i] = Number.NaN;
    isDouble[i] = 0;
    if (start === end) {
      kinds[i] = kind.empty;
      continue;
    }
    const first = bytes[start]!;
    // Digits and minus; else only true, false, nan and inf in any case, and loose numbers, are more than text.
    if ((first >= 48 && first <= 57) || first === 45) {
      readNumeric(buffer, start, end, i, out);
      bytes = buffer.bytes;
    } else if (mayBeWord(first, end - start)) {
      if (isPlainBoolean(bytes, start, end - start)) {
        kinds[i] = kind.boolean;
      } else {
        readByText(buffer, start, end, i, out);
        bytes = buffer.bytes;
      }
    } else if (
      first === 32 ||
      first === 9 ||
      first === 43 ||
      first === 46 ||
      isPaddedWord(bytes, start, end)
    ) {
      readLoose(buffer, start, end, i, out);
      bytes = buffer.bytes;
    } else {
      kinds[i] = kind.string;
    }
  }
}

/** Whether a text may be `nan`, `inf` or `infinity` with a blank behind it. */
function isPaddedWord(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start]! | 32;
  return (first === 110 || first === 105) && isBlank(bytes[end - 1]!);
}

/** A cell that can only be a number between blanks, with a plus or with a bare point; else it is text. */
function readLoose(buffer: CellBuffer, start: number, end: number, index: number, out: CanonicalCells): void {
  const bytes = buffer.bytes;
  let from = start;
  let to = end;
  while (from < to && isBlank(bytes[from]!)) from++;
  while (from < to && isBlank(bytes[to - 1]!)) to--;
  const isBounded = from < to && to - from < 400;
  const first = isBounded ? bytes[from]! : 0;
  if (isBounded && isNumberByte(first) && bytes[to - 1] !== 46 && first !== 43 && first !== 46) {
    out.starts[index] = from;
    out.ends[index] = to;
    readNumeric(buffer, from, to, index, out);
    const found = out.kinds[index]!;
    if (found === kind.integer) out.kinds[index] = kind.looseInteger;
    else if (found === kind.number) out.kinds[index] = kind.looseNumber;
    else if (!isNumberKind(found)) beText(start, end, index, out);
  } else if (isBounded && (isNumberByte(first) || mayBeWord(first, to - from))) {
    readByText(buffer, start, end, index, out);
  } else {
    beText(start, end, index, out);
  }
}

function isNumberKind(found: number): boolean {
  return (
    found === kind.bigInteger ||
    found === kind.nan ||
    found === kind.looseInteger ||
    found === kind.looseNumber
  );
}

function beText(start: number, end: number, index: number, out: CanonicalCells): void {
  out.starts[index] = start;
  out.ends[index] = end;
  out.kinds[index] = kind.string;
  out.numbers[index] = Number.NaN;
  out.isDouble[index] = 0;
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}

/** A digit, a sign or a point. */
function isNumberByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 45 || byte === 43 || byte === 46;
}

/** Whether a text of this first byte and length can be `true`, `false`, `nan`, `inf` or `infinity` in any case. */
function mayBeWord(first: number, length: number): boolean {
  switch (first | 32) {
    case 116:
      return length === 4;
    case 102:
      return length === 5;
    case 105:
      return length === 3 || length === 8;
    default:
      return (first | 32) === 110 && length === 3;
  }
}

/** `true` or `false` in lower case. */
function isPlainBoolean(bytes: Uint8Array, start: number, length: number): boolean {
  if (bytes[start + length - 1] !== 101) return false;
  if (length === 4) return bytes[start] === 116 && bytes[start + 1] === 114 && bytes[start + 2] === 117;
  if (length !== 5 || bytes[start] !== 102 || bytes[start + 1] !== 97) return false;
  return bytes[start + 2] === 108 && bytes[start + 3] === 115;
}

function readByText(
  buffer: CellBuffer,
  start: number,
  end: number,
  index: number,
  out: CanonicalCells,
): void {
  const text = decodeUtf8(buffer.bytes, start, end);
  noteCell(buffer, text, canonicalText(text), index, out);
}

/** Reads a day or time that a format declares as one, and that no text is by itself: years past 9999, say. */
export function readFarTime(buffer: CellBuffer, index: number, out: CanonicalCells): void {
  const text = decodeUtf8(buffer.bytes, out.starts[index], out.ends[index]);
  const cell = farTimeText(text);
  if (cell !== null) noteCell(buffer, text, cell, index, out);
}

function noteCell(
  buffer: CellBuffer,
  text: string,
  cell: CellText,
  index: number,
  out: CanonicalCells,
): void {
  out.kinds[index] = cell.kind;
  out.numbers[index] = cell.number;
  out.isDouble[index] = cell.isDouble ? 1 : 0;
  if (cell.text !== text) writeCanonical(buffer, cell.text, index, out);
}

function writeCanonical(buffer: CellBuffer, text: string, index: number, out: CanonicalCells): void {
  reserve(buffer, text.length * 3);
  out.starts[index] = buffer.end;
  buffer.end = writeUtf8(text, buffer.bytes, buffer.end);
  out.ends[index] = buffer.end;
}

/** A cell that begins with a digit or a minus. */
function readNumeric(
  buffer: CellBuffer,
  start: number,
  end: number,
  index: number,
  out: CanonicalCells,
): void {
  const bytes = buffer.bytes;
  const isNegative = bytes[start] === 45;
  const digitsStart = isNegative ? start + 1 : start;
  let at = digitsStart;
  let mantissa = 0;
  let digit = 0;
  while (at < end && (digit = bytes[at]! - 48) >= 0 && digit <= 9) {
    mantissa = mantissa * 10 + digit;
    at++;
  }
  const digitCount = at - digitsStart;
  const hasLeadingZero = digitCount > 1 && bytes[digitsStart] === 48;
  if (at === end) {
    if (hasLeadingZero) out.kinds[index] = kind.leadingZeros;
    else if (digitCount === 0 || digitCount > 15 || (isNegative && mantissa === 0)) {
      readByText(buffer, start, end, index, out);
    } else {
      out.kinds[index] = kind.integer;
      out.numbers[index] = isNegative ? -mantissa : mantissa;
      out.isDouble[index] = 1;
    }
    return;
  }
  const stop = bytes[at]!;
  if (stop === 46 && digitCount > 0 && !hasLeadingZero) {
    out.numbers[index] = mantissa;
    readDecimal(buffer, start, end, at, index, out);
  } else if (stop === 45 && digitCount === 4 && !isNegative) {
    readDay(buffer, start, end, index, out);
  } else if (mayBeSpecial(bytes, at, end, digitCount, isNegative)) {
    readByText(buffer, start, end, index, out);
  } else if (isBlank(bytes[end - 1]!)) {
    readLoose(buffer, start, end, index, out);
  } else {
    out.kinds[index] = kind.string;
  }
}

/** Whether what stands behind the first digits can still be an exponent, a clock, a decimal comma or an infinity. */
function mayBeSpecial(
  bytes: Uint8Array,
  at: number,
  end: number,
  digitCount: number,
  isNegative: boolean,
): boolean {
  const stop = bytes[at]!;
  if (stop === 58) return digitCount === 2 && !isNegative;
  if (stop === 44) return end - at < 40;
  if (stop === 46) return end - at < 400;
  const lower = stop | 32;
  if (lower === 101) return isExponent(bytes, at + 1, end);
  return isNegative && digitCount === 0 && (lower === 105 || lower === 110) && end - at <= 8;
}

function isExponent(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  if (bytes[at] === 43 || bytes[at] === 45) at++;
  if (at >= end) return false;
  for (; at < end; at++) if (bytes[at]! < 48 || bytes[at]! > 57) return false;
  return true;
}

/** A decimal with its point at `point`; what stands before it is in `out`, as a double that is passed costs an allocation. */
function readDecimal(
  buffer: CellBuffer,
  start: number,
  end: number,
  point: number,
  index: number,
  out: CanonicalCells,
): void {
  const bytes = buffer.bytes;
  const whole = out.numbers[index]!;
  out.numbers[index] = Number.NaN;
  let at = point + 1;
  while (at < end && isDigit(bytes[at]!)) at++;
  const fractionDigits = at - point - 1;
  if (at !== end || fractionDigits === 0) {
    const lower = at < end ? bytes[at]! | 32 : 0;
    const isText =
      at < end && (lower === 101 ? !isExponent(bytes, at + 1, end) : bytes[at] !== 46 && bytes[at] !== 44);
    if (!isText) readByText(buffer, start, end, index, out);
    else if (isBlank(bytes[end - 1]!)) readLoose(buffer, start, end, index, out);
    else out.kinds[index] = kind.string;
    return;
  }
  let lastSignificant = end;
  while (bytes[lastSignificant - 1] === 48) lastSignificant--;
  if (lastSignificant === point + 1) lastSignificant = point;
  const isNegative = bytes[start] === 45;
  // Fifteen digits survive a double and back, so the text without its trailing zeros is the shortest form.
  if (end - start <= 16) {
    const scale = powersOfTen[fractionDigits]!;
    const magnitude = (whole * scale + integerAt(bytes, point + 1, end)) / scale;
    if (magnitude >= 1e-6) {
      out.kinds[index] = kind.number;
      out.numbers[index] = isNegative ? -magnitude : magnitude;
      out.isDouble[index] = 1;
      out.ends[index] = lastSignificant;
      return;
    }
  }
  readLongDecimal(buffer, start, end, point, whole, lastSignificant, index, out);
}

/** A decimal of more than 15 digits, or below a millionth; `whole` is what stands before its point, at most 15 digits exactly. */
function readLongDecimal(
  buffer: CellBuffer,
  start: number,
  end: number,
  point: number,
  whole: number,
  lastSignificant: number,
  index: number,
  out: CanonicalCells,
): void {
  const bytes = buffer.bytes;
  const isNegative = bytes[start] === 45;
  const digitsStart = isNegative ? start + 1 : start;
  const wholeDigits = whole === 0 ? 0 : point - digitsStart;
  let fractionStart = point + 1;
  if (whole === 0) while (fractionStart < lastSignificant && bytes[fractionStart] === 48) fractionStart++;
  const digitCount = wholeDigits + lastSignificant - fractionStart;
  const fractionDigits = lastSignificant - point - 1;
  if (wholeDigits <= 15 && digitCount >= 16 && digitCount <= 17 && fractionDigits <= 22) {
    const split = fractionStart + 15 - wholeDigits;
    const leading = whole * powersOfTen[15 - wholeDigits]! + integerAt(bytes, fractionStart, split);
    const trailing = integerAt(bytes, split, lastSignificant);
    const magnitude = shortestDouble(leading, trailing, digitCount - 15, fractionDigits);
    if (magnitude >= 1e-6) {
      out.kinds[index] = kind.number;
      out.numbers[index] = isNegative ? -magnitude : magnitude;
      out.isDouble[index] = 1;
      out.ends[index] = lastSignificant;
      return;
    }
  }
  readByText(buffer, start, end, index, out);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** The integer of digits `from` to `to`, at most 15. In two halves of 32 bits, which add up twice as fast as a double. */
function integerAt(bytes: Uint8Array, from: number, to: number): number {
  const middle = Math.min(from + 8, to);
  let upper = 0;
  for (let at = from; at < middle; at++) upper = Math.imul(upper, 10) + bytes[at]! - 48;
  if (middle === to) return upper;
  let lower = 0;
  for (let at = middle; at < to; at++) lower = Math.imul(lower, 10) + bytes[at]! - 48;
  return upper * powersOfTen[to - middle]! + lower;
}

/** `YYYY-MM-DD`, alone or followed by a clock to the second; anything else goes by its text. */
function readDay(buffer: CellBuffer, start: number, end: number, index: number, out: CanonicalCells): void {
  const bytes = buffer.bytes;
  const length = end - start;
  if (length < 10 || bytes[start + 7] !== 45 || length > 64) {
    out.kinds[index] = kind.string;
    return;
  }
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  if (!isCalendarDay(year, month, day)) {
    out.kinds[index] = kind.string;
    return;
  }
  if (length === 10) {
    out.kinds[index] = kind.date;
    out.numbers[index] = millisecondsOfDay(year, month, day);
    return;
  }
  out.numbers[index] = millisecondsOfDay(year, month, day);
  if (length < 19 || !readTimestamp(buffer, start, end, index, out)) {
    readByText(buffer, start, end, index, out);
  }
}

/** A day, whose milliseconds are in `out`, followed by a clock to the second or finer, without a zone or with `Z`; false where it is none of these. */
function readTimestamp(
  buffer: CellBuffer,
  start: number,
  end: number,
  index: number,
  out: CanonicalCells,
): boolean {
  const bytes = buffer.bytes;
  const separator = bytes[start + 10]!;
  if ((separator !== 32 && separator !== 84) || bytes[start + 13] !== 58 || bytes[start + 16] !== 58)
    return false;
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const second = twoDigits(bytes, start + 17);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  const isUtc = bytes[end - 1] === 90;
  const digitsEnd = isUtc ? end - 1 : end;
  let significantEnd = start + 19;
  let fraction = 0;
  if (digitsEnd > start + 19) {
    if (bytes[start + 19] !== 46 || digitsEnd === start + 20 || digitsEnd > start + 29) return false;
    for (let at = start + 20; at < digitsEnd; at++) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) return false;
      fraction = fraction * 10 + digit;
      if (digit !== 0) significantEnd = at + 1;
    }
    fraction = (fraction * powersOfTen[start + 29 - digitsEnd]!) / 1e6;
  }
  const seconds = (hour * 60 + minute) * 60 + second;
  out.kinds[index] = kind.timestamp;
  out.numbers[index]! += seconds * 1000 + fraction;
  if (seconds === 0 && fraction === 0 && !isUtc) {
    out.ends[index] = start + 10;
  } else if (separator === 32 || (isUtc && significantEnd !== digitsEnd)) {
    const length = significantEnd - start;
    reserve(buffer, length + 1);
    const target = buffer.end;
    const room = buffer.bytes;
    for (let i = 0; i < length; i++) room[target + i] = room[start + i]!;
    room[target + 10] = 84;
    buffer.end = target + length;
    if (isUtc) room[buffer.end++] = 90;
    out.starts[index] = target;
    out.ends[index] = buffer.end;
  } else if (!isUtc) {
    out.ends[index] = significantEnd;
  }
  return true;
}

/** Two digits as a number; below zero where they are none, low enough to stay so when hundreds are added. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}
