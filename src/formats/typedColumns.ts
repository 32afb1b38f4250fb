import type { Result } from '../lib/result';
import type { DeclaredType, TablePart } from '../profile/tablePart';
import { TablePartBuilder } from '../profile/tablePartBuilder';
import type { ReadFailure } from '../table/reading';
import type { PartContext } from './reading';

/** A column of a columnar format. */
export interface TypedColumn {
  readonly name: string;
  readonly declared: DeclaredType | null;
}

/** Rows of a columnar format: the value of a column in a row, as `TablePartBuilder.value` takes it. */
export interface TypedRows {
  readonly rowCount: number;
  value(column: number, row: number): unknown;
}

/** The part of some rows, and the parts of a table without rows too: there the declared types are all that is known. */
export function partOfRows(
  columns: readonly TypedColumn[],
  rows: TypedRows,
  { prefixColumns, rows: consumer }: PartContext,
): Result<TablePart, ReadFailure> {
  const builder = new TablePartBuilder({
    columnNames: columns.map(({ name }) => name),
    declaredTypes: columns.map(({ declared }) => declared),
    prefixColumns,
    rows: consumer,
  });
  for (let row = 0; row < rows.rowCount; row++) {
    for (let column = 0; column < columns.length; column++) {
      const value = rows.value(column, row);
      if (value !== null && value !== undefined) builder.value(column, value, columns[column]!.declared);
    }
    builder.endRow();
  }
  return builder.finish();
}
