import { uniqueColumnNames } from '../../../table/columnNames';
import type { ReadFailure, ReadWarning } from '../../../table/reading';
import { err, ok, type Result } from '../../../lib/result';
import { columnFault } from '../../../profile/tablePart';
import { decodeUtf8, firstInvalidUtf8 } from '../../../table/utf8';
import { nextLine, RecordScanner, type CutRules } from '../record';
import type { DetectedText } from './detectDialect';

/** The columns of a text, and where its rows begin. */
export interface Header {
  readonly columnNames: readonly string[];
  /** Bytes and lines before the rows. */
  readonly byteLength: number;
  readonly lineCount: number;
  readonly warnings: readonly ReadWarning[];
}

/** Why a header could not be read, always with its place in bytes. */
export type HeaderFailure = Omit<ReadFailure, 'byteOffset'> & { readonly byteOffset: number };

/**
 * Reads the lines before the rows: those that are passed, and those that name the columns. Names that do not fit the rows are a failure;
 * where `mends` they are fitted ([C24] in SPEC.md), with a warning.
 */
export function readHeader(
  bytes: Uint8Array,
  { dialect, rules, width }: DetectedText,
  mends: boolean,
  fileLength?: number,
): Result<Header, HeaderFailure> {
  let at = 0;
  let line = 0;
  for (; line < dialect.skipLines && at < bytes.length; line++) at = nextLine(bytes, at, bytes.length);
  const scanner = new RecordScanner({ ...rules, comment: new Uint8Array(0) });
  const records: (readonly string[])[] = [];
  let fault: HeaderFailure | null = null;
  while (records.length < dialect.headerLines && at < bytes.length) {
    scanner.scan(bytes, at, bytes.length);
    if (!scanner.isBlank) {
      const place = { line: line + 1, byteOffset: at };
      const invalid = firstInvalidUtf8(bytes, at, scanner.end);
      if (invalid >= 0) {
        const message = 'the header has bytes that are not UTF-8';
        return err({ kind: 'undecodableText', message, line: line + 1, byteOffset: invalid });
      }
      const cells = Array.from({ length: scanner.fieldCount }, (_, field) => scanner.text(bytes, field));
      const mended = mendedNames(
        decodeUtf8(bytes, at, scanner.contentEnd),
        cells,
        scanner.isFaulty,
        rules,
        width,
      );
      fault ??= faultOf(cells, scanner.isFaulty, width, place);
      records.push(fault === null ? cells : (mended ?? cells));
    }
    line += scanner.innerLines + 1;
    at = scanner.end;
  }
  if (fault !== null && !mends) return err(fault);
  const count = Math.max(width, records.length === 0 ? 0 : 1);
  const tooMany = columnFault(count, fileLength);
  if (tooMany !== null)
    return err({ kind: 'tooLarge', message: tooMany, line: dialect.skipLines + 1, byteOffset: at });
  const given = Array.from({ length: count }, (_, column) => nameOf(records, column));
  const { names, warnings } = uniqueColumnNames(given);
  return ok({
    columnNames: names,
    byteLength: at,
    lineCount: line,
    warnings: [
      ...(fault === null
        ? []
        : [{ kind: 'other' as const, message: `${fault.message}: its names were fitted to the rows` }]),
      ...(records.length === 0 ? [] : warnings),
    ],
  });
}

/** Its names in all header lines, joined by a blank; what is empty is left out. */
function nameOf(records: readonly (readonly string[])[], column: number): string {
  const [only, ...more] = records;
  if (more.length === 0) return only?.[column] ?? '';
  return records
    .map((cells) => (cells[column] ?? '').trim())
    .filter((name) => name !== '')
    .join(' ');
}

function faultOf(
  cells: readonly string[],
  isFaulty: boolean,
  width: number,
  place: { readonly line: number; readonly byteOffset: number },
): HeaderFailure | null {
  if (isFaulty) {
    const message = 'the header has a quote that is not closed, or text behind a closing quote';
    return { kind: 'unclosedQuote', message, ...place };
  }
  if (cells.length === width) return null;
  const message = `the header has ${cells.length} ${cells.length === 1 ? 'name' : 'names'}, and the rows have ${width} fields`;
  return { kind: 'raggedRow', message, ...place };
}

/** Names as many as the rows have fields: without empty ones, with stray quotes as they stand, or divided by another mark; null where none of that fits. */
function mendedNames(
  text: string,
  cells: readonly string[],
  isFaulty: boolean,
  rules: CutRules,
  width: number,
): readonly string[] | null {
  const named = cells.filter((cell) => cell.trim() !== '');
  if (!isFaulty && cells.length > width && named.length === width) return named;
  const own = decodeUtf8(rules.delimiter);
  for (const mark of [own, ' ', '\t', ';', ',', '|']) {
    const parts = mark === '' ? [text] : text.split(mark);
    if (parts.length === width && (isFaulty || mark !== own)) return parts.map(unquoted);
  }
  return null;
}

function unquoted(name: string): string {
  const text = name.trim();
  const mark = text[0];
  const isQuoted = text.length > 1 && (mark === '"' || mark === "'") && text.endsWith(mark);
  return isQuoted ? text.slice(1, -1) : text;
}
