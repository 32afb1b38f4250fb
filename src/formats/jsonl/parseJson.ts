import { err, ok, type Result } from '../../lib/result';

/** What JSON text holds, with integers past ±(2^53 − 1) kept exact. */
export type ParsedJson = null | boolean | number | bigint | string | ParsedJson[] | ParsedObject;
export interface ParsedObject {
  [key: string]: ParsedJson;
}

export interface JsonFault {
  /** In UTF-16 code units from the start of the text. */
  readonly offset: number;
  readonly message: string;
}

/** Nesting past this is refused: what comes after recurses. */
export const maxDepth = 512;

/** An integer of 16 digits or more may be past 2^53; a fraction's digits are not meant. */
const longInteger = /(?<![\d.])\d{16,}(?![\d.eE])/;

/**
 * One JSON value (RFC 8259), strictly. The platform's parser does the common case; text with a long integer, with
 * deep nesting or with a fault is read here, exactly and with the place of the fault.
 */
export function parseJson(text: string): Result<ParsedJson, JsonFault> {
  if (!longInteger.test(text) && !mayBeDeep(text)) {
    try {
      return ok(JSON.parse(text) as ParsedJson);
    } catch {
      // Read once more below, to say where.
    }
  }
  return readStrictly(text);
}

/** Counts openings alone: in a long text with many, the exact reader looks at the depth. */
function mayBeDeep(text: string): boolean {
  if (text.length <= maxDepth) return false;
  let openings = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code === 0x5b || code === 0x7b) && ++openings > maxDepth) return true;
  }
  return false;
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
  const reader = new Reader(text);
  try {
    return ok(reader.document());
  } catch (error) {
    if (error instanceof Fault) return err({ offset: error.offset, message: error.message });
    throw error;
  }
}

const numberAt = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- control characters are what JSON forbids inside strings
const plainText = /[^"\\\u0000-\u001f]*/y;
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

  constructor(text: string) {
    this.text = text;
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

  private object(depth: number): ParsedObject {
    const object: ParsedObject = {};
    this.at++;
    this.space();
    if (this.take('}')) return object;
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') throw this.unexpected('a key in double quotes');
      const key = this.string();
      this.space();
      if (!this.take(':')) throw this.unexpected("':'");
      const value = this.value(depth + 1);
      // Assigning to `__proto__` would set the prototype.
      if (key === '__proto__') {
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      } else object[key] = value;
      this.space();
      if (this.take('}')) return object;
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
      plainText.lastIndex = this.at;
      const plain = plainText.exec(this.text)?.[0] ?? '';
      value += plain;
      this.at += plain.length;
      if (this.take('"')) return value;
      if (!this.take('\\')) {
        if (this.at >= this.text.length) throw new Fault(this.at, 'a string that does not end');
        throw new Fault(this.at, 'a control character inside a string');
      }
      value += this.escape();
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

  private number(): number | bigint {
    numberAt.lastIndex = this.at;
    const match = numberAt.exec(this.text);
    if (!match) throw this.unexpected();
    this.at += match[0].length;
    const value = Number(match[0]);
    if (match[1] === undefined && match[2] === undefined && !Number.isSafeInteger(value))
      return BigInt(match[0]);
    return value;
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
