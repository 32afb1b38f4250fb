import { hasWord } from '../lib/findBytes';
import type { RowConsumer, TableRows } from './tableRows';

/** How many rows of a table have a key in a cell. */
export interface KeyCount {
  readonly rowCount: number;
  /** By column name, of those that have it. */
  readonly columns: readonly { readonly name: string; readonly rowCount: number }[];
}

/** A key of fewer bytes is sought as a whole cell alone: within texts it stands for many things. */
const leastInside = 5;

/** Counts the rows of which a cell is a key, or has it as a word among others, in the columns that are named, or in all. */
export class KeyCounter implements RowConsumer {
  #rowCount = 0;
  readonly #byColumn = new Map<string, number>();
  readonly #key: Uint8Array;
  readonly #columns: ReadonlySet<string> | null;

  /** `key`: as UTF-8; not empty. */
  constructor(key: Uint8Array, columns: readonly string[]) {
    this.#key = key;
    this.#columns = columns.length === 0 ? null : new Set(columns);
  }

  take(rows: TableRows): void {
    const { columnNames, rowCount } = rows;
    const found = new Uint8Array(rowCount);
    columnNames.forEach((name, column) => {
      if (this.#columns !== null && !this.#columns.has(name)) return;
      const count = this.#countIn(rows, column, found);
      if (count > 0) this.#byColumn.set(name, (this.#byColumn.get(name) ?? 0) + count);
    });
    for (const each of found) this.#rowCount += each;
  }

  #countIn({ rowCount, stride, buffer, written }: TableRows, column: number, found: Uint8Array): number {
    const key = this.#key;
    const { bytes } = buffer;
    const { starts, ends } = written;
    let count = 0;
    for (let row = 0, at = column * stride; row < rowCount; row++, at++) {
      const start = starts[at]!;
      const byteLength = ends[at]! - start;
      if (byteLength < key.length || (byteLength > key.length && key.length < leastInside)) continue;
      if (!hasWord(bytes, key, start, start + byteLength)) continue;
      count++;
      found[row] = 1;
    }
    return count;
  }

  count(): KeyCount {
    return {
      rowCount: this.#rowCount,
      columns: Array.from(this.#byColumn, ([name, rowCount]) => ({ name, rowCount })),
    };
  }
}
