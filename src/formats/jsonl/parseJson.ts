import { err, ok, type Result } from '../../lib/result';
import { digitsOfDouble, exactNumber, type ExactNumber } from '../../table/exactNumber';

/** What JSON text holds, with integers past ±(2^53 − 1) kept exact; `parseRows` keeps decimals exact too. */
export type ParsedJson =
  null | boolean | number | bigint | ExactNumber | string | ParsedJson[] | ParsedObject;

/** An object of JSON without a prototype, so that `__proto__` is a name like any other. */
export interface ParsedObject {
  [key: string]: ParsedJson;
}

/** Why a text is no JSON, and where. */
export interface JsonFault {
  /** In UTF-16 code units from the start of the text. */
  readonly offset: number;
  readonly message: string;
}

/** Nesting past this is refused: what comes after recurses. */
export const maxDepth = 512;

/** Where a number of 16 digits or more begins; it may be past 2^53, or have more digits than a double. */
const longNumber = /(?<![\d.])\d[\d.]{15}/g;

/**
 * One JSON value (RFC 8259), strictly. The platform's parser does the common case; text with a long integer, with
 * deep nesting or with a fault is read here, exactly and with the place of the fault.
 */
export function parseJson(text: string): Result<ParsedJson, JsonFault> {
  if (!hasInexact(text, false) && outlineOf(text).depth <= maxDepth) {
    const parsed = parsedByPlatform(text);
    if (parsed !== undefined) return ok(parsed);
  }
  return readStrictly(text);
}

/**
 * As `parseJson`, of text whose objects at `rowDepth` are rows, and nothing of a row is lost: a decimal has all its digits, an
 * object inside of a row that has a key twice becomes a list of pairs, as a map with a key twice does in other formats,
 * and a row that has a key twice is a fault.
 */
export function parseRows(text: string, rowDepth: 0 | 1): Result<ParsedJson, JsonFault> {
  if (!hasInexact(text, true)) {
    const { depth, memberCount } = outlineOf(text);
    const parsed = depth <= maxDepth ? parsedByPlatform(text) : undefined;
    // The platform keeps the last of equal keys: then the text has more members than the value.
    if (parsed !== undefined && membersOf(parsed) === memberCount) return ok(parsed);
  }
  return readWith(new Reader(text, rowDepth));
}

/** Undefined where it is not JSON. */
function parsedByPlatform(text: string): ParsedJson | undefined {
  try {
    return JSON.parse(text) as ParsedJson;
  } catch {
    // Read once more, to say where.
    return undefined;
  }
}

/**
 * Whether any number would not be what it says as a double: an integer past 2^53, and where `isDecimalExact` a decimal with more
 * digits than its double has. A number with an exponent is a double. What is in strings counts too, and does no harm.
 */
function hasInexact(text: string, isDecimalExact: boolean): boolean {
  longNumber.lastIndex = 0;
  for (let match = longNumber.exec(text); match !== null; match = longNumber.exec(text)) {
    const end = endOfDigits(text, match.index);
    longNumber.lastIndex = end;
    const digits = text.slice(match.index, end);
    const code = text.charCodeAt(end) | 0x20;
    if (code === 0x65) continue;
    const isInteger = !digits.includes('.');
    if (isInteger ? !Number.isSafeInteger(Number(digits)) : isDecimalExact && isLongDecimal(digits))
      return true;
  }
  return false;
}

function isLongDecimal(digits: string): boolean {
  return digits.length > digitsOfDouble + 1 && typeof exactNumber(digits) !== 'number';
}

/** Past the digits and points from `start` on. Expressions that repeat keep a step for each digit, and may be of millions. */
function endOfDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at)) || text.charCodeAt(at) === 0x2e) at++;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** How deep JSON text is nested, and how many members its objects have together; of other text, anything. */
function outlineOf(text: string): { readonly depth: number; readonly memberCount: number } {
  let depth = 0;
  let deepest = 0;
  let memberCount = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x3a:
        memberCount++;
        break;
      case 0x5b:
      case 0x7b:
        deepest = Math.max(deepest, ++depth);
        break;
      case 0x5d:
      case 0x7d:
        depth--;
    }
  }
  return { depth: deepest, memberCount };
}

/** The index of the quote that ends the string that begins at `start`, or that of the text's end. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

function membersOf(value: ParsedJson): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += membersOf(item);
    return count;
  }
  const object = value as ParsedObject;
  for (const key in object) {
    const member = object[key]!;
    count += 1 + (typeof member === 'object' ? membersOf(member) : 0);
  }
  return count;
}

class Fault extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** The same without the platform's parser; several times slower. */
export function readStrictly(text: string): Result<ParsedJson, JsonFault> {
  return readWith(new Reader(text, null));
}

function readWith(reader: Reader): Result<ParsedJson, JsonFault> {
  try {
    return ok(reader.document());
  } catch (error) {
    if (error instanceof Fault) return err({ offset: error.offset, message: error.message });
    throw error;
  }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  private at = 0;
  private readonly text: string;
  /** Where objects are rows, of which nothing is lost; null where the last of equal keys holds. */
  private readonly rowDepth: number | null;

  constructor(text: string, rowDepth: number | null) {
    this.text = text;
    this.rowDepth = rowDepth;
  }

  document(): ParsedJson {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) throw this.unexpected();
    return value;
  }

  private value(depth: number): ParsedJson {
    if (depth > maxDepth) throw new Fault(this.at, `nested deeper than ${maxDepth} levels`);
    this.space();
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(depth: number): ParsedJson {
    const object: ParsedObject = {};
    let pairs: [string, ParsedJson][] | null = null;
    this.at++;
    this.space();
    if (this.take('}')) return object;
    for (;;) {
      this.space();
      const start = this.at;
      if (this.text[start] !== '"') throw this.unexpected('a key in double quotes');
      const key = this.string();
      if (this.rowDepth !== null && pairs === null && Object.hasOwn(object, key)) {
        if (depth === this.rowDepth) throw new Fault(start, `the key ${JSON.stringify(key)} comes twice`);
        pairs = Object.entries(object);
      }
      this.space();
      if (!this.take(':')) throw this.unexpected("':'");
      const value = this.value(depth + 1);
      if (pairs !== null) pairs.push([key, value]);
      else setMember(object, key, value);
      this.space();
      if (this.take('}')) return pairs ?? object;
      if (!this.take(',')) throw this.unexpected("',' or '}'");
    }
  }

  private array(depth: number): ParsedJson[] {
    const array: ParsedJson[] = [];
    this.at++;
    this.space();
    if (this.take(']')) return array;
    for (;;) {
      array.push(this.value(depth + 1));
      this.space();
      if (this.take(']')) return array;
      if (!this.take(',')) throw this.unexpected("',' or ']'");
    }
  }

  private string(): string {
    this.at++;
    let value = '';
    for (;;) {
      const start = this.at;
      this.plain();
      value += this.text.slice(start, this.at);
      if (this.take('"')) return value;
      if (!this.take('\\')) {
        if (this.at >= this.text.length) throw new Fault(this.at, 'a string that does not end');
        throw new Fault(this.at, 'a control character inside a string');
      }
      value += this.escape();
    }
  }

  /** Passes what stands in a string as it is: all but quotes, backslashes and control characters. */
  private plain(): void {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22 || code === 0x5c || code < 0x20) return;
    }
  }

  private escape(): string {
    const letter = this.text[this.at] ?? '';
    if (letter === 'u') {
      const hex = this.text.slice(this.at + 1, this.at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new Fault(this.at, 'a \\u without four hexadecimal digits');
      this.at += 5;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const meant = escapes[letter];
    if (meant === undefined) throw new Fault(this.at, `an unknown escape \\${letter}`);
    this.at++;
    return meant;
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.unexpected();
    this.at += word.length;
    return value;
  }

  private number(): number | bigint | ExactNumber {
    const start = this.at;
    if (this.text[start] === '-') this.at++;
    if (!this.take('0') && this.digits() === 0) throw this.unexpected();
    let isInteger = true;
    if (this.text[this.at] === '.' && isDigit(this.text.charCodeAt(this.at + 1))) {
      isInteger = false;
      this.at++;
      this.digits();
    }
    const isExponential = this.exponent();
    const digits = this.text.slice(start, this.at);
    if (!isExponential && (isInteger || this.rowDepth !== null)) return exactNumber(digits);
    return Number(digits);
  }

  /** Passes digits, and gives how many there were. */
  private digits(): number {
    const start = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    return this.at - start;
  }

  private exponent(): boolean {
    const start = this.at;
    if (!this.take('e') && !this.take('E')) return false;
    if (!this.take('+')) this.take('-');
    if (this.digits() > 0) return true;
    this.at = start;
    return false;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private unexpected(expected?: string): Fault {
    const found = this.text[this.at];
    const what = found === undefined ? 'the end of the text' : JSON.stringify(found);
    return new Fault(
      this.at,
      expected === undefined ? `unexpected ${what}` : `expected ${expected}, found ${what}`,
    );
  }
}

function setMember(object: ParsedObject, key: string, value: ParsedJson): void {
  // Assigning to `__proto__` would set the prototype.
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}
