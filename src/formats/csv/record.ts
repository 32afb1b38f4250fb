export const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

export interface CsvRecord {
  readonly fields: readonly Uint8Array[];
  /** Where the next record begins. */
  readonly end: number;
  /** Lines that the record spans. */
  readonly lineCount: number;
  readonly isBlank: boolean;
}

/**
 * The record that begins at `start`, told plainly: for headers and samples, where rows are few. A field is quoted where
 * it begins with a quote; text behind its closing quote is taken as it stands.
 */
export function readRecord(bytes: Uint8Array, start: number, delimiter: number): CsvRecord {
  const fields: Uint8Array[] = [];
  let at = start;
  let lineCount = 0;
  for (;;) {
    const field: number[] = [];
    if (bytes[at] === quote) {
      at++;
      while (at < bytes.length && (bytes[at] !== quote || bytes[at + 1] === quote)) {
        if (isLineEnd(bytes, at)) lineCount++;
        if (bytes[at] === quote) at++;
        field.push(bytes[at++]!);
      }
      at++;
    }
    while (
      at < bytes.length &&
      bytes[at] !== delimiter &&
      bytes[at] !== lineFeed &&
      bytes[at] !== carriageReturn
    ) {
      field.push(bytes[at++]!);
    }
    fields.push(Uint8Array.from(field));
    if (at < bytes.length && bytes[at] === delimiter) at++;
    else break;
  }
  const isBlank = at === start;
  if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
  return { fields, end: Math.min(at + 1, bytes.length), lineCount: lineCount + 1, isBlank };
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
