import { decodeUtf8 } from '../../table/utf8';
import type { Escape } from '../../table/schema';

/** The code of `"`. */
export const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;
const blank = 32;
const tab = 9;
const backslash = 92;

/** How bytes are cut into records and fields: of a dialect, what that asks for. Can be cloned to another thread. */
export interface CutRules {
  /** Its UTF-8 bytes; none where a record is one field. */
  readonly delimiter: Uint8Array;
  /** The byte that quotes; −1 where none does. */
  readonly quote: number;
  readonly escape: Escape;
  readonly trimBlanks: boolean;
  /** What a line begins with that is no record; none where there are no comments. */
  readonly comment: Uint8Array;
}

/** RFC 4180 with one delimiter. */
export function plainRules(delimiter: number): CutRules {
  return {
    delimiter: Uint8Array.of(delimiter),
    quote,
    escape: 'doubled',
    trimBlanks: false,
    comment: new Uint8Array(0),
  };
}

/**
 * Cuts one record after another ([C3] to [C8] in SPEC.md), for any rules; what it found stands in its fields until the
 * next. The reader of pieces has a faster way for plain rules.
 */
export class RecordScanner {
  readonly #rules: CutRules;
  readonly #divides: number;
  /** Where the fields' texts begin and end, without quotes; a field that was quoted may hold escapes. */
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** By field: 0 as it stands, 1 quoted, 2 with escapes. */
  forms = new Uint8Array(64);
  fieldCount = 0;
  /** A quote is not closed, or text follows a closing one. */
  isFaulty = false;
  /** A quote was still open where the bytes end. */
  isOpen = false;
  isBlank = false;
  isComment = false;
  /** Line ends inside of quotes. */
  innerLines = 0;
  /** Where the record's own bytes end, before its line end. */
  contentEnd = 0;
  /** Where the next record begins. */
  end = 0;

  constructor(rules: CutRules) {
    this.#rules = rules;
    this.#divides = rules.delimiter[0] ?? -1;
  }

  scan(bytes: Uint8Array, start: number, limit: number): void {
    this.fieldCount = 0;
    this.isFaulty = this.isOpen = this.isComment = false;
    this.innerLines = 0;
    let at = start;
    if (this.#rules.comment.length > 0 && hasAt(bytes, start, this.#rules.comment)) {
      this.isComment = true;
      at = lineEnd(bytes, start, limit);
    } else {
      if (this.#rules.trimBlanks) at = pastBlanks(bytes, start, limit);
      for (let goesOn = true; goesOn;) {
        at = this.#scanField(bytes, at, limit);
        goesOn = this.#isDelimiter(bytes, at, limit);
        if (goesOn) at = this.#pastDelimiter(bytes, at, limit);
        if (goesOn && this.#isBlankRun && isAtLineEnd(bytes, at, limit)) goesOn = false;
      }
    }
    this.contentEnd = at;
    this.isBlank =
      !this.isComment && this.fieldCount === 1 && this.forms[0] === 0 && this.starts[0] === this.ends[0];
    if (at < limit && bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
    this.end = Math.min(at + 1, limit);
  }

  /** A field as text, its escapes taken away; of bytes that are UTF-8. */
  text(bytes: Uint8Array, field: number): string {
    const start = this.starts[field]!;
    const end = this.ends[field]!;
    if (this.forms[field] !== 2) return decodeUtf8(bytes, start, end);
    const room = new Uint8Array(end - start);
    return decodeUtf8(room, 0, unescape(bytes, start, end, room, 0, this.#rules));
  }

  /** Whether a quote stands inside a field that is not quoted. */
  hasBareQuote(bytes: Uint8Array): boolean {
    for (let field = 0; field < this.fieldCount; field++) {
      const at = bytes.indexOf(this.#rules.quote, this.starts[field]);
      if (this.forms[field] === 0 && at >= 0 && at < this.ends[field]!) return true;
    }
    return false;
  }

  get #isBlankRun(): boolean {
    return this.#rules.trimBlanks && this.#divides === blank;
  }

  #isDelimiter(bytes: Uint8Array, at: number, limit: number): boolean {
    if (at >= limit || bytes[at] !== this.#divides) return false;
    return this.#rules.delimiter.length === 1 || hasAt(bytes, at, this.#rules.delimiter);
  }

  #pastDelimiter(bytes: Uint8Array, at: number, limit: number): number {
    const next = at + this.#rules.delimiter.length;
    return this.#rules.trimBlanks ? pastBlanks(bytes, next, limit, this.#divides) : next;
  }

  #scanField(bytes: Uint8Array, start: number, limit: number): number {
    if (start < limit && bytes[start] === this.#rules.quote) return this.#scanQuoted(bytes, start, limit);
    return this.#scanBare(bytes, start, start, limit);
  }

  #scanBare(bytes: Uint8Array, textStart: number, from: number, limit: number): number {
    let at = from;
    let form = 0;
    const escapes = this.#rules.escape === 'backslash';
    while (!isAtLineEnd(bytes, at, limit) && !this.#isDelimiter(bytes, at, limit)) {
      if (escapes && bytes[at] === backslash && isEscaped(bytes, at + 1, limit, this.#rules)) {
        form = 2;
        at++;
      }
      at++;
    }
    let end = at;
    if (this.#rules.trimBlanks) {
      while (end > textStart && (bytes[end - 1] === blank || bytes[end - 1] === tab)) end--;
    }
    this.#push(textStart, end, form);
    return at;
  }

  #scanQuoted(bytes: Uint8Array, open: number, limit: number): number {
    const close = this.#closing(bytes, open, limit);
    if (close < 0) {
      this.isFaulty = this.isOpen = true;
      this.#push(open + 1, limit, 1);
      return limit;
    }
    let at = close + 1;
    if (this.#rules.trimBlanks) at = pastBlanks(bytes, at, limit, this.#divides);
    if (isAtLineEnd(bytes, at, limit) || this.#isDelimiter(bytes, at, limit)) {
      this.#push(open + 1, close, this.#hasEscapes ? 2 : 1);
      return at;
    }
    this.isFaulty = true;
    while (!isAtLineEnd(bytes, at, limit) && !this.#isDelimiter(bytes, at, limit)) at++;
    this.#push(open, at, 0);
    return at;
  }

  #hasEscapes = false;

  /** The quote that closes what is opened at `open`; −1 where none does. Counts the line ends between. */
  #closing(bytes: Uint8Array, open: number, limit: number): number {
    const { quote: mark, escape } = this.#rules;
    this.#hasEscapes = false;
    for (let at = open + 1; at < limit; at++) {
      const byte = bytes[at]!;
      if (byte === mark) {
        if (escape === 'none') {
          if (this.#closesAt(bytes, at, limit)) return at;
        } else if (at + 1 < limit && bytes[at + 1] === mark) {
          this.#hasEscapes = true;
          at++;
        } else {
          return at;
        }
      } else if (
        escape === 'backslash' &&
        byte === backslash &&
        isEscaped(bytes, at + 1, limit, this.#rules)
      ) {
        this.#hasEscapes = true;
        at++;
      } else if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) {
        this.innerLines++;
      }
    }
    return -1;
  }

  #closesAt(bytes: Uint8Array, at: number, limit: number): boolean {
    const next = this.#rules.trimBlanks ? pastBlanks(bytes, at + 1, limit, this.#divides) : at + 1;
    return isAtLineEnd(bytes, next, limit) || this.#isDelimiter(bytes, next, limit);
  }

  #push(start: number, end: number, form: number): void {
    const index = this.fieldCount++;
    if (index >= this.starts.length) this.#grow();
    this.starts[index] = start;
    this.ends[index] = end;
    this.forms[index] = form;
  }

  #grow(): void {
    const { starts, ends, forms } = this;
    this.starts = new Int32Array(starts.length * 2);
    this.ends = new Int32Array(starts.length * 2);
    this.forms = new Uint8Array(starts.length * 2);
    this.starts.set(starts);
    this.ends.set(ends);
    this.forms.set(forms);
  }
}

/** Writes bytes `start` to `end` of a field with its escapes taken away at `target`; gives where that ends. */
export function unescape(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  target: number,
  rules: CutRules,
): number {
  let to = target;
  const { quote: mark } = rules;
  if (rules.escape !== 'backslash') {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      into[to++] = byte;
      if (byte === mark) at++;
    }
    return to;
  }
  for (let at = start; at < end; at++) {
    const isEscape =
      (bytes[at] === rules.quote && at + 1 < end && bytes[at + 1] === rules.quote) ||
      (rules.escape === 'backslash' && bytes[at] === backslash && isEscaped(bytes, at + 1, end, rules));
    if (isEscape) at++;
    into[to++] = bytes[at]!;
  }
  return to;
}

/** Whether a backslash before `at` makes what stands there mean itself. */
function isEscaped(bytes: Uint8Array, at: number, limit: number, rules: CutRules): boolean {
  if (at >= limit) return false;
  const byte = bytes[at];
  return byte === rules.quote || byte === backslash || byte === rules.delimiter[0];
}

function isAtLineEnd(bytes: Uint8Array, at: number, limit: number): boolean {
  return at >= limit || bytes[at] === lineFeed || bytes[at] === carriageReturn;
}

/** Where the line that `at` is in ends, before its line end. */
export function lineEnd(bytes: Uint8Array, at: number, limit: number): number {
  let end = at;
  while (!isAtLineEnd(bytes, end, limit)) end++;
  return end;
}

/** Where the line after the one that `at` is in begins. */
export function nextLine(bytes: Uint8Array, at: number, limit: number): number {
  const end = lineEnd(bytes, at, limit);
  const isTwo = bytes[end] === carriageReturn && bytes[end + 1] === lineFeed;
  return Math.min(limit, end + (isTwo ? 2 : 1));
}

/** Past blanks and tabs, but for a tab that divides. */
function pastBlanks(bytes: Uint8Array, start: number, limit: number, delimiter = -1): number {
  let at = start;
  while (at < limit && (bytes[at] === blank || (bytes[at] === tab && delimiter !== tab))) {
    if (bytes[at] === delimiter && delimiter !== blank) break;
    at++;
  }
  return at;
}

/** Whether `bytes` has `wanted` at `at`. */
export function hasAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

/** Whether a line ends with the byte at `at`: LF, or CR that no LF follows. */
function isLineEnd(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed);
}

/** How many lines end in bytes `start` to `end`. */
export function countLineEnds(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (isLineEnd(bytes, at)) count++;
  return count;
}
