import { TablePartBuilder } from '../profile/tablePartBuilder';
import type { TablePart } from '../profile/tablePart';
import type { ReadFailure } from '../table/reading';
import type { Result } from '../lib/result';
import type { ParsedObject } from './jsonl/parseJson';
import type { PartContext } from './reading';

/** Makes parts of objects: a key is a column from the first object on that has it. */
export class RecordParts {
  readonly #context: PartContext;
  readonly #columns = new Map<string, number>();
  #builder: TablePartBuilder;

  constructor(context: PartContext) {
    this.#context = context;
    this.#builder = this.#begin([]);
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
    this.#builder = this.#begin(this.columnNames);
    return part;
  }

  #begin(columnNames: readonly string[]): TablePartBuilder {
    const { prefixColumns, rows } = this.#context;
    return new TablePartBuilder({ columnNames, prefixColumns, rows });
  }
}
