import { err, ok, type Result } from '../../lib/result';
import { batchStride, TablePartBuilder, type RowBatch } from '../../profile/tablePartBuilder';
import { tableLimits, type TablePart } from '../../profile/tablePart';
import type { RowConsumer } from '../../table/tableRows';
import { reserve } from '../../table/cellReader';
import type { ReadFailure } from '../../table/reading';
import { encodeUtf8, firstInvalidUtf8, isAscii, writeUtf8 } from '../../table/utf8';
import { ValueReader, type ValueRules } from './cellValues';
import { cellsOf } from './detect/sample';
import { LineList, type ListedLines } from './lineList';
import { countLineEnds, nextLine, RecordScanner, unescape, type CutRules } from './record';
import { tableEndAt, type TableEnd } from './tableEnd';

/** What every piece of a text is read by. */
export interface CsvPlan {
  readonly rules: CutRules;
  readonly columnNames: readonly string[];
  /** Whether the names stand in the text. */
  readonly hasHeader: boolean;
  readonly prefixColumns: readonly string[] | null;
  readonly padShortRows: boolean;
  readonly dropEmptyCells: boolean;
  /** Whether a second table and a footer are read as rows. */
  readonly readWholeFile: boolean;
  /** How cells are read otherwise than they stand; null where they are not. */
  readonly values: ValueRules | null;
  /** Whether the text ends with this piece. */
  readonly isLast?: boolean;
  /** Columns that are known to be of text. */
  readonly textColumns?: readonly string[];
  /** Rows after so many are left out; all are read where it is not given. */
  readonly rowLimit?: number;
  /** Which columns have too many values for exact figures in the first piece, for those after it. */
  readonly sketchedColumns?: readonly boolean[];
}

/** Why a piece or a row could not be read; places are told from the piece's beginning, since it does not know its own place. */
export interface CsvPieceFailure {
  readonly kind: ReadFailure['kind'];
  /** The row counts from 1, without the header. */
  readonly row: number;
  /** What is wrong with the row, to be put behind its number. */
  readonly problem: string;
  readonly line: number;
  readonly byteOffset: number;
}

/** The rows of a run of records, and what they were read around. Lines count from 1 at the piece's own first. */
export interface CsvPiece {
  readonly part: TablePart;
  /** The first row that was left out; null where none was. The part counts them. */
  readonly firstBad: CsvPieceFailure | null;
  /** How many of them are too short, and how many have enough empty cells too many. */
  readonly shortCount: number;
  readonly surplusEmptyCount: number;
  readonly undecodableCount: number;
  readonly padded: ListedLines;
  readonly trimmed: ListedLines;
  readonly comments: ListedLines;
  /** Where the table ends before the piece does; what follows is not read. */
  readonly end: { readonly kind: TableEnd; readonly line: number } | null;
  readonly isAscii: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Reads a run of whole records as rows. A row whose fields are too many or too few, that has bytes that are not UTF-8 or are NUL, or whose
 * quotes do not fit is left out and counted. Blank lines and comments are no rows. Where cells of a column
 * that proves to be of text were made canonical, the piece is read again. `rows` gets them in
 * place of their profile; `byteOffset` is where the piece begins in the file, or null where its bytes are not the file's own.
 */
export function readCsvPiece(
  bytes: Uint8Array,
  plan: CsvPlan,
  rows: RowConsumer | null = null,
  byteOffset: number | null = null,
): Result<CsvPiece, CsvPieceFailure> {
  let textColumns = plan.textColumns ?? [];
  for (let isFirst = true; ; isFirst = false) {
    const reader = new PieceReader(bytes, { ...plan, textColumns }, rows, byteOffset, isFirst);
    const piece = reader.read();
    if (!piece.ok || !reader.isMistaken) return piece;
    textColumns = [...new Set([...textColumns, ...reader.textColumns])];
  }
}

/** What canonical forms and unescaped fields of one batch take is rarely more. */
const freeRoom = 1_048_576;
const comma = 44;
/** How often a piece is looked at for the end of its table: text in which that many rows fit badly has none. */
const mostLooks = 1000;

/** Rules that the fast way knows: one delimiter, quotes doubled in quotes, cells as they stand. */
function isPlain({ rules, values }: CsvPlan): boolean {
  const { delimiter, escape, trimBlanks, comment } = rules;
  return (
    values === null && delimiter.length === 1 && escape === 'doubled' && !trimBlanks && comment.length === 0
  );
}

class PieceReader {
  /** Where pieces are copied to, one after another: a new buffer for each costs more than the copy. Reading is synchronous. */
  static #room = new Uint8Array(0);
  readonly #plan: CsvPlan;
  readonly #byteOffset: number;
  readonly #builder: TablePartBuilder;
  readonly #batch: RowBatch;
  readonly #end: number;
  readonly #isAscii: boolean;
  readonly #scanner: RecordScanner;
  readonly #values: ValueReader | null;
  /** The first name's bytes, by which a header that comes again is known; none where there is no header. */
  readonly #firstName: Uint8Array;
  /** Where the next byte that no row may have stands, and what it is. */
  #nextUnfit = Number.POSITIVE_INFINITY;
  #nextInvalid: number;
  #nextNul: number;
  #rowCount = 0;
  #line = 1;
  #isAfterBlank = false;
  #wasBad = false;
  #row = 0;
  #firstBad: CsvPieceFailure | null = null;
  #shortCount = 0;
  #surplusEmptyCount = 0;
  #undecodableCount = 0;
  readonly #bad = new LineList();
  readonly #padded = new LineList();
  readonly #trimmed = new LineList();
  readonly #comments = new LineList();
  #tableEnd: CsvPiece['end'] = null;
  #looksLeft = mostLooks;
  #failure: CsvPieceFailure | null = null;
  readonly #stopsAtMistake: boolean;
  readonly #rowLimit: number;
  #isStopped = false;

  /** `stopsAtMistake`: at the first cells that prove a column to be one of text which was taken for something else. */
  constructor(
    bytes: Uint8Array,
    plan: CsvPlan,
    rows: RowConsumer | null,
    byteOffset: number | null,
    stopsAtMistake: boolean,
  ) {
    this.#stopsAtMistake = stopsAtMistake;
    this.#rowLimit = plan.rowLimit ?? Number.POSITIVE_INFINITY;
    this.#plan = plan;
    this.#byteOffset = byteOffset ?? 0;
    this.#builder = new TablePartBuilder({ ...plan, rows });
    this.#scanner = new RecordScanner(plan.rules);
    this.#values = plan.values === null ? null : new ValueReader(plan.values);
    const isTold = plan.hasHeader && !plan.readWholeFile && plan.columnNames.length > 1;
    this.#firstName = encodeUtf8(isTold ? plan.columnNames[0]! : '');
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
    this.#nextNul = plan.rules.delimiter[0] === 0 ? Number.POSITIVE_INFINITY : this.#nulFrom(0);
    this.#nextUnfit = Math.min(this.#nextInvalid, this.#nextNul);
  }

  /** Whether cells were made canonical of a column that is of text. */
  get isMistaken(): boolean {
    return this.#builder.isMistaken;
  }

  get textColumns(): readonly string[] {
    return this.#builder.textColumns;
  }

  read(): Result<CsvPiece, CsvPieceFailure> {
    if (isPlain(this.#plan)) this.#readPlainRows();
    else this.#readRows();
    if (this.#failure !== null) return err(this.#failure);
    this.#flush();
    const lineCount = countLinesOf(this.#line, this.#batch.buffer.bytes, this.#end);
    const part = this.#builder.finish({ lineCount, skippedRows: this.#bad.listed });
    if (!part.ok) {
      const { kind, message } = part.error;
      return err({ kind, row: this.#rowCount, problem: message, line: 1, byteOffset: 0 });
    }
    return ok({
      part: part.value,
      firstBad: this.#firstBad,
      shortCount: this.#shortCount,
      surplusEmptyCount: this.#surplusEmptyCount,
      undecodableCount: this.#undecodableCount,
      padded: this.#padded.listed,
      trimmed: this.#trimmed.listed,
      comments: this.#comments.listed,
      end: this.#tableEnd,
      isAscii: this.#isAscii,
    });
  }

  #readRows(): void {
    for (let at = 0; at < this.#end && this.#goesOn;) at = this.#readRecord(at);
  }

  get #goesOn(): boolean {
    return this.#rowCount < this.#rowLimit && !this.#isStopped;
  }

  /** The fast way; what does not fit is left to the careful one. */
  #readPlainRows(): void {
    const batch = this.#batch;
    const { starts, ends, stride, rowStarts } = batch;
    const end = this.#end;
    const { quote } = this.#plan.rules;
    const delimiter = this.#plan.rules.delimiter[0] ?? comma;
    const columnCount = this.#plan.columnNames.length;
    const firstByte = this.#firstName[0] ?? -1;
    const firstLength = this.#firstName.length;
    const stops = new Uint8Array(256);
    stops[delimiter] = stops[lineFeed] = stops[carriageReturn] = 1;
    const delimiters = delimiter * 0x0101_0101;
    let bytes = batch.buffer.bytes;
    let view = new DataView(bytes.buffer);
    let row = 0;
    let isWatchful = false;
    const rowLimit = this.#rowLimit;
    for (let at = 0; at < end && this.#rowCount < rowLimit && !this.#isStopped;) {
      const rowStart = at;
      let column = 0;
      let isPlainRow = true;
      let innerLines = 0;
      for (;;) {
        let start = at;
        let fieldEnd: number;
        if (bytes[at] === quote) {
          const close = this.#closingQuote(at, view, quote);
          if (close < 0 || stops[bytes[close + 1]!] === 0) {
            isPlainRow = false;
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
        if (fieldEnd - start > tableLimits.cellByteLength) isPlainRow = false;
        column++;
        if (bytes[at] !== delimiter) break;
        at++;
      }
      if (
        !isPlainRow ||
        column !== columnCount ||
        at === rowStart ||
        at > this.#nextUnfit ||
        isWatchful ||
        (ends[row]! - starts[row]! === firstLength && bytes[starts[row]!] === firstByte)
      ) {
        this.#row = row;
        at = this.#readRecord(rowStart);
        row = this.#row;
        isWatchful = this.#isAfterBlank || this.#wasBad;
        if (bytes !== batch.buffer.bytes) {
          bytes = batch.buffer.bytes;
          view = new DataView(bytes.buffer);
        }
        continue;
      }
      if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
      at++;
      if (rowStarts !== null) rowStarts[row] = this.#byteOffset + rowStart;
      this.#line += innerLines + 1;
      this.#rowCount++;
      if (++row === stride) {
        this.#row = row;
        this.#flush();
        row = 0;
        bytes = batch.buffer.bytes;
        view = new DataView(bytes.buffer);
      }
    }
    this.#row = row;
  }

  /** The careful way: reads the record at `at`, whatever it is, and gives where the next begins. */
  #readRecord(at: number): number {
    const bytes = this.#batch.buffer.bytes;
    const scanner = this.#scanner;
    scanner.scan(bytes, at, this.#end);
    const next = scanner.end;
    const lineCount = scanner.innerLines + 1;
    if (scanner.isBlank || this.#isOnlyBlanks(bytes, at)) {
      this.#isAfterBlank = true;
      this.#line += lineCount;
      return next;
    }
    if (scanner.isComment) {
      this.#comments.add(this.#line);
      this.#line += lineCount;
      this.#passUnfit(next);
      return next;
    }
    if (this.#endsTable(bytes, at)) return this.#end;
    this.#isAfterBlank = false;
    const problem = this.#problemOf(scanner.contentEnd);
    this.#wasBad = problem !== null;
    if (problem === null) {
      this.#takeRow(at);
      this.#line += lineCount;
      return next;
    }
    if (!this.#leaveOut(problem, at)) return this.#end;
    const end = problem === 'unclosedQuote' ? this.#endOfFaulty(bytes, at) : next;
    this.#line += end === next ? lineCount : 1;
    this.#passUnfit(end);
    return end;
  }

  /** A line of nothing but blanks, or the mark that once ended files. */
  #isOnlyBlanks(bytes: Uint8Array, at: number): boolean {
    if (this.#scanner.fieldCount !== 1 || this.#plan.columnNames.length < 2) return false;
    for (let i = at; i < this.#scanner.contentEnd; i++) {
      if (bytes[i] !== 32 && bytes[i] !== 9 && bytes[i] !== 0x1a) return false;
    }
    return true;
  }

  /** Looks whether another table, or notes, begin here: where a row does not fit, follows a blank line or has the first name. */
  #endsTable(bytes: Uint8Array, at: number): boolean {
    const { columnNames, readWholeFile, isLast, hasHeader, rules } = this.#plan;
    if (readWholeFile || this.#wasBad) return false;
    const isFitting = this.#scanner.fieldCount === columnNames.length && !this.#scanner.isFaulty;
    if (isFitting && !this.#isAfterBlank && !this.#isHeaderAgain(bytes)) return false;
    if (this.#looksLeft-- <= 0) return false;
    const look = { rules, columnNames, hasHeader };
    const kind = tableEndAt(bytes, at, this.#end, look, {
      isLast: isLast === true,
      isAfterBlank: this.#isAfterBlank,
    });
    if (kind === null) return false;
    this.#tableEnd = { kind, line: this.#line };
    return true;
  }

  #isHeaderAgain(bytes: Uint8Array): boolean {
    const { columnNames } = this.#plan;
    return (
      this.#firstName.length > 0 &&
      cellsOf(bytes, this.#scanner).every((cell, column) => cell === columnNames[column])
    );
  }

  #problemOf(contentEnd: number): CsvPieceFailure['kind'] | null {
    if (this.#nextUnfit < contentEnd)
      return this.#nextNul < this.#nextInvalid ? 'nulByte' : 'undecodableText';
    const scanner = this.#scanner;
    if (scanner.isFaulty) return 'unclosedQuote';
    for (let field = 0; field < scanner.fieldCount; field++) {
      if (scanner.ends[field]! - scanner.starts[field]! > tableLimits.cellByteLength) return 'tooLarge';
    }
    const { columnNames, padShortRows, dropEmptyCells } = this.#plan;
    const surplus = scanner.fieldCount - columnNames.length;
    if (surplus < 0 && !padShortRows) return 'raggedRow';
    if (surplus > 0 && !(dropEmptyCells && this.#emptyCount() >= surplus)) return 'raggedRow';
    return null;
  }

  #emptyCount(): number {
    const { starts, ends, fieldCount } = this.#scanner;
    let count = 0;
    for (let field = 0; field < fieldCount; field++) if (starts[field] === ends[field]) count++;
    return count;
  }

  /** Takes the scanned record as a row: short ones padded, empty cells too many left out from the end. */
  #takeRow(at: number): void {
    const { starts, ends, stride, rowStarts } = this.#batch;
    const columnCount = this.#plan.columnNames.length;
    const { fieldCount } = this.#scanner;
    if (fieldCount < columnCount) this.#padded.add(this.#line);
    if (fieldCount > columnCount) this.#trimmed.add(this.#line);
    const fields = this.#fieldsToKeep(columnCount);
    for (let column = 0; column < columnCount; column++) {
      const cell = column * stride + this.#row;
      const field = fields[column];
      [starts[cell], ends[cell]] = field === undefined ? [at, at] : this.#placeOf(field);
    }
    if (rowStarts !== null) rowStarts[this.#row] = this.#byteOffset + at;
    this.#rowCount++;
    if (++this.#row === stride) this.#flush();
  }

  #fieldsToKeep(columnCount: number): number[] {
    const { starts, ends, fieldCount } = this.#scanner;
    const fields = Array.from({ length: fieldCount }, (_, field) => field);
    for (let at = fieldCount - 1; at >= 0 && fields.length > columnCount; at--) {
      if (starts[at] === ends[at]) fields.splice(at, 1);
    }
    return fields;
  }

  /** Where a scanned field's text stands, escapes taken away and read by the chosen values. */
  #placeOf(field: number): [number, number] {
    const { buffer } = this.#batch;
    let start = this.#scanner.starts[field]!;
    let end = this.#scanner.ends[field]!;
    if (this.#scanner.forms[field] === 2) {
      reserve(buffer, end - start + 4);
      const target = buffer.end;
      buffer.end = unescape(buffer.bytes, start, end, buffer.bytes, target, this.#plan.rules);
      [start, end] = [target, buffer.end];
    }
    const value = this.#values?.valueOf(buffer.bytes, start, end) ?? null;
    if (value === null) return [start, end];
    reserve(buffer, value.length * 3 + 4);
    const target = buffer.end;
    buffer.end = writeUtf8(value, buffer.bytes, target);
    return [target, buffer.end];
  }

  /**
   * Where reading goes on behind a record whose quotes do not fit: behind its first line, where a stray quote took in the next, which is a
   * row by itself.
   */
  #endOfFaulty(bytes: Uint8Array, at: number): number {
    const { innerLines, end } = this.#scanner;
    if (innerLines === 0) return end;
    const second = nextLine(bytes, at, this.#end);
    const scanner = new RecordScanner(this.#plan.rules);
    scanner.scan(bytes, second, this.#end);
    const isRow =
      !scanner.isFaulty &&
      scanner.fieldCount === this.#plan.columnNames.length &&
      !scanner.hasBareQuote(bytes);
    return isRow ? second : end;
  }

  #hasEscapes = false;
  #hasLines = false;

  /** The quote that closes the field whose opening quote is at `open`; −1 where none does. Notes what is, or may be, between. */
  #closingQuote(open: number, view: DataView, quote: number): number {
    const end = this.#end;
    const marks = quote * 0x0101_0101;
    this.#hasEscapes = false;
    this.#hasLines = false;
    for (let at = open + 1; at < end;) {
      // As where fields are not quoted: quotes, and what is not past a carriage return.
      const word = view.getInt32(at, true);
      const other = word ^ marks;
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
    const target = buffer.end;
    buffer.end = unescape(buffer.bytes, start, end, buffer.bytes, target, this.#plan.rules);
    return [target, buffer.end];
  }

  #flush(): void {
    const batch = this.#batch;
    batch.rowCount = this.#row;
    if (batch.rowCount > 0) this.#builder.addBatch(batch, this.#isAscii);
    this.#isStopped = this.#stopsAtMistake && this.#builder.isMistaken;
    this.#row = batch.rowCount = 0;
    batch.buffer.end = this.#end + 8;
  }

  #invalidFrom(start: number): number {
    const at = firstInvalidUtf8(this.#batch.buffer.bytes, start, this.#end);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }

  #nulFrom(start: number): number {
    const at = this.#batch.buffer.bytes.indexOf(0, start);
    return at < 0 || at >= this.#end ? Number.POSITIVE_INFINITY : at;
  }

  #passUnfit(end: number): void {
    if (this.#nextInvalid < end) this.#nextInvalid = this.#invalidFrom(end);
    if (this.#nextNul < end) this.#nextNul = this.#nulFrom(end);
    this.#nextUnfit = Math.min(this.#nextInvalid, this.#nextNul);
  }

  /** Counts a row that is left out; whether reading goes on. */
  #leaveOut(problem: CsvPieceFailure['kind'], rowStart: number): boolean {
    const { fieldCount } = this.#scanner;
    const columnCount = this.#plan.columnNames.length;
    const isByte = problem === 'undecodableText' || problem === 'nulByte';
    const byteOffset = isByte ? this.#nextUnfit : rowStart;
    const failure = {
      kind: problem,
      row: this.#rowCount + this.#bad.listed.count + 1,
      problem: describe(problem, fieldCount, columnCount),
      line: this.#line + countLineEnds(this.#batch.buffer.bytes, rowStart, byteOffset),
      byteOffset,
    };
    if (problem === 'tooLarge') {
      this.#failure = failure;
      return false;
    }
    this.#firstBad ??= failure;
    const surplus = problem === 'raggedRow' ? fieldCount - columnCount : 0;
    if (surplus < 0) this.#shortCount++;
    if (surplus > 0 && this.#emptyCount() >= surplus) this.#surplusEmptyCount++;
    if (problem === 'undecodableText') this.#undecodableCount++;
    this.#bad.add(this.#line);
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
    case 'nulByte':
      return 'has a NUL byte';
    case 'tooLarge':
      return `has a cell of more than ${tableLimits.cellByteLength} bytes`;
    default:
      return 'has a quote that is not closed, or text behind a closing quote';
  }
}
