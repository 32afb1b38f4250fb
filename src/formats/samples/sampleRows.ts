import type { TableRows, RowConsumer } from '../../table/tableRows';
import { decodeUtf8 } from '../../table/utf8';

/** A table with its cells as text, for samples that are taken from its columns: null where a cell is missing. */
export interface SampleTable {
  readonly columnNames: readonly string[];
  /** As many cells a row as there are columns. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Samples are held whole: a table of more cells than this is refused. */
export const largestCellCount = 8_000_000;

/** Thrown where a table has more than `largestCellCount` cells. */
export class TooManyCells extends Error {
  override readonly name = 'TooManyCells';
}

/** Takes all rows of a table as text, in the canonical form of their cells. */
export class SampleRows implements RowConsumer {
  #columnNames: readonly string[] = [];
  readonly #rows: (string | null)[][] = [];
  #cellCount = 0;

  take(rows: TableRows): void {
    const { columnNames, rowCount } = rows;
    // Of objects a later one may have further keys.
    this.#columnNames = columnNames;
    this.#cellCount += rowCount * columnNames.length;
    if (this.#cellCount > largestCellCount) throw new TooManyCells();
    const columns = columnNames.map((_, column) => this.#textsOf(rows, column));
    for (let row = 0; row < rowCount; row += 1) this.#rows.push(columns.map((texts) => texts[row] ?? null));
  }

  #textsOf(rows: TableRows, column: number): (string | null)[] {
    const { starts, ends } = rows.canonical(column, 0, rows.rowCount);
    return Array.from({ length: rows.rowCount }, (_, row) => {
      const cell = column * rows.stride + row;
      return starts[cell] === ends[cell] ? null : decodeUtf8(rows.buffer.bytes, starts[cell], ends[cell]);
    });
  }

  table(): SampleTable {
    const columnNames = [...this.#columnNames];
    const rows = this.#rows.map((row) =>
      row.length === columnNames.length ? row : columnNames.map((_, at) => row[at] ?? null),
    );
    return { columnNames, rows };
  }
}
