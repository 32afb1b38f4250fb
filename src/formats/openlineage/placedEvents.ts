import type { Json } from '../../lib/json';
import { readStrictly } from '../jsonl/parseJson';
import { isObject } from '../../lib/jsonObject';
import { Fault, Placed } from './place';

/** An event with its place in the file that it came from. */
export interface PlacedEvent {
  readonly placed: Placed;
  /** How much of the text is read once this is. */
  readonly share: number;
}

/** What happens with text that is no event. */
export interface EventWatch {
  /** Told of what begins as a value and is none; throws where that refuses the file. */
  onBad(fault: Fault): void;
  /** Told of a line that does not begin a value, as a log has them, with its place. */
  onOther(place: string): void;
}

/**
 * The events of a text whatever they are wrapped in: one value, a list, `{"events": […]}`, lines, values one behind the other,
 * and the lines of a log. Throws a `Fault` where there is none.
 */
export function* placedEvents(text: string, watch: EventWatch): Generator<PlacedEvent> {
  const whole = parseOr(text);
  if (whole === undefined) {
    yield* new Lines(text, watch).events();
    return;
  }
  const root = new Placed(whole);
  const list = Array.isArray(whole) ? root : root.at('events');
  if (!Array.isArray(list.value)) {
    yield { placed: root, share: 1 };
    return;
  }
  const values = list.value as readonly Json[];
  for (const [index, value] of values.entries()) {
    yield { placed: new Placed(value, index, list), share: (index + 1) / values.length };
  }
}

/** Text that is not one value, line by line; a value may go on over several. */
class Lines {
  private readonly text: string;
  private readonly watch: EventWatch;
  private at = 0;
  private line = 1;
  private valueCount = 0;
  /** Why the first line is no event that is none. */
  private firstFault: Fault | null = null;
  /** A value that does not end was looked for to the end of the text: that is done once. */
  private isUnended = false;
  /** Whether what was bad may go on in lines that begin no value. */
  private isAfterBad = false;

  constructor(text: string, watch: EventWatch) {
    this.text = text;
    this.watch = watch;
  }

  *events(): Generator<PlacedEvent> {
    while (this.skipBlanks()) {
      const place = `line ${this.line} `;
      const code = this.text.charCodeAt(this.at);
      const value = code === 0x7b || code === 0x5b ? this.takeValue() : this.takeOtherLine();
      if (value === undefined) continue;
      this.valueCount++;
      this.isAfterBad = false;
      yield { placed: new Placed(value, place), share: Math.min(1, this.at / this.text.length) };
    }
    if (this.valueCount === 0) throw this.firstFault ?? new Fault('line 1', 'the file is empty');
  }

  /** The value that begins here; undefined where it is none, and the rest of the line or of the value is passed. */
  private takeValue(): Json | undefined {
    const lineEnd = this.endOfLine();
    const inLine = parseOr(this.text.slice(this.at, lineEnd));
    if (inLine !== undefined) {
      this.passTo(lineEnd);
      return inLine;
    }
    const closed = this.isUnended ? null : endOfValue(this.text, this.at);
    if (closed === Infinity) this.isUnended = true;
    const end = closed === null || closed === Infinity ? lineEnd : closed;
    const value = closed === end ? parseOr(this.text.slice(this.at, end)) : undefined;
    if (value === undefined) {
      // Text that does not even begin as lines do is one value with a fault somewhere.
      const isOne = this.valueCount === 0 && this.firstFault === null;
      const fault = faultIn(this.text.slice(this.at, isOne ? undefined : end), this.line);
      this.firstFault ??= fault;
      this.watch.onBad(fault);
      this.isAfterBad = true;
    }
    this.passTo(end);
    return value;
  }

  /** The event that stands behind the words of a log; undefined where the line has none. */
  private takeOtherLine(): Json | undefined {
    const end = this.endOfLine();
    const brace = this.text.indexOf('{"', this.at);
    const value = brace === -1 || brace >= end ? undefined : parseOr(this.text.slice(brace, end));
    const isEvent = isObject(value) && (value['eventTime'] !== undefined || value['eventType'] !== undefined);
    if (!isEvent && !this.isAfterBad) {
      this.firstFault ??= faultIn(this.text.slice(this.at, end), this.line);
      this.watch.onOther(`line ${this.line}`);
    }
    this.passTo(end);
    return isEvent ? value : undefined;
  }

  private endOfLine(): number {
    const feed = this.text.indexOf('\n', this.at);
    return feed === -1 ? this.text.length : feed;
  }

  private passTo(end: number): void {
    for (let feed = this.nextFeed(); feed !== -1 && feed < end; feed = this.nextFeed()) {
      this.line++;
      this.at = feed + 1;
    }
    this.at = end;
  }

  private nextFeed(): number {
    return this.text.indexOf('\n', this.at);
  }

  /** Whether anything follows them. */
  private skipBlanks(): boolean {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x0a) this.line++;
      // Blanks, and the mark before each value of a JSON text sequence (RFC 7464).
      else if (code > 0x20) return true;
    }
    return false;
  }
}

/** Where the brackets of a value are closed: nowhere (Infinity), or null where a string goes on past its line. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        if (at === -1) return null;
        break;
      case 0x7b:
      case 0x5b:
        depth++;
        break;
      case 0x7d:
      case 0x5d:
        if (--depth === 0) return at + 1;
    }
  }
  return Infinity;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at;
    else if (code === 0x0a) return -1;
  }
  return -1;
}

/** JSON; undefined where the text is none. */
export function parseOr(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Reads once more, slowly, to say where. */
function faultIn(text: string, firstLine: number): Fault {
  const read = readStrictly(text);
  if (read.ok) return new Fault(`line ${firstLine}`, 'not readable as JSON');
  const before = text.slice(0, read.error.offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = firstLine + (before.match(/\n/g)?.length ?? 0);
  return new Fault(`line ${line}, column ${before.length - lineStart + 1}`, read.error.message);
}
