import type { CanonicalRows, RowConsumer } from '../canonicalRows';
import { hashCells } from './hashCells';

/** Two hashes of 64 bits a row, as two words each: of the cells that tell which row it is, and of the others. */
export interface HashedRows {
  readonly rowCount: number;
  readonly keys: Int32Array<ArrayBuffer>;
  readonly values: Int32Array<ArrayBuffer>;
}

/**
 * Keeps of every row no more than its hashes and where it begins: 24 bytes. `keyColumns` tell which row it is, `valueColumns` what it says; a column
 * that the table lacks is missing in every row.
 */
export class RowHashes implements RowConsumer {
  readonly #keys: GrowingHashes;
  readonly #values: GrowingHashes;
  #starts: Float64Array<ArrayBuffer> | null = new Float64Array(4096);
  #rowCount = 0;

  constructor(keyColumns: readonly string[], valueColumns: readonly string[]) {
    this.#keys = new GrowingHashes(keyColumns);
    this.#values = new GrowingHashes(valueColumns);
  }

  take(rows: CanonicalRows): void {
    this.#keys.take(rows, this.#rowCount);
    this.#values.take(rows, this.#rowCount);
    this.#noteStarts(rows);
    this.#rowCount += rows.rowCount;
  }

  #noteStarts({ rowStarts, rowCount }: CanonicalRows): void {
    const before = this.#starts;
    if (rowStarts === null || before === null) {
      this.#starts = null;
      return;
    }
    const end = this.#rowCount + rowCount;
    if (end > before.length) {
      this.#starts = new Float64Array(Math.max(end, before.length * 2));
      this.#starts.set(before);
    }
    this.#starts?.set(rowStarts.subarray(0, rowCount), this.#rowCount);
  }

  /** All rows so far. */
  rows(): HashedRows {
    const rowCount = this.#rowCount;
    return { rowCount, keys: this.#keys.ofRows(rowCount), values: this.#values.ofRows(rowCount) };
  }

  /** By row: where it begins (`CanonicalRows`); null where that is not known of all. */
  starts(): Float64Array<ArrayBuffer> | null {
    return this.#starts?.subarray(0, this.#rowCount) ?? null;
  }
}

class GrowingHashes {
  readonly #columnNames: readonly string[];
  #hashes = new Int32Array(8192);

  constructor(columnNames: readonly string[]) {
    this.#columnNames = columnNames;
  }

  /** Hashes rows that come behind `before` others. */
  take(rows: CanonicalRows, before: number): void {
    const end = (before + rows.rowCount) * 2;
    if (end > this.#hashes.length) {
      const grown = new Int32Array(Math.max(end, this.#hashes.length * 2));
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    const columns = this.#columnNames.map((name) => rows.columnNames.indexOf(name));
    hashCells(rows, columns, this.#hashes.subarray(before * 2, end));
  }

  ofRows(rowCount: number): Int32Array<ArrayBuffer> {
    return this.#hashes.subarray(0, rowCount * 2);
  }
}
