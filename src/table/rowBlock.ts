import type { RowConsumer, TableRows } from './tableRows';
import { decodeUtf8 } from './utf8';

/** Cells of some rows as they are written, row by row, in three arrays that can be handed to another thread. */
export interface RowBlock {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the cell of row r and column c ends, at r × columnCount + c; it begins where the one before it ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** By cell, 1 where it is missing. */
  readonly missing: Uint8Array<ArrayBuffer>;
}

/** The text of a cell, of a long one its first `byteLimit` bytes; null where it is missing. */
export function cellText(
  { bytes, ends, missing, columnCount }: RowBlock,
  row: number,
  column: number,
  byteLimit = Number.POSITIVE_INFINITY,
): string | null {
  const cell = row * columnCount + column;
  if (missing[cell] === 1) return null;
  const start = cell === 0 ? 0 : ends[cell - 1]!;
  let end = ends[cell]!;
  if (end - start > byteLimit) {
    end = start + byteLimit;
    while (end > start && (bytes[end]! & 0xc0) === 0x80) end--;
  }
  return decodeUtf8(bytes, start, end);
}

/** What a block takes in memory, in bytes. */
export function blockByteLength({ bytes, ends, missing }: RowBlock): number {
  return bytes.byteLength + ends.byteLength + missing.byteLength;
}

/** Some rows of one block, or of several with the same columns, in the order asked for. */
export function pickRows(
  columnCount: number,
  picked: readonly { readonly block: RowBlock; readonly row: number }[],
): RowBlock {
  const ends = new Uint32Array(picked.length * columnCount);
  const missing = new Uint8Array(ends.length);
  let byteLength = 0;
  for (const { block, row } of picked) {
    const [start, end] = rowBytes(block, row);
    byteLength += end - start;
  }
  const bytes = new Uint8Array(byteLength);
  let at = 0;
  for (const [index, { block, row }] of picked.entries()) {
    const [start, end] = rowBytes(block, row);
    bytes.set(block.bytes.subarray(start, end), at);
    const from = row * columnCount;
    for (let column = 0; column < columnCount; column++)
      ends[index * columnCount + column] = at + block.ends[from + column]! - start;
    missing.set(block.missing.subarray(from, from + columnCount), index * columnCount);
    at += end - start;
  }
  return { rowCount: picked.length, columnCount, bytes, ends, missing };
}

function rowBytes({ ends, columnCount }: RowBlock, row: number): readonly [number, number] {
  const first = row * columnCount;
  return [first === 0 ? 0 : ends[first - 1]!, ends[first + columnCount - 1] ?? 0];
}

/** Gathers the rows that it takes in a block, in the order of `columnNames`; a column that the rows lack is missing in them. */
export class RowBlockBuilder implements RowConsumer {
  readonly #columnNames: readonly string[];
  #bytes = new Uint8Array(16 * 1024);
  #ends = new Uint32Array(1024);
  #missing = new Uint8Array(1024);
  #rowCount = 0;
  #end = 0;
  #known: readonly string[] = [];
  #columns: readonly number[] = [];

  constructor(columnNames: readonly string[]) {
    this.#columnNames = columnNames;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  /** What the rows so far take. */
  get byteLength(): number {
    return this.#end + this.#rowCount * this.#columnNames.length * 5;
  }

  take(rows: TableRows): void {
    this.takeSome(rows, 0, rows.rowCount);
  }

  /** Rows `from` up to `to` of those. */
  takeSome(rows: TableRows, from: number, to: number): void {
    this.#findColumns(rows.columnNames);
    const columnCount = this.#columnNames.length;
    this.#reserveCells((this.#rowCount + to - from) * columnCount);
    const { stride, written, declared, buffer } = rows;
    for (let row = from; row < to; row++) {
      const first = this.#rowCount * columnCount;
      for (let column = 0; column < columnCount; column++) {
        const of = this.#columns[column]!;
        const cell = of * stride + row;
        const start = of < 0 ? 0 : written.starts[cell]!;
        const end = of < 0 ? 0 : written.ends[cell]!;
        if (end > start) this.#copy(buffer.bytes, start, end);
        else if (of < 0 || !declared || declared[cell] === 0) this.#missing[first + column] = 1;
        this.#ends[first + column] = this.#end;
      }
      this.#rowCount++;
    }
  }

  /** The rows so far; it is empty again then. */
  finish(): RowBlock {
    const columnCount = this.#columnNames.length;
    const cells = this.#rowCount * columnCount;
    const block = {
      rowCount: this.#rowCount,
      columnCount,
      bytes: this.#bytes.slice(0, this.#end),
      ends: this.#ends.slice(0, cells),
      missing: this.#missing.slice(0, cells),
    };
    this.#missing.fill(0, 0, cells);
    this.#rowCount = 0;
    this.#end = 0;
    return block;
  }

  #findColumns(columnNames: readonly string[]): void {
    if (
      this.#known.length === columnNames.length &&
      this.#known.every((name, at) => name === columnNames[at])
    )
      return;
    const places = new Map(columnNames.map((name, at) => [name, at]));
    this.#known = [...columnNames];
    this.#columns = this.#columnNames.map((name) => places.get(name) ?? -1);
  }

  #copy(from: Uint8Array, start: number, end: number): void {
    const needed = this.#end + (end - start);
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    if (end - start > 24) this.#bytes.set(from.subarray(start, end), this.#end);
    else for (let at = start, to = this.#end; at < end;) this.#bytes[to++] = from[at++]!;
    this.#end = needed;
  }

  #reserveCells(count: number): void {
    if (count <= this.#ends.length) return;
    const room = Math.max(count, this.#ends.length * 2);
    const [ends, missing] = [new Uint32Array(room), new Uint8Array(room)];
    ends.set(this.#ends);
    missing.set(this.#missing);
    this.#ends = ends;
    this.#missing = missing;
  }
}
