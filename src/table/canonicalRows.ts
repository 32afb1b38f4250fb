import type { CanonicalCells } from './cellReader';

/** Some rows of a table with their cells in canonical form: that of row r and column c is at index c × stride + r of `cells`. */
export interface CanonicalRows {
  /** What the cells' starts and ends are places in; readable three bytes past each cell. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cells: CanonicalCells;
  readonly stride: number;
  readonly rowCount: number;
  readonly columnNames: readonly string[];
  /** By row: the byte of the text at which it begins; null where a format does not tell. */
  readonly rowStarts: Float64Array | null;
}

/** Takes a table's rows in the order of the file. What it is given is used again afterwards. */
export interface RowConsumer {
  take(rows: CanonicalRows): void;
  /**
   * Where it is there: the first row from `row` on of the next `take` whose cells are looked at, or any number past its
   * rows. Rows count from 0 there; the cells of others are not made canonical.
   */
  nextWanted?(row: number): number;
}
