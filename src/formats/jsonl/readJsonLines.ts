import { joinBytes } from '../../lib/joinBytes';
import { err, ok } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { firstInvalidUtf8 } from '../../table/utf8';
import type { Pieces } from '../pieces';
import type { ReadContext, ReadOutcome } from '../reading';
import { RecordParts } from '../records';
import { ExactNumber } from '../../table/exactNumber';
import { parseRows, type ParsedJson, type ParsedObject } from './parseJson';

/** A line longer than this is refused: it would have to be held whole. */
export const maxLineByteLength = 64 * 1024 * 1024;
const listedLineLimit = 20;
const lineFeed = 0x0a;

/**
 * Reads JSON Lines: an object a line, in UTF-8, with or without a byte order mark. Lines of white space are left out.
 * Fails with `malformedJson`, `undecodableText` or `tooLarge` and the line; `skipBadRows` reads around the first two.
 */
export async function readJsonLines(pieces: Pieces, context: ReadContext): Promise<ReadOutcome> {
  const reader = new LineReader(context);
  // The beginning of a line whose end has not come.
  let rest: Uint8Array<ArrayBuffer>[] = [];
  let restByteLength = 0;
  for await (const piece of pieces) {
    context.cancellation.throwIfAborted();
    const end = piece.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      const failure = reader.read(joinBytes([...rest, piece.subarray(0, end)]));
      if (failure) return err(failure);
      rest = [];
      restByteLength = 0;
    }
    rest.push(piece.subarray(end));
    restByteLength += piece.length - end;
    if (restByteLength > maxLineByteLength) return err(reader.tooLong());
  }
  const failure = reader.read(joinBytes(rest));
  return failure ? err(failure) : ok({ columnNames: reader.columnNames, warnings: [] });
}

class LineReader {
  readonly #context: ReadContext;
  readonly #records: RecordParts;
  /** Lines and bytes before those that are read now. */
  #lineCount = 0;
  #byteCount = 0;
  #skipped: number[] = [];
  #skippedCount = 0;

  constructor(context: ReadContext) {
    this.#context = context;
    this.#records = new RecordParts(context);
  }

  get columnNames(): readonly string[] {
    return this.#records.columnNames;
  }

  tooLong(): ReadFailure {
    return {
      kind: 'tooLarge',
      message: `the line is longer than ${maxLineByteLength} bytes`,
      line: this.#lineCount + 1,
      byteOffset: this.#byteCount,
    };
  }

  /** Reads whole lines and hands out their part. */
  read(bytes: Uint8Array<ArrayBuffer>): ReadFailure | null {
    if (bytes.length === 0) return null;
    const text = this.#context.text.decode(bytes, 'utf-8');
    const failure = text === null ? this.#readUndecodable(bytes) : this.#readText(text);
    if (failure) return failure;
    const lineCount = this.#linesOfPart;
    const part = this.#records.finishPart({
      lineCount,
      skippedRows: { count: this.#skippedCount, firstLines: this.#skipped },
    });
    if (!part.ok) return part.error;
    this.#context.onPart(part.value);
    this.#lineCount += lineCount;
    this.#byteCount += bytes.length;
    this.#linesOfPart = 0;
    this.#skipped = [];
    this.#skippedCount = 0;
    return null;
  }

  #linesOfPart = 0;

  #readText(text: string): ReadFailure | null {
    for (let start = 0; start < text.length;) {
      const feed = text.indexOf('\n', start);
      const end = feed === -1 ? text.length : feed;
      this.#linesOfPart++;
      const failure = this.#readLine(text.slice(start, end));
      if (failure && !this.#skips(failure)) return failure;
      start = end + 1;
    }
    return null;
  }

  /** Line by line, because one of them is not UTF-8. */
  #readUndecodable(bytes: Uint8Array<ArrayBuffer>): ReadFailure | null {
    for (let start = 0; start < bytes.length;) {
      const feed = bytes.indexOf(lineFeed, start);
      const end = feed === -1 ? bytes.length : feed;
      this.#linesOfPart++;
      const line = this.#context.text.decode(bytes.subarray(start, end), 'utf-8');
      const failure = line === null ? this.#undecodable(bytes, start, end) : this.#readLine(line);
      if (failure && !this.#skips(failure)) return failure;
      start = end + 1;
    }
    return null;
  }

  #undecodable(bytes: Uint8Array, start: number, end: number): ReadFailure {
    const at = firstInvalidUtf8(bytes, start, end);
    return {
      kind: 'undecodableText',
      message: `byte 0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')} is not UTF-8`,
      line: this.#line(),
      byteOffset: this.#byteCount + at,
    };
  }

  #readLine(line: string): ReadFailure | null {
    const text = this.#line() === 1 && line.startsWith('\uFEFF') ? line.slice(1) : line;
    if (text.trim() === '') return null;
    const parsed = parseRows(text, 0);
    if (!parsed.ok) return this.#malformed(parsed.error.message, parsed.error.offset + 1);
    if (!isRecord(parsed.value))
      return this.#malformed(`expected an object, found ${nameOf(parsed.value)}`, 1);
    this.#records.add(parsed.value);
    return null;
  }

  #malformed(message: string, column: number): ReadFailure {
    return { kind: 'malformedJson', message, line: this.#line(), column };
  }

  #line(): number {
    return this.#lineCount + this.#linesOfPart;
  }

  #skips(failure: ReadFailure): boolean {
    if (!this.#context.options.skipBadRows || failure.kind === 'tooLarge') return false;
    this.#skippedCount++;
    if (this.#skipped.length < listedLineLimit) this.#skipped.push(this.#linesOfPart);
    return true;
  }
}

/** Whether a value is an object that can be a row. */
export function isRecord(value: ParsedJson): value is ParsedObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/** What a value is, in words. */
export function nameOf(value: ParsedJson): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'bigint' || value instanceof ExactNumber ? 'a number' : `a ${typeof value}`;
}
