import type { CanonicalRows, RowConsumer } from '../canonicalRows';
import { kind } from '../kinds';
import { decodeUtf8 } from '../utf8';

/** What is wanted of some rows of a table. */
export interface WantedRows {
  /** Which they are, from 0 and rising. */
  readonly rows: Int32Array;
  /** For each: where its cells' hashes go, or -1. */
  readonly hashed: Int32Array;
  readonly hashedCount: number;
  /** For each: where its cells' texts go, or -1. */
  readonly shown: Int32Array;
  readonly shownCount: number;
}

/** Takes from a second reading what `matchRows` has chosen: hashes of the cells of many rows, and the texts of a few. */
export class RowCells implements RowConsumer {
  /** Of each hashed row the cells' hashes, in the order of `hashColumns`; 0 for a missing one. */
  readonly hashes: Uint32Array;
  /** Of each shown row its cells in canonical form, in the order of `textColumns`; null for a missing one. */
  readonly texts: readonly (string | null)[][];
  readonly #wanted: WantedRows;
  readonly #hashColumns: readonly string[];
  readonly #textColumns: readonly string[];
  /** Rows taken so far, and of the wanted ones the next to be taken and the next to be asked for. */
  #row = 0;
  #next = 0;
  #asked = 0;
  #columnCount = -1;
  #hashAt: readonly number[] = [];
  #textAt: readonly number[] = [];

  constructor(wanted: WantedRows, hashColumns: readonly string[], textColumns: readonly string[]) {
    this.#wanted = wanted;
    this.#hashColumns = hashColumns;
    this.#textColumns = textColumns;
    this.hashes = new Uint32Array(wanted.hashedCount * hashColumns.length);
    this.texts = Array.from({ length: wanted.shownCount }, () => textColumns.map(() => null));
  }

  nextWanted(row: number): number {
    const { rows } = this.#wanted;
    while (this.#asked < rows.length && rows[this.#asked]! < this.#row + row) this.#asked++;
    return this.#asked < rows.length ? rows[this.#asked]! - this.#row : Number.POSITIVE_INFINITY;
  }

  take(taken: CanonicalRows): void {
    this.#findColumns(taken.columnNames);
    const { rows, hashed, shown } = this.#wanted;
    const end = this.#row + taken.rowCount;
    for (; this.#next < rows.length && rows[this.#next]! < end; this.#next++) {
      const at = rows[this.#next]! - this.#row;
      const hashedAt = hashed[this.#next]!;
      if (hashedAt >= 0) this.#hash(taken, at, hashedAt * this.#hashColumns.length);
      const shownAt = shown[this.#next]!;
      if (shownAt >= 0) this.#copy(taken, at, this.texts[shownAt]!);
    }
    this.#row = end;
  }

  #findColumns(columnNames: readonly string[]): void {
    if (this.#columnCount === columnNames.length) return;
    this.#columnCount = columnNames.length;
    this.#hashAt = this.#hashColumns.map((name) => columnNames.indexOf(name));
    this.#textAt = this.#textColumns.map((name) => columnNames.indexOf(name));
  }

  #hash({ bytes, cells, stride }: CanonicalRows, row: number, to: number): void {
    for (const [index, column] of this.#hashAt.entries()) {
      const cell = column * stride + row;
      if (column < 0 || cells.kinds[cell] === kind.empty) continue;
      this.hashes[to + index] = hashOf(bytes, cells.starts[cell]!, cells.ends[cell]!);
    }
  }

  #copy({ bytes, cells, stride }: CanonicalRows, row: number, texts: (string | null)[]): void {
    for (const [index, column] of this.#textAt.entries()) {
      const cell = column * stride + row;
      if (column < 0 || cells.kinds[cell] === kind.empty) continue;
      texts[index] = decodeUtf8(bytes, cells.starts[cell], cells.ends[cell]);
    }
  }
}

/** FNV-1a of 32 bits, never 0: a count of changed cells may miss one in four thousand million. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0 || 1;
}
