import type { CellPlaces } from '../cellReader';
import type { RowConsumer, TableRows } from '../tableRows';
import { hashCells } from './hashCells';

/** Two hashes of 64 bits a row, as two words each. */
export interface HashedRows {
  readonly rowCount: number;
  /** Of the canonical form of the cells that tell which row it is. */
  readonly keys: Int32Array<ArrayBuffer>;
  /** Of the other cells as they are written: where it differs, their canonical form may still be the same. */
  readonly values: Int32Array<ArrayBuffer>;
}

/**
 * Keeps of every row no more than its hashes and where it begins: 24 bytes. `keyColumns` tell which row it is, `valueColumns`
 * what it says; a column that the table lacks is missing in every row.
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

  take(rows: TableRows): void {
    const keyColumns = this.#keys.columnsOf(rows);
    let canonical = rows.written;
    for (const column of keyColumns) if (column >= 0) canonical = rows.canonical(column, 0, rows.rowCount);
    this.#keys.take(rows, canonical, keyColumns, this.#rowCount);
    this.#values.take(rows, rows.written, this.#values.columnsOf(rows), this.#rowCount);
    this.#noteStarts(rows);
    this.#rowCount += rows.rowCount;
  }

  #noteStarts({ rowStarts, rowCount }: TableRows): void {
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

  /** By row: where it begins (`TableRows`); null where that is not known of all. */
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

  columnsOf({ columnNames }: TableRows): readonly number[] {
    return this.#columnNames.map((name) => columnNames.indexOf(name));
  }

  /** Hashes rows that come behind `before` others. */
  take(rows: TableRows, cells: CellPlaces, columns: readonly number[], before: number): void {
    const end = (before + rows.rowCount) * 2;
    if (end > this.#hashes.length) {
      const grown = new Int32Array(Math.max(end, this.#hashes.length * 2));
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    hashCells(rows, cells, columns, this.#hashes.subarray(before * 2, end));
  }

  ofRows(rowCount: number): Int32Array<ArrayBuffer> {
    return this.#hashes.subarray(0, rowCount * 2);
  }
}
