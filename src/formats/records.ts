import { TablePartBuilder } from '../profile/tablePartBuilder';
import type { TablePart } from '../profile/tablePart';
import type { ReadFailure } from '../table/reading';
import type { Result } from '../lib/result';
import { ExactNumber } from '../table/exactNumber';
import type { ParsedJson, ParsedObject } from './jsonl/parseJson';
import type { PartContext } from './reading';

/** Records that are held until their columns are known. */
const recordsAtOnce = 1024;

/** Makes parts of objects: a key is a column from the first object on that has it. */
export class RecordParts {
  readonly #context: PartContext;
  readonly #columns = new Map<string, number>();
  #builder: TablePartBuilder;
  #waiting: ParsedObject[] = [];

  constructor(context: PartContext) {
    this.#context = context;
    this.#builder = this.#begin([]);
  }

  get columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }

  add(record: ParsedObject): void {
    this.#waiting.push(record);
    if (this.#waiting.length === recordsAtOnce) this.#take();
  }

  /** The columns of some records come before their cells: a new column begins a new batch of rows. */
  #take(): void {
    const records = this.#waiting;
    this.#waiting = [];
    for (const record of records) {
      for (const name of Object.keys(record)) {
        if (this.#columns.has(name)) continue;
        this.#columns.set(name, this.#builder.addColumn(name));
        if (this.#builder.failure !== null) return;
      }
    }
    for (const record of records) {
      for (const name of Object.keys(record)) this.#value(this.#columns.get(name)!, record[name]!);
      this.#builder.endRow();
    }
  }

  #value(column: number, value: ParsedJson): void {
    if (value instanceof ExactNumber)
      this.#builder.value(column, value.text, value.text.includes('.') ? 'number' : 'integer');
    else this.#builder.value(column, value);
  }

  /** The part of the records since the last one. */
  finishPart(text: {
    readonly lineCount: number;
    readonly skippedRows: TablePart['skippedRows'];
  }): Result<TablePart, ReadFailure> {
    this.#take();
    const part = this.#builder.finish(text);
    this.#builder = this.#begin(this.columnNames);
    return part;
  }

  #begin(columnNames: readonly string[]): TablePartBuilder {
    return new TablePartBuilder({ columnNames, ...this.#context.nextPart() });
  }
}
