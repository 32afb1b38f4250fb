import type { CellPlaces } from '../../table/cellReader';
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

/** Takes all rows of a table as text: in canonical form where the whole column is of numbers, else as it stands in the file. */
export class SampleRows implements RowConsumer {
  #columnNames: readonly string[] = [];
  readonly #rows: (string | null)[][] = [];
  /** By column, the cells by row that are not written in their canonical form. */
  readonly #written: Map<number, string>[] = [];
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
    const canonical = textsAt(rows, rows.canonical(column, 0, rows.rowCount), column);
    const known = (this.#written[column] ??= new Map());
    for (const [row, text] of textsAt(rows, rows.written, column).entries())
      if (text !== null && text !== canonical[row]) known.set(this.#rows.length + row, text);
    return canonical;
  }

  table(): SampleTable {
    const columnNames = [...this.#columnNames];
    const isOfNumbers = columnNames.map((_, at) =>
      this.#rows.every((row) => row[at] == null || Number.isFinite(Number(row[at]))),
    );
    const cellAt = (row: number, column: number): string | null => {
      const canonical = this.#rows[row]?.[column] ?? null;
      return isOfNumbers[column] ? canonical : (this.#written[column]?.get(row) ?? canonical);
    };
    return { columnNames, rows: this.#rows.map((_, row) => columnNames.map((_name, at) => cellAt(row, at))) };
  }
}

function textsAt(
  { buffer, stride, rowCount }: TableRows,
  { starts, ends }: CellPlaces,
  column: number,
): (string | null)[] {
  return Array.from({ length: rowCount }, (_, row) => {
    const cell = column * stride + row;
    return starts[cell] === ends[cell] ? null : decodeUtf8(buffer.bytes, starts[cell], ends[cell]);
  });
}
