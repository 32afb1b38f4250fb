import type { DeclaredType } from '../profile/tablePart';
import { TablePartBuilder } from '../profile/tablePartBuilder';
import type { ReadFailure } from '../table/reading';
import type { ReadContext } from './reading';

/** A column of a columnar format. */
export interface TypedColumn {
  readonly name: string;
  /** Holds for all of its values; null where the format leaves it to them. */
  readonly declared: DeclaredType | null;
}

/** Rows that a part has at least, but for the last: what a part costs by itself is then little beside them. */
const rowsOfPart = 131_072;

/**
 * Makes the parts of a table whose format declares types, from values that come row by row:
 *
 * - `boolean`, `string`, `bytes`: as they are; `integer`: a number, or a bigint past ±2^52;
 * - `number`, `float32`: a double; for a decimal its text with every digit (`-12.30`);
 * - `date`, `time`, `timestamp`, `timestampUtc`: ISO 8601 text with every digit, its year as long as it is
 *   (`10000-01-01`, `-0001-12-31`);
 * - `nested`: null, booleans, numbers, bigints, `ExactNumber`s, text, bytes, lists and plain objects of these.
 *
 * Null is a missing value. A table without rows has one part too: its declared types are all that is known of it.
 */
export class TypedParts {
  readonly #columns: readonly TypedColumn[];
  readonly #context: ReadContext;
  #builder: TablePartBuilder;
  #rowCount = 0;
  #isPartGiven = false;

  constructor(columns: readonly TypedColumn[], context: ReadContext) {
    this.#columns = columns;
    this.#context = context;
    this.#builder = this.#begin();
  }

  /** Takes in rows: `value` gives that of a column in a row, which counts from 0. */
  add(rowCount: number, value: (column: number, row: number) => unknown): ReadFailure | null {
    const columns = this.#columns;
    for (let row = 0; row < rowCount; row++) {
      for (let column = 0; column < columns.length; column++) {
        const cell = value(column, row);
        if (cell !== null && cell !== undefined) this.#builder.value(column, cell, columns[column]!.declared);
      }
      this.#builder.endRow();
    }
    this.#rowCount += rowCount;
    if (this.#builder.failure !== null) return this.#builder.failure;
    return this.#rowCount < rowsOfPart ? null : this.#give();
  }

  /** Hands out what is left. */
  finish(): ReadFailure | null {
    return this.#rowCount > 0 || !this.#isPartGiven ? this.#give() : null;
  }

  #give(): ReadFailure | null {
    const part = this.#builder.finish();
    if (!part.ok) return part.error;
    this.#context.onPart(part.value);
    this.#isPartGiven = true;
    this.#rowCount = 0;
    this.#builder = this.#begin();
    return null;
  }

  #begin(): TablePartBuilder {
    return new TablePartBuilder({
      columnNames: this.#columns.map(({ name }) => name),
      declaredTypes: this.#columns.map(({ declared }) => declared),
      ...this.#context.nextPart(),
    });
  }
}
