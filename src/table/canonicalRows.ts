import type { CanonicalCells } from './cellReader';

/** Some rows of a table with their cells in canonical form: that of row r and column c is at index c × stride + r of `cells`. */
export interface CanonicalRows {
  /** What the cells' starts and ends are places in; readable three bytes past each cell. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cells: CanonicalCells;
  readonly stride: number;
  readonly rowCount: number;
  readonly columnNames: readonly string[];
}

/** Takes a table's rows in the order of the file. What it is given is used again afterwards. */
export interface RowConsumer {
  take(rows: CanonicalRows): void;
  /**
   * Where it is there: whether the cells of a row of the next `take` are looked at; rows count from 0 there. The cells of
   * others are not made canonical.
   */
  wants?(row: number): boolean;
}
