import { err, ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { firstInvalidUtf8 } from '../../table/utf8';
import { isRecord, nameOf } from '../jsonl/readJsonLines';
import { parseRows, type ParsedJson } from '../jsonl/parseJson';
import type { Pieces } from '../pieces';
import type { ReadContext, ReadOutcome } from '../reading';
import { RecordParts } from '../records';
import { ElementScanner } from './elementScanner';

/** An element longer than this is refused: it has to be held whole. */
export const maxElementByteLength = 64 * 1024 * 1024;
/** How much text is turned into objects at a time. */
const batchByteLength = 1024 * 1024;
const closingBracket = 0x5d;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Reads a JSON array of objects, some elements at a time, so that the file may be larger than a string can be. Fails
 * with `malformedJson`, `undecodableText` or `tooLarge` and the place; nothing is read around, since a fault in
 * JSON leaves open where the next element begins.
 */
export async function readJsonArray(pieces: Pieces, context: ReadContext): Promise<ReadOutcome> {
  const reader = new ArrayReader(context);
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; start += batchByteLength) {
      context.cancellation.throwIfAborted();
      const failure = reader.read(piece.subarray(start, start + batchByteLength));
      if (failure) return err(failure);
    }
  }
  const failure = reader.finish();
  return failure ? err(failure) : ok({ columnNames: reader.columnNames, warnings: [] });
}

class ArrayReader {
  readonly #context: ReadContext;
  readonly #records: RecordParts;
  readonly #scanner = new ElementScanner();
  /** Bytes that were scanned and not parsed: the beginning of an element, or all until the array begins. */
  #rest = new Uint8Array(0);
  /** The line, the column and the byte at which `#rest` begins. */
  #line = 1;
  #column = 1;
  #byteOffset = 0;
  #isFirst = true;
  #rowCount = 0;

  constructor(context: ReadContext) {
    this.#context = context;
    this.#records = new RecordParts(context);
  }

  get columnNames(): readonly string[] {
    return this.#records.columnNames;
  }

  read(bytes: Uint8Array<ArrayBuffer>): ReadFailure | null {
    const from = this.#rest.length;
    const whole = appended(this.#rest, bytes);
    const { start, lastComma, end } = this.#scanner.scan(whole, from);
    this.#rest = whole;
    if (start !== null) {
      const failure = this.#checkOutside(start);
      if (failure) return failure;
      this.#skip(1);
    }
    const shift = whole.length - this.#rest.length;
    if (this.#scanner.state === 'before') return this.#checkOutside();
    const until = end ?? lastComma;
    if (until !== null) {
      const failure = this.#readElements(until - shift, end !== null);
      if (failure) return failure;
      this.#skip(until - shift);
      if (end !== null && this.#rest[0] !== closingBracket) return this.#fault("expected ']', found '}'");
      this.#skip(1);
    }
    if (this.#scanner.state === 'after') return this.#checkOutside();
    if (this.#rest.length <= maxElementByteLength) return null;
    return { ...this.#fault(`an element is longer than ${maxElementByteLength} bytes`), kind: 'tooLarge' };
  }

  finish(): ReadFailure | null {
    if (this.#scanner.state === 'after') return null;
    if (this.#scanner.state === 'inside') {
      // Parsed for the place of the fault, if there is one before the end.
      const parsed = this.#parse(this.#rest);
      if (!parsed.ok && !parsed.error.isAtEnd) return parsed.error.failure;
      this.#skip(this.#rest.length);
    }
    return this.#fault('the file ends before the array does');
  }

  /** The elements of `#rest` before `end`, which are whole. */
  #readElements(end: number, isLast: boolean): ReadFailure | null {
    const parsed = this.#parse(this.#rest.subarray(0, end));
    if (!parsed.ok) return parsed.error.failure;
    const elements = parsed.value;
    if (elements.length === 0 && !(isLast && this.#isFirst))
      return this.#fault("expected a value, found ',' or ']'");
    this.#isFirst = false;
    for (const element of elements) {
      this.#rowCount++;
      if (!isRecord(element)) {
        return this.#fault(`element ${this.#rowCount} of the array is ${nameOf(element)}, not an object`);
      }
      this.#records.add(element);
    }
    const part = this.#records.finishPart({ lineCount: 0, skippedRows: { count: 0, firstLines: [] } });
    if (!part.ok) return part.error;
    this.#context.onPart(part.value);
    return null;
  }

  #parse(
    bytes: Uint8Array<ArrayBuffer>,
  ): Result<readonly ParsedJson[], { failure: ReadFailure; isAtEnd: boolean }> {
    const text = this.#context.text.decode(bytes, 'utf-8');
    if (text === null) {
      const at = firstInvalidUtf8(bytes);
      this.#skip(at);
      const message = `byte 0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')} is not UTF-8`;
      return err({ failure: { ...this.#fault(message), kind: 'undecodableText' }, isAtEnd: false });
    }
    const parsed = parseRows(`[${text}]`, 1);
    if (parsed.ok) return ok(parsed.value as ParsedJson[]);
    const offset = Math.max(0, parsed.error.offset - 1);
    this.#skip(this.#context.text.encode(text.slice(0, offset)).length);
    return err({ failure: this.#fault(parsed.error.message), isAtEnd: offset >= text.length });
  }

  /** Outside of the array there may be white space, and a byte order mark before it. */
  #checkOutside(end = this.#rest.length): ReadFailure | null {
    const isMark = (byte: number, index: number): boolean => byte === byteOrderMark[this.#byteOffset + index];
    const other = this.#rest
      .subarray(0, end)
      .findIndex((byte, index) => !isSpace(byte) && !isMark(byte, index));
    this.#skip(other === -1 ? end : other);
    if (other === -1) return null;
    return this.#fault(
      this.#scanner.state === 'after' ? 'there is something after the array' : 'expected an array',
    );
  }

  /** Moves the place to `byteCount` bytes further on. */
  #skip(byteCount: number): void {
    for (let at = 0; at < byteCount; at++) {
      const byte = this.#rest[at]!;
      if (byte === 0x0a) {
        this.#line++;
        this.#column = 1;
      } else if ((byte & 0xc0) !== 0x80) this.#column++;
    }
    this.#byteOffset += byteCount;
    this.#rest = this.#rest.subarray(byteCount);
  }

  #fault(message: string): ReadFailure {
    return {
      kind: 'malformedJson',
      message,
      line: this.#line,
      column: this.#column,
      byteOffset: this.#byteOffset,
    };
  }
}

/** `rest` with `bytes` behind it: in the room that is there, which at least doubles where it is too small. */
function appended(rest: Uint8Array<ArrayBuffer>, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = rest.length + bytes.length;
  const hasRoom = rest.byteOffset + length <= rest.buffer.byteLength;
  const buffer = hasRoom ? rest.buffer : new ArrayBuffer(Math.max(length, rest.length * 2));
  const whole = new Uint8Array(buffer, hasRoom ? rest.byteOffset : 0, length);
  if (!hasRoom) whole.set(rest);
  whole.set(bytes, rest.length);
  return whole;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
