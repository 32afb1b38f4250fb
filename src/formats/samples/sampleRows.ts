import type { CanonicalRows, RowConsumer } from '../../table/canonicalRows';
import { kind } from '../../table/kinds';
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

  take({ bytes, cells, stride, rowCount, columnNames }: CanonicalRows): void {
    // Of objects a later one may have further keys.
    this.#columnNames = columnNames;
    this.#cellCount += rowCount * columnNames.length;
    if (this.#cellCount > largestCellCount) throw new TooManyCells();
    for (let row = 0; row < rowCount; row += 1) {
      this.#rows.push(
        columnNames.map((_, column) => {
          const cell = column * stride + row;
          return cells.kinds[cell] === kind.empty
            ? null
            : decodeUtf8(bytes, cells.starts[cell], cells.ends[cell]);
        }),
      );
    }
  }

  table(): SampleTable {
    const columnNames = [...this.#columnNames];
    const rows = this.#rows.map((row) =>
      row.length === columnNames.length ? row : columnNames.map((_, at) => row[at] ?? null),
    );
    return { columnNames, rows };
  }
}
