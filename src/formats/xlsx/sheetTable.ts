import { tableLimits } from '../../profile/tablePart';
import { uniqueColumnNames } from '../../table/columnNames';
import type { ReadFailure } from '../../table/reading';
import type { ReadContext, ReadTable } from '../reading';
import { Refusal } from '../refusal';
import { TypedParts } from '../typedParts';
import type { CellValue } from './sheetRows';

/** Rows between which cancelling is asked for. */
const rowsAtOnce = 4096;
/** So many rows are looked at for the one that names the columns. */
const headRowCount = 20;

/** Thrown where a table takes no more: a scan knows no other way to end. */
export class StoppedBy extends Error {
  readonly failure: ReadFailure;
  constructor(failure: ReadFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

type Row = readonly CellValue[];

/**
 * The table in the rows of a sheet. Its header is the first row that fills at least half as many cells as the fullest of the first 20: what
 * stands above, such as a title, is left out and counted. Columns are those from the first to the last cell of the header, or without
 * one of the fullest row.
 */
export class SheetTable {
  readonly #context: ReadContext;
  #head: { readonly cells: Row; readonly rowNumber: number }[] = [];
  #begun: {
    readonly parts: TypedParts;
    readonly first: number;
    readonly names: ReturnType<typeof uniqueColumnNames>;
  } | null = null;
  #rows: Row[] = [];
  #above = 0;
  #beside = 0;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  /** Takes the next row that holds anything. Throws `StoppedBy` and `Refusal`. */
  take(cells: Row, rowNumber: number): void {
    if (rowNumber <= (this.#context.options.skipLines ?? 0)) return;
    if (this.#begun) this.#add(cells);
    else if (this.#head.push({ cells, rowNumber }) === headRowCount) this.#begin();
  }

  /** Hands out what is left. */
  finish(): ReadTable {
    if (!this.#begun) this.#begin();
    this.#flush();
    const { parts, names } = this.#begun!;
    const failure = parts.finish();
    if (failure) throw new StoppedBy(failure);
    return { columnNames: names.names, warnings: names.warnings };
  }

  /** What of the sheet is not in the table, in words. */
  leftOut(): readonly string[] {
    return [
      ...(this.#above === 0 ? [] : [`rows above the header that are left out: ${this.#above}`]),
      ...(this.#beside === 0
        ? []
        : [`cells beside the columns of the header that are left out: ${this.#beside}`]),
    ];
  }

  #begin(): void {
    const head = this.#head;
    this.#head = [];
    const counts = head.map(({ cells }) => cells.filter((cell) => cell !== null).length);
    const most = Math.max(0, ...counts);
    const hasHeader = this.#context.options.hasHeader !== false;
    const at = hasHeader ? counts.findIndex((count) => count * 2 >= most) : counts.indexOf(most);
    const widest = head[at]?.cells ?? [];
    const first = Math.max(
      0,
      widest.findIndex((cell) => cell !== null),
    );
    const width = widest.length - first;
    if (width > tableLimits.columnCount)
      throw new Refusal('tooLarge', `the table has more than ${tableLimits.columnCount} columns`);
    const titles = hasHeader
      ? widest.slice(first).map((cell) => (cell === null ? '' : String(cell).trim()))
      : [];
    const names = uniqueColumnNames(hasHeader ? titles : Array.from({ length: width }, () => ''));
    const columns = names.names.map((name) => ({ name, declared: null }));
    this.#begun = { parts: new TypedParts(columns, this.#context), first, names };
    this.#above = hasHeader ? Math.max(0, at) : 0;
    for (const { cells } of hasHeader ? head.slice(at + 1) : head) this.#add(cells);
  }

  #add(cells: Row): void {
    const { first, names } = this.#begun!;
    const end = first + names.names.length;
    for (let column = 0; column < cells.length; column++)
      if (cells[column] != null && (column < first || column >= end)) this.#beside++;
    this.#rows.push(cells);
    if (this.#rows.length === rowsAtOnce) this.#flush();
  }

  #flush(): void {
    this.#context.cancellation.throwIfAborted();
    const { parts, first } = this.#begun!;
    const rows = this.#rows;
    this.#rows = [];
    const failure = parts.add(rows.length, (column, row) => rows[row]![first + column]);
    if (failure) throw new StoppedBy(failure);
  }
}
