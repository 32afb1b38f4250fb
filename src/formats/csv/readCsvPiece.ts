import { err, type Result } from '../../lib/result';
import { batchStride, TablePartBuilder, type RowBatch } from '../../profile/tablePartBuilder';
import { tableLimits, type TablePart } from '../../profile/tablePart';
import type { RowConsumer } from '../../table/tableRows';
import { reserve } from '../../table/cellReader';
import type { ReadFailure } from '../../table/reading';
import { firstInvalidUtf8, isAscii } from '../../table/utf8';
import { countLineEnds, quote } from './record';

/** What every piece of a text is read by. */
export interface CsvPlan {
  readonly delimiter: number;
  readonly columnNames: readonly string[];
  readonly prefixColumns: readonly string[] | null;
  readonly skipBadRows: boolean;
  /** Columns that are known to be of text. */
  readonly textColumns?: readonly string[];
  /** Rows after so many are left out; all are read where it is not given. */
  readonly rowLimit?: number;
  /** Which columns have too many values for exact figures in the first piece, for those after it. */
  readonly sketchedColumns?: readonly boolean[];
}

/** Why a piece could not be read; places are told from the piece's beginning, since it does not know its own place. */
export interface CsvPieceFailure {
  readonly kind: ReadFailure['kind'];
  /** The row counts from 1, without the header. */
  readonly row: number;
  /** What is wrong with the row, to be put behind its number. */
  readonly problem: string;
  readonly line: number;
  readonly byteOffset: number;
}

const lineFeed = 10;
const carriageReturn = 13;
const listedLineLimit = 20;

/**
 * Reads a run of whole records as rows. A row whose fields are too many or too few, whose bytes are not UTF-8 or whose
 * quotes do not fit is a failure; with `skipBadRows` it is counted and left out. Blank lines are no rows. Where cells of a column
 * that proves to be of text were made canonical, the piece is read again. `rows` gets them in place of their profile; `byteOffset` is where the piece begins in the file, or null where its bytes are not the file's own.
 */
export function readCsvPiece(
  bytes: Uint8Array,
  plan: CsvPlan,
  rows: RowConsumer | null = null,
  byteOffset: number | null = null,
): Result<TablePart, CsvPieceFailure> {
  let textColumns = plan.textColumns ?? [];
  for (let isFirst = true; ; isFirst = false) {
    const reader = new PieceReader(bytes, { ...plan, textColumns }, rows, byteOffset, isFirst);
    const part = reader.read();
    if (!part.ok || !reader.isMistaken) return part;
    textColumns = [...new Set([...textColumns, ...reader.textColumns])];
  }
}

/** What canonical forms and unescaped fields of one batch take is rarely more. */
const freeRoom = 1_048_576;

class PieceReader {
  /** Where pieces are copied to, one after another: a new buffer for each costs more than the copy. Reading is synchronous. */
  static #room = new Uint8Array(0);
  readonly #plan: CsvPlan;
  readonly #byteOffset: number;
  readonly #builder: TablePartBuilder;
  readonly #batch: RowBatch;
  readonly #end: number;
  readonly #isAscii: boolean;
  #nextInvalid: number;
  #rowCount = 0;
  #line = 1;
  #skippedCount = 0;
  readonly #skippedLines: number[] = [];
  #failure: CsvPieceFailure | null = null;
  readonly #stopsAtMistake: boolean;
  #isStopped = false;

  /** `stopsAtMistake`: at the first cells that prove a column to be one of text which was taken for something else. */
  constructor(
    bytes: Uint8Array,
    plan: CsvPlan,
    rows: RowConsumer | null,
    byteOffset: number | null,
    stopsAtMistake: boolean,
  ) {
    this.#plan = plan;
    this.#stopsAtMistake = stopsAtMistake;
    this.#byteOffset = byteOffset ?? 0;
    this.#builder = new TablePartBuilder({ ...plan, rows });
    this.#end = bytes.length;
    if (PieceReader.#room.length < bytes.length + freeRoom)
      PieceReader.#room = new Uint8Array(bytes.length + freeRoom);
    const room = PieceReader.#room;
    room.set(bytes);
    // So that every line has an end.
    room[this.#end] = lineFeed;
    const stride = batchStride(plan.columnNames.length);
    const size = stride * plan.columnNames.length;
    // Behind the text, bytes of an earlier piece may stand: nothing reads them as cells.
    this.#batch = {
      buffer: { bytes: room, end: this.#end + 8 },
      stride,
      rowCount: 0,
      starts: new Int32Array(size),
      ends: new Int32Array(size),
      declared: null,
      rowStarts: byteOffset === null ? null : new Float64Array(stride),
    };
    this.#isAscii = isAscii(bytes);
    this.#nextInvalid = this.#isAscii ? Number.POSITIVE_INFINITY : this.#invalidFrom(0);
  }

  /** Whether cells were made canonical of a column that is of text. */
  get isMistaken(): boolean {
    return this.#builder.isMistaken;
  }

  get textColumns(): readonly string[] {
    return this.#builder.textColumns;
  }

  read(): Result<TablePart, CsvPieceFailure> {
    this.#readRows();
    if (this.#failure !== null) return err(this.#failure);
    this.#flush();
    const lineCount = countLinesOf(this.#line, this.#batch.buffer.bytes, this.#end);
    const part = this.#builder.finish({
      lineCount,
      skippedRows: { count: this.#skippedCount, firstLines: this.#skippedLines },
    });
    if (part.ok) return part;
    return err({
      kind: part.error.kind,
      row: this.#rowCount,
      problem: part.error.message,
      line: 1,
      byteOffset: 0,
    });
  }

  #readRows(): void {
    const batch = this.#batch;
    const { starts, ends, stride, rowStarts } = batch;
    const end = this.#end;
    const delimiter = this.#plan.delimiter;
    const columnCount = this.#plan.columnNames.length;
    const stops = new Uint8Array(256);
    stops[delimiter] = stops[lineFeed] = stops[carriageReturn] = 1;
    const delimiters = delimiter * 0x0101_0101;
    let bytes = batch.buffer.bytes;
    let view = new DataView(bytes.buffer);
    let row = 0;
    const rowLimit = this.#plan.rowLimit ?? Number.POSITIVE_INFINITY;
    for (let at = 0; at < end && this.#rowCount < rowLimit && !this.#isStopped;) {
      const rowStart = at;
      let column = 0;
      let lastStart = 0;
      let problem: CsvPieceFailure['kind'] | null = null;
      let innerLines = 0;
      for (;;) {
        let start = at;
        let fieldEnd: number;
        if (bytes[at] === quote) {
          const close = this.#closingQuote(at, view);
          if (close < 0) {
            problem = 'unclosedQuote';
            innerLines = countLineEnds(bytes, at, end);
            at = end;
            break;
          }
          start = at + 1;
          fieldEnd = close;
          if (this.#hasLines) innerLines += countLineEnds(bytes, start, close);
          at = close + 1;
          if (this.#hasEscapes) {
            [start, fieldEnd] = this.#unescape(start, close);
            if (bytes !== batch.buffer.bytes) {
              bytes = batch.buffer.bytes;
              view = new DataView(bytes.buffer);
            }
          }
          if (stops[bytes[at]!] === 0) {
            problem ??= 'unclosedQuote';
            while (stops[bytes[at]!] === 0) at++;
          }
        } else {
          for (;;) {
            // Four bytes at once: of those up to a carriage return, and of delimiters, the highest bit is set, and
            // above the first of them perhaps that of others.
            const word = view.getInt32(at, true);
            const other = word ^ delimiters;
            const found = (((word - 0x0e0e_0e0e) & ~word) | ((other - 0x0101_0101) & ~other)) & 0x8080_8080;
            if (found === 0) {
              at += 4;
              continue;
            }
            at += (31 - Math.clz32(found & -found)) >> 3;
            if (stops[bytes[at]!] === 1) break;
            at++;
          }
          fieldEnd = at;
        }
        if (column < columnCount) {
          const cell = column * stride + row;
          starts[cell] = start;
          ends[cell] = fieldEnd;
        }
        if (fieldEnd - start > tableLimits.cellByteLength) problem ??= 'tooLarge';
        lastStart = start;
        column++;
        if (bytes[at] !== delimiter) break;
        at++;
      }
      const rowEnd = at;
      if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
      at++;
      const isBlank = column === 1 && rowEnd === rowStart && lastStart === rowStart;
      if (!isBlank) {
        if (this.#nextInvalid < rowEnd) problem = 'undecodableText';
        else if (column !== columnCount) problem ??= 'raggedRow';
        if (problem === null) {
          this.#rowCount++;
          if (rowStarts !== null) rowStarts[row] = this.#byteOffset + rowStart;
          if (++row === stride) {
            batch.rowCount = row;
            this.#flush();
            bytes = batch.buffer.bytes;
            view = new DataView(bytes.buffer);
            row = 0;
          }
        } else if (!this.#skips(problem, rowStart, rowEnd, column)) {
          return;
        }
      }
      this.#line += innerLines + 1;
    }
    batch.rowCount = row;
  }

  #hasEscapes = false;
  #hasLines = false;

  /** The quote that closes the field whose opening quote is at `open`; −1 where none does. Notes what is, or may be, between. */
  #closingQuote(open: number, view: DataView): number {
    const end = this.#end;
    this.#hasEscapes = false;
    this.#hasLines = false;
    for (let at = open + 1; at < end;) {
      // As where fields are not quoted: quotes, and what is not past a carriage return.
      const word = view.getInt32(at, true);
      const other = word ^ 0x2222_2222;
      const quotes = (other - 0x0101_0101) & ~other & 0x8080_8080;
      const first = quotes & -quotes;
      if (((word - 0x0e0e_0e0e) & ~word & 0x8080_8080 & (first - 1)) !== 0) this.#hasLines = true;
      if (quotes === 0) {
        at += 4;
        continue;
      }
      at += (31 - Math.clz32(first)) >> 3;
      if (at >= end) return -1;
      if (at + 1 >= end || view.getUint8(at + 1) !== quote) return at;
      this.#hasEscapes = true;
      at += 2;
    }
    return -1;
  }

  /** Writes a quoted field with its doubled quotes made single behind the text; gives its start and end there. */
  #unescape(start: number, end: number): [number, number] {
    const buffer = this.#batch.buffer;
    reserve(buffer, end - start + 4);
    const bytes = buffer.bytes;
    const target = buffer.end;
    let to = target;
    for (let at = start; at < end; at++) {
      bytes[to++] = bytes[at]!;
      if (bytes[at] === quote) at++;
    }
    buffer.end = to;
    return [target, to];
  }

  #flush(): void {
    const batch = this.#batch;
    if (batch.rowCount > 0) this.#builder.addBatch(batch, this.#isAscii);
    this.#isStopped = this.#stopsAtMistake && this.#builder.isMistaken;
    batch.rowCount = 0;
    batch.buffer.end = this.#end + 8;
  }

  #invalidFrom(start: number): number {
    const at = firstInvalidUtf8(this.#batch.buffer.bytes, start, this.#end);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }

  /** Whether reading goes on after a bad row: it is noted as skipped, or as the failure. */
  #skips(problem: CsvPieceFailure['kind'], rowStart: number, rowEnd: number, fieldCount: number): boolean {
    const isUndecodable = problem === 'undecodableText';
    if (!this.#plan.skipBadRows || problem === 'tooLarge') {
      const byteOffset = isUndecodable ? this.#nextInvalid : rowStart;
      const linesBefore = countLineEnds(this.#batch.buffer.bytes, rowStart, byteOffset);
      this.#failure = {
        kind: problem,
        row: this.#rowCount + 1,
        problem: describe(problem, fieldCount, this.#plan.columnNames.length),
        line: this.#line + linesBefore,
        byteOffset,
      };
      return false;
    }
    this.#skippedCount++;
    if (this.#skippedLines.length < listedLineLimit) this.#skippedLines.push(this.#line);
    if (isUndecodable) this.#nextInvalid = this.#invalidFrom(rowEnd);
    return true;
  }
}

/** A text that ends without a line end has one line more than line ends, as editors count. */
function countLinesOf(nextLine: number, bytes: Uint8Array, end: number): number {
  const isOpen = end > 0 && bytes[end - 1] !== lineFeed && bytes[end - 1] !== carriageReturn;
  return isOpen ? nextLine : nextLine - 1;
}

function describe(problem: CsvPieceFailure['kind'], fieldCount: number, expected: number): string {
  switch (problem) {
    case 'raggedRow':
      return `has ${fieldCount} ${fieldCount === 1 ? 'field' : 'fields'}, ${expected} expected`;
    case 'undecodableText':
      return 'has bytes that are not UTF-8';
    case 'tooLarge':
      return `has a cell of more than ${tableLimits.cellByteLength} bytes`;
    default:
      return 'has a quote that is not closed, or text behind a closing quote';
  }
}
