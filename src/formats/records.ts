import { TablePartBuilder } from '../profile/tablePartBuilder';
import type { TablePart } from '../profile/tablePart';
import type { ReadFailure } from '../table/reading';
import type { Result } from '../lib/result';
import type { ParsedObject } from './jsonl/parseJson';

/** Makes parts of objects: a key is a column from the first object on that has it. */
export class RecordParts {
  readonly #prefixColumns: readonly string[] | null;
  readonly #columns = new Map<string, number>();
  #builder: TablePartBuilder;

  constructor(prefixColumns: readonly string[] | null) {
    this.#prefixColumns = prefixColumns;
    this.#builder = new TablePartBuilder({ columnNames: [], prefixColumns });
  }

  get columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }

  add(record: ParsedObject): void {
    const names = Object.keys(record);
    // Before any cell of the row is set: a new column begins a new batch of rows.
    for (const name of names) {
      if (!this.#columns.has(name)) this.#columns.set(name, this.#builder.addColumn(name));
    }
    for (const name of names) this.#builder.value(this.#columns.get(name)!, record[name]);
    this.#builder.endRow();
  }

  /** The part of the records since the last one. */
  finishPart(text: {
    readonly lineCount: number;
    readonly skippedRows: TablePart['skippedRows'];
  }): Result<TablePart, ReadFailure> {
    const part = this.#builder.finish(text);
    this.#builder = new TablePartBuilder({
      columnNames: this.columnNames,
      prefixColumns: this.#prefixColumns,
    });
    return part;
  }
}
