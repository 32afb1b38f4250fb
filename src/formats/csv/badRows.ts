import type { BadRows, ReadFailure, ReadWarning } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import { LineList } from './lineList';
import type { CsvPiece } from './readCsvPiece';

/** The share of rows that may be left out where nothing else is asked for. */
const usualBadShare = 0.1;

interface Before {
  readonly rowCount: number;
  readonly lineCount: number;
}

/** Puts together what the pieces of a text were read around, in file order. */
export class CsvTally {
  readonly #bad = new LineList();
  readonly #padded = new LineList();
  readonly #trimmed = new LineList();
  readonly #comments = new LineList();
  #shortCount = 0;
  #surplusEmptyCount = 0;
  #firstBad: ReadFailure | null = null;
  #end: CsvPiece['end'] = null;

  /** Where the table ended before its text; lines count from 1. */
  get end(): CsvPiece['end'] {
    return this.#end;
  }

  get firstBad(): ReadFailure | null {
    return this.#firstBad;
  }

  get badCount(): number {
    return this.#bad.listed.count;
  }

  /** Adds a piece that follows so many rows and lines and begins at `byteOffset`, null where that is no place in the file. */
  add(piece: CsvPiece, { rowCount, lineCount }: Before, byteOffset: number | null): void {
    if (piece.firstBad !== null && this.#firstBad === null) {
      const { kind, row, problem, line, byteOffset: offset } = piece.firstBad;
      this.#firstBad = {
        kind,
        message: `row ${rowCount + row} ${problem}`,
        line: lineCount + line,
        ...(byteOffset === null ? {} : { byteOffset: byteOffset + offset }),
      };
    }
    this.#bad.addAll(piece.part.skippedRows, lineCount);
    this.#padded.addAll(piece.padded, lineCount);
    this.#trimmed.addAll(piece.trimmed, lineCount);
    this.#comments.addAll(piece.comments, lineCount);
    this.#shortCount += piece.shortCount;
    this.#surplusEmptyCount += piece.surplusEmptyCount;
    if (piece.end !== null) this.#end = { kind: piece.end.kind, line: lineCount + piece.end.line };
  }

  /** The rows at fault, of a table that has `goodCount` others. */
  bad(goodCount: number): BadRows {
    const { count, firstLines } = this.#bad.listed;
    return {
      count,
      firstLines,
      shortCount: this.#shortCount,
      surplusEmptyCount: this.#surplusEmptyCount,
      rowCount: goodCount + count,
    };
  }

  /** What a person should know of it; rows that were left out are told by the assembler. */
  warnings(): readonly ReadWarning[] {
    const listed = [
      { kind: 'paddedRows', ...this.#padded.listed },
      { kind: 'trimmedRows', ...this.#trimmed.listed },
      { kind: 'commentLines', ...this.#comments.listed },
    ] as const;
    return [...listed.filter(({ count }) => count > 0), ...(this.#end === null ? [] : [this.#end])];
  }
}

/** Why rows at fault refuse a table: any does, unless they are to be left out; then too many do. Null where none of that is so. */
export function badRowsFailure(
  bad: BadRows,
  first: ReadFailure | null,
  { skipBadRows, maxBadShare = usualBadShare }: ReadOptions,
): ReadFailure | null {
  if (bad.count === 0 || first === null) return null;
  if (!skipBadRows) return { ...first, message: `${first.message}${others(bad)}`, badRows: bad };
  if (bad.count <= bad.rowCount * maxBadShare) return null;
  const share = `${Math.round((bad.count / bad.rowCount) * 100)} %`;
  return {
    ...first,
    kind: 'tooManyBadRows',
    message: `${bad.count} of ${bad.rowCount} rows do not fit (${share}), more than may be left out; ${first.message}${others(bad)}`,
    badRows: bad,
  };
}

function others({ count, firstLines }: BadRows): string {
  if (count === 1) return '';
  const lines = firstLines.slice(1, 10);
  const more = count - 1 - lines.length;
  const rest = more > 0 ? ` and ${more} more` : '';
  return count === 2
    ? `; so does another, on line ${lines[0]}`
    : `; so do ${count - 1} more, on lines ${lines.join(', ')}${rest}`;
}
