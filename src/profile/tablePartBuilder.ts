import { textOfValue } from '../table/textOfValue';
import {
  canonicalCells,
  keepText,
  readCells,
  readFarTime,
  reserve,
  type CanonicalCells,
  type CellBuffer,
  type CellPlaces,
} from '../table/cellReader';
import { kind, kindOfType, quotedText } from '../table/kinds';
import type { RowConsumer } from '../table/tableRows';
import type { ReadFailure, ReadWarning } from '../table/reading';
import { RowHasher } from '../table/rowHasher';
import { err, ok, type Result } from '../lib/result';
import { isAscii as hasOnlyAscii, writeUtf8 } from '../table/utf8';
import { ColumnAccumulator } from './columnAccumulator';
import {
  columnFault,
  columnTypeOf,
  tableLimits,
  type DeclaredType,
  type TablePart,
  type TablePartOptions,
} from './tablePart';

/** Cells of a few rows, column by column: the cell of row r and column c is at index c × stride + r. */
export interface RowBatch extends CellPlaces {
  readonly buffer: CellBuffer;
  readonly stride: number;
  rowCount: number;
  /** A kind that a format declares, a cell each; 0 where the text decides. Null where it always does. */
  readonly declared: Uint8Array | null;
  /** By row, as `TableRows` has it. */
  readonly rowStarts: Float64Array | null;
  /** By column, 0 where the batch has no cell of it; absent where that is not known. Of many columns most may have none. */
  readonly hasCells?: Uint8Array;
}

/** How many rows a batch of so many columns holds: about 64 Ki cells, at most 1024 rows. */
export function batchStride(columnCount: number): number {
  return Math.max(1, Math.min(1024, Math.floor(65_536 / Math.max(1, columnCount))));
}

/** What a part knows of the text it came from; nothing where its format has no lines. */
export interface PartText {
  readonly lineCount?: number;
  readonly skippedRows?: TablePart['skippedRows'];
  readonly warnings?: readonly ReadWarning[];
}

/**
 * Makes a `TablePart` of rows that come cell by cell (`cell`, `value`, `endRow`) or batch by batch (`addBatch`).
 * Cells that a row lacks are missing values. Where the options name a consumer, it gets the rows, and the part says
 * nothing but how many they were.
 */
export class TablePartBuilder {
  readonly #columnNames: string[];
  readonly #columns: ColumnAccumulator[];
  readonly #declaredKinds: number[];
  readonly #prefixColumns: readonly string[] | null;
  readonly #textColumns: ReadonlySet<string>;
  readonly #rowLimit: number;
  readonly #rows: RowConsumer | null;
  readonly #byteLength: number | undefined;
  #hasher: RowHasher | null = null;
  #prefixHasher: RowHasher | null = null;
  #rowCount = 0;
  #hashes = new Uint32Array(4096);
  #prefixHashes: Uint32Array<ArrayBuffer> | null = null;
  #batch: RowBatch | null = null;
  #canonical: CanonicalCells | null = null;
  #failure: ReadFailure | null = null;

  constructor(options: TablePartOptions) {
    this.#columnNames = [...options.columnNames];
    this.#textColumns = new Set(options.textColumns);
    this.#rowLimit = options.rowLimit ?? Number.POSITIVE_INFINITY;
    this.#columns = options.columnNames.map(
      (name, index) => new ColumnAccumulator(this.#textColumns.has(name), options.sketchedColumns?.[index]),
    );
    this.#declaredKinds = options.columnNames.map((_, index) => declaredKind(options.declaredTypes?.[index]));
    this.#prefixColumns = options.prefixColumns ?? null;
    this.#rows = options.rows ?? null;
    this.#byteLength = options.byteLength;
    this.#checkColumnCount();
  }

  /** Why the rows so far cannot be taken, and what `finish` will answer; null while all is well. */
  get failure(): ReadFailure | null {
    return this.#failure;
  }

  /** Columns whose cells, so far, can only be of text. */
  get textColumns(): readonly string[] {
    return this.#columnNames.filter((_, index) => this.#columns[index]!.isOfText);
  }

  /** Whether cells of such a column were taken for something else, so that the rows have to be read again. */
  get isMistaken(): boolean {
    return this.#columns.some((column) => column.isMistaken);
  }

  get columnCount(): number {
    return this.#columnNames.length;
  }

  /** Adds a column, whose cells are missing in the rows so far, and gives its index. The name must be new. */
  addColumn(name: string, declared: DeclaredType | null = null): number {
    this.#flush();
    this.#batch = null;
    this.#canonical = null;
    this.#hasher = null;
    this.#prefixHasher = null;
    this.#columnNames.push(name);
    this.#columns.push(new ColumnAccumulator(this.#textColumns.has(name)));
    this.#declaredKinds.push(declaredKind(declared));
    this.#checkColumnCount();
    return this.#columnNames.length - 1;
  }

  #checkColumnCount(): void {
    const fault = columnFault(this.#columnNames.length, this.#byteLength);
    if (fault !== null) this.#fail(fault);
  }

  #fail(message: string): void {
    this.#failure ??= { kind: 'tooLarge', message };
  }

  /** Sets a cell of the current row to text in UTF-8; the bytes are copied. */
  cell(columnIndex: number, bytes: Uint8Array, start: number, end: number): void {
    if (!this.#takes(end - start)) return;
    const batch = this.#ownBatch();
    const buffer = batch.buffer;
    reserve(buffer, end - start + 4);
    buffer.bytes.set(bytes.subarray(start, end), buffer.end);
    this.#place(batch, columnIndex, buffer.end, buffer.end + (end - start), 0);
  }

  /** Sets a cell of the current row to a typed value (`textOfValue` in table/); null and undefined are missing. */
  value(columnIndex: number, value: unknown, declared: DeclaredType | null = null): void {
    const isZoneless = declared !== 'timestampUtc' && declared !== null;
    const text = textOfValue(temporalValue(value, declared), declared === 'float32', isZoneless);
    if (text === null || !this.#takes(text.length)) return;
    const batch = this.#ownBatch();
    const buffer = batch.buffer;
    reserve(buffer, text.length * 3 + 4);
    const end = writeUtf8(text, buffer.bytes, buffer.end);
    const isNested = typeof value === 'object' && text.length > 0 && !isScalarObject(value);
    const isText = typeof value === 'string' && declared === null;
    let cellKind = declaredKind(declared);
    if (isNested) cellKind = kind.nested;
    else if (isText) cellKind = quotedText;
    this.#place(batch, columnIndex, buffer.end, end, cellKind);
  }

  #takes(byteLength: number): boolean {
    if (this.#failure === null && byteLength > tableLimits.cellByteLength) {
      this.#fail(`a cell of row ${this.#rowsSoFar() + 1} is longer than ${tableLimits.cellByteLength} bytes`);
    }
    return this.#failure === null;
  }

  #rowsSoFar(): number {
    return this.#rowCount + (this.#batch?.rowCount ?? 0);
  }

  #place(batch: RowBatch, columnIndex: number, start: number, end: number, declared: number): void {
    const index = columnIndex * batch.stride + batch.rowCount;
    batch.starts[index] = start;
    batch.ends[index] = end;
    batch.declared![index] = declared;
    batch.hasCells![columnIndex] = 1;
    batch.buffer.end = end;
  }

  #ownBatch(): RowBatch {
    if (this.#batch !== null) return this.#batch;
    const stride = batchStride(this.#columnNames.length);
    const size = stride * this.#columnNames.length;
    this.#batch = {
      buffer: { bytes: new Uint8Array(65_536), end: 0 },
      stride,
      rowCount: 0,
      starts: new Int32Array(size),
      ends: new Int32Array(size),
      declared: new Uint8Array(size),
      rowStarts: null,
      hasCells: new Uint8Array(this.#columnNames.length),
    };
    return this.#batch;
  }

  /** Ends the current row. */
  endRow(): void {
    if (this.#failure !== null || this.#rowsSoFar() >= this.#rowLimit) return;
    const batch = this.#ownBatch();
    batch.rowCount++;
    if (batch.rowCount === batch.stride || batch.buffer.end > 4_194_304) this.#flush();
  }

  #flush(): void {
    const batch = this.#batch;
    if (batch === null || batch.rowCount === 0) return;
    this.addBatch(batch, hasOnlyAscii(batch.buffer.bytes, 0, batch.buffer.end));
    batch.rowCount = 0;
    batch.buffer.end = 0;
    batch.starts.fill(0);
    batch.ends.fill(0);
    batch.declared!.fill(0);
    batch.hasCells!.fill(0);
  }

  /** Takes in a batch of rows; `isAscii` may be false where it is not known. Canonical forms are written behind `buffer.end`. */
  addBatch(batch: RowBatch, isAscii: boolean): void {
    const { buffer, stride, rowCount, starts, ends, hasCells } = batch;
    const columnCount = this.#columnNames.length;
    const cells = this.#canonicalCells(stride * columnCount);
    if (this.#rows !== null) {
      this.#giveRows(this.#rows, batch, cells);
      return;
    }
    for (let c = 0; c < columnCount; c++) {
      const from = c * stride;
      if (hasCells?.[c] === 0) {
        cells.kinds.fill(kind.empty, from, from + rowCount);
        continue;
      }
      readCells(buffer, starts, ends, from, from + rowCount, cells);
      if (batch.declared !== null) applyDeclared(batch, batch.declared, cells, from, from + rowCount);
    }
    reserve(buffer, 4);
    for (let c = 0; c < columnCount; c++) {
      if (hasCells?.[c] === 0) continue;
      this.#columns[c]!.addCells(buffer.bytes, batch, cells, c * stride, c * stride + rowCount, isAscii);
    }
    this.#hashRows(batch, cells);
  }

  /** Gives a batch to a consumer in place of the profile; what it does not look at is not made canonical. */
  #giveRows(rows: RowConsumer, batch: RowBatch, cells: CanonicalCells): void {
    const { buffer, stride, rowCount, rowStarts, declared } = batch;
    const isText = this.#columnNames.map((name) => this.#textColumns.has(name));
    reserve(buffer, 4);
    rows.take({
      columnNames: this.#columnNames,
      rowCount,
      stride,
      rowStarts,
      buffer,
      written: batch,
      declared,
      canonical(column, from, to) {
        const first = column * stride;
        readCells(buffer, batch.starts, batch.ends, first + from, first + to, cells);
        if (isText[column] === true) keepText(batch, cells, first + from, first + to);
        else if (declared !== null) applyDeclared(batch, declared, cells, first + from, first + to);
        reserve(buffer, 4);
        return cells;
      },
    });
    this.#rowCount += rowCount;
  }

  #canonicalCells(size: number): CanonicalCells {
    if (this.#canonical === null || this.#canonical.kinds.length < size)
      this.#canonical = canonicalCells(size);
    return this.#canonical;
  }

  #hashRows({ buffer, stride, rowCount, hasCells }: RowBatch, cells: CanonicalCells): void {
    const { bytes } = buffer;
    this.#hasher ??= new RowHasher(this.#columnNames);
    const at = this.#rowCount * 4;
    this.#hashes = roomFor(this.#hashes, at + rowCount * 4);
    this.#hasher.hashRows(bytes, cells, stride, rowCount, this.#hashes, at, hasCells);
    if (this.#prefixColumns !== null && this.#hasColumnsBeside(this.#prefixColumns)) {
      this.#prefixHasher ??= this.#makePrefixHasher(this.#prefixColumns);
      // Rows from before the first such column came have the same hash over both.
      this.#prefixHashes = roomFor(this.#prefixHashes ?? this.#hashes.slice(0, at), at + rowCount * 4);
      this.#prefixHasher.hashRows(bytes, cells, stride, rowCount, this.#prefixHashes, at, hasCells);
    }
    this.#rowCount += rowCount;
  }

  #hasColumnsBeside(wanted: readonly string[]): boolean {
    if (this.#prefixHasher !== null) return true;
    const asked = new Set(wanted);
    return this.#columnNames.some((name) => !asked.has(name));
  }

  #makePrefixHasher(wanted: readonly string[]): RowHasher {
    const indices = new Map(this.#columnNames.map((name, index) => [name, index]));
    const present = wanted.filter((name) => indices.has(name));
    return new RowHasher(
      present,
      present.map((name) => indices.get(name)!),
    );
  }

  /** The part of all rows so far; `tooLarge` where a limit was passed. */
  finish(text: PartText = {}): Result<TablePart, ReadFailure> {
    if (this.#failure !== null) return err(this.#failure);
    this.#flush();
    return ok({
      rowCount: this.#rowCount,
      columnNames: this.#columnNames,
      columns: this.#columns.map((column) => column.state()),
      declaredKinds: this.#declaredKinds,
      rowHashes: this.#rows === null ? this.#hashes.slice(0, this.#rowCount * 4) : new Uint32Array(0),
      prefixHashes: this.#prefixHashes === null ? null : this.#prefixHashes.slice(0, this.#rowCount * 4),
      lineCount: text.lineCount ?? 0,
      skippedRows: text.skippedRows ?? { count: 0, firstLines: [] },
      warnings: text.warnings ?? [],
    });
  }
}

function declaredKind(declared: DeclaredType | null | undefined): number {
  return declared === null || declared === undefined ? kind.empty : kindOfType[columnTypeOf(declared)];
}

function isScalarObject(value: object | null): boolean {
  return value === null || value instanceof Date || value instanceof Uint8Array;
}

/** A `Date` of a column of days or clock times is told by its day or its clock alone. */
function temporalValue(value: unknown, declared: DeclaredType | null): unknown {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return value;
  if (declared === 'date') return value.toISOString().slice(0, 10);
  return declared === 'time' ? value.toISOString().slice(11, -1) : value;
}

function kindOfQuotedText(found: number): number {
  return isTime(found) ? found : kind.string;
}

function isTime(found: number): boolean {
  return found === kind.date || found === kind.time || found === kind.timestamp;
}

/** Makes cells what the format says they are: a string that is no date or time where it may be one stays as it is. */
function applyDeclared(
  raw: Pick<RowBatch, 'buffer' | 'starts' | 'ends'>,
  declared: Uint8Array,
  cells: CanonicalCells,
  from: number,
  to: number,
): void {
  const { kinds, numbers, isDouble } = cells;
  for (let i = from; i < to; i++) {
    if (declared[i] === kind.empty) continue;
    const found = kinds[i]!;
    const forced = declared[i] === quotedText ? kindOfQuotedText(found) : declared[i]!;
    if (forced === kind.integer && found === kind.bigInteger) continue;
    if (forced === kind.string || forced === kind.nested) keepText(raw, cells, i, i + 1);
    else if (found === kind.string && isTime(forced)) readFarTime(raw.buffer, i, cells);
    kinds[i] = forced;
    // Text that says a double enters the hash of its row as that.
    if (isDouble[i] === 0 && (forced === kind.string || forced === kind.nested)) numbers[i] = Number.NaN;
  }
}

function roomFor(words: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (words.length >= length) return words;
  const grown = new Uint32Array(Math.max(length, words.length * 2));
  grown.set(words);
  return grown;
}
