import type { CanonicalRows, RowConsumer } from '../canonicalRows';
import { RowHasher } from '../rowHasher';

/** Two hashes of 64 bits a row, as two words each: of the cells that tell which row it is, and of the others. */
export interface HashedRows {
  readonly rowCount: number;
  readonly keys: Uint32Array;
  readonly values: Uint32Array;
}

/**
 * Keeps of every row no more than its hashes: 16 bytes. `keyColumns` tell which row it is, `valueColumns` what it says; a column
 * that the table lacks is missing in every row.
 */
export class RowHashes implements RowConsumer {
  readonly #keys: GrowingHashes;
  readonly #values: GrowingHashes;

  constructor(keyColumns: readonly string[], valueColumns: readonly string[]) {
    this.#keys = new GrowingHashes(keyColumns);
    this.#values = new GrowingHashes(valueColumns);
  }

  take(rows: CanonicalRows): void {
    this.#keys.take(rows);
    this.#values.take(rows);
  }

  /** All rows so far. */
  rows(): HashedRows {
    return { rowCount: this.#keys.rowCount, keys: this.#keys.words(), values: this.#values.words() };
  }
}

const wordsPerRow = 2;

class GrowingHashes {
  readonly #columns: readonly string[];
  rowCount = 0;
  #words = new Uint32Array(8192);
  /** The hasher's own, of twice the words. */
  #full = new Uint32Array(4096);
  #hasher: RowHasher | null = null;
  #columnCount = -1;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  take(rows: CanonicalRows): void {
    const { bytes, cells, stride, rowCount } = rows;
    if (this.#full.length < rowCount * 4) this.#full = new Uint32Array(rowCount * 4);
    this.#hasherOf(rows).hashRows(bytes, cells, stride, rowCount, this.#full, 0);
    const end = (this.rowCount + rowCount) * wordsPerRow;
    if (end > this.#words.length) {
      const grown = new Uint32Array(Math.max(end, this.#words.length * 2));
      grown.set(this.#words);
      this.#words = grown;
    }
    for (let row = 0; row < rowCount; row++) {
      const at = (this.rowCount + row) * wordsPerRow;
      this.#words[at] = this.#full[row * 4]!;
      this.#words[at + 1] = this.#full[row * 4 + 1]!;
    }
    this.rowCount += rowCount;
  }

  words(): Uint32Array {
    return this.#words.subarray(0, this.rowCount * wordsPerRow);
  }

  /** The names that are given only ever grow longer. */
  #hasherOf({ columnNames }: CanonicalRows): RowHasher {
    if (this.#hasher !== null && this.#columnCount === columnNames.length) return this.#hasher;
    const present = this.#columns.filter((name) => columnNames.includes(name));
    this.#columnCount = columnNames.length;
    return (this.#hasher = new RowHasher(
      present,
      present.map((name) => columnNames.indexOf(name)),
    ));
  }
}
