import type { CellPlaces } from '../cellReader';
import type { RowConsumer, TableRows } from '../tableRows';
import { decodeUtf8 } from '../utf8';
import { hashCells } from './hashCells';

/** What is wanted of some rows of a table. */
export interface WantedRows {
  /** Which they are, from 0 and rising. */
  readonly rows: Int32Array;
  /** For each: its place among the compared ones, or -1. */
  readonly compared: Int32Array;
  readonly comparedCount: number;
  /** Of the compared ones, the first of which the cells are compared, too. */
  readonly hashedCount: number;
  /** For each: its place among the shown ones, or -1. */
  readonly shown: Int32Array;
  readonly shownCount: number;
}

/** Takes from a second reading what `matchRows` has chosen: hashes of many rows and of their cells, and the texts of a few. */
export class RowCells implements RowConsumer {
  /** Of each compared row two words: the hash of its cells in `comparedColumns`, in canonical form. */
  readonly rowHashes: Int32Array<ArrayBuffer>;
  /** Of the first compared rows the cells' hashes, in the order of `comparedColumns`; 0 for a missing one. */
  readonly cellHashes: Uint32Array<ArrayBuffer>;
  /** Of each shown row its cells in canonical form, in the order of `textColumns`; null for a missing one. */
  readonly texts: readonly (string | null)[][];
  readonly #wanted: WantedRows;
  readonly #comparedColumns: readonly string[];
  readonly #textColumns: readonly string[];
  /** Rows taken so far, and which of the wanted ones is next. */
  #row = 0;
  #next = 0;
  #columnNames: readonly string[] = [];
  #comparedAt: readonly number[] = [];
  #textAt: readonly number[] = [];
  #hashes = new Int32Array(2048);

  constructor(wanted: WantedRows, comparedColumns: readonly string[], textColumns: readonly string[]) {
    this.#wanted = wanted;
    this.#comparedColumns = comparedColumns;
    this.#textColumns = textColumns;
    this.rowHashes = new Int32Array(wanted.comparedCount * 2);
    this.cellHashes = new Uint32Array(wanted.hashedCount * comparedColumns.length);
    this.texts = Array.from({ length: wanted.shownCount }, () => textColumns.map(() => null));
  }

  take(taken: TableRows): void {
    this.#findColumns(taken.columnNames);
    const { rows } = this.#wanted;
    const end = this.#row + taken.rowCount;
    for (let next = this.#next; next < rows.length && rows[next]! < end; next = this.#next) {
      const from = rows[next]! - this.#row;
      let count = 1;
      while (next + count < rows.length && rows[next + count] === rows[next]! + count) count++;
      this.#addRun(taken, from, Math.min(from + count, taken.rowCount));
    }
    this.#row = end;
  }

  /** Passes rows of which none is wanted. */
  pass(rowCount: number): void {
    this.#row += rowCount;
  }

  /** Takes rows that are all wanted. */
  #addRun(taken: TableRows, from: number, to: number): void {
    let cells = taken.written;
    for (const column of new Set([...this.#comparedAt, ...this.#textAt])) {
      if (column >= 0) cells = taken.canonical(column, from, to);
    }
    if (this.#hashes.length < (to - from) * 2) this.#hashes = new Int32Array((to - from) * 2);
    hashCells(taken, cells, this.#comparedAt, this.#hashes, from, to);
    const { compared, hashedCount, shown } = this.#wanted;
    for (let row = from; row < to; row++, this.#next++) {
      const place = compared[this.#next]!;
      if (place >= 0) {
        this.rowHashes[place * 2] = this.#hashes[(row - from) * 2]!;
        this.rowHashes[place * 2 + 1] = this.#hashes[(row - from) * 2 + 1]!;
      }
      if (place >= 0 && place < hashedCount) this.#hash(taken, cells, row, place);
      const shownAt = shown[this.#next]!;
      if (shownAt >= 0) this.#copy(taken, cells, row, this.texts[shownAt]!);
    }
  }

  #findColumns(columnNames: readonly string[]): void {
    if (this.#isKnown(columnNames)) return;
    this.#columnNames = columnNames;
    this.#comparedAt = this.#comparedColumns.map((name) => columnNames.indexOf(name));
    this.#textAt = this.#textColumns.map((name) => columnNames.indexOf(name));
  }

  /** The parts of one table may have their columns in another order. */
  #isKnown(columnNames: readonly string[]): boolean {
    const known = this.#columnNames;
    return known.length === columnNames.length && known.every((name, at) => name === columnNames[at]);
  }

  #hash(
    { buffer: { bytes }, stride }: TableRows,
    { starts, ends }: CellPlaces,
    row: number,
    place: number,
  ): void {
    const to = place * this.#comparedColumns.length;
    for (const [index, column] of this.#comparedAt.entries()) {
      const cell = column * stride + row;
      if (column < 0 || starts[cell] === ends[cell]) continue;
      this.cellHashes[to + index] = hashOf(bytes, starts[cell]!, ends[cell]!);
    }
  }

  #copy(
    { buffer: { bytes }, stride }: TableRows,
    { starts, ends }: CellPlaces,
    row: number,
    texts: (string | null)[],
  ): void {
    for (const [index, column] of this.#textAt.entries()) {
      const cell = column * stride + row;
      if (column < 0 || starts[cell] === ends[cell]) continue;
      texts[index] = decodeUtf8(bytes, starts[cell], ends[cell]);
    }
  }
}

/** FNV-1a of 32 bits, never 0: a count of changed cells may miss one in four thousand million. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0 || 1;
}
