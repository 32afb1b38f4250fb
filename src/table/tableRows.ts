import type { CanonicalCells, CellBuffer, CellPlaces } from './cellReader';

/** Some rows of a table: the cell of row r and column c is at index c × stride + r. A cell of no bytes is missing. */
export interface TableRows {
  readonly columnNames: readonly string[];
  readonly rowCount: number;
  readonly stride: number;
  /** By row: the byte of the file at which it begins; null where a format does not tell. */
  readonly rowStarts: Float64Array | null;
  /** What cells' starts and ends are places in; readable four bytes past each cell. */
  readonly buffer: CellBuffer;
  /** The cells as text: equal text has an equal canonical form. */
  readonly written: CellPlaces;
  /**
   * By cell, the kind that the format declares, or `quotedText`; 0 where the text decides, and where a cell is missing: one of no bytes
   * that has a kind is an empty text. Null where a format declares nothing.
   */
  readonly declared: Uint8Array | null;
  /** The canonical form of the cells of a column in rows `from` to `to`; what was asked for before stays there. */
  canonical(column: number, from: number, to: number): CanonicalCells;
}

/** Takes a table's rows in the order of the file. What it is given is used again afterwards. */
export interface RowConsumer {
  take(rows: TableRows): void;
}
