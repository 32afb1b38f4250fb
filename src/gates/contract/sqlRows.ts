import { kind } from '../../table/kinds';
import type { RowConsumer, TableRows } from '../../table/tableRows';
import { ColumnCells, isNumeric } from './cells';
import { columnOf } from './columnOf';
import type { ContractObject } from './contract';

/** A cell as SQLite takes it: truth values are 0 and 1, dates and times text. */
export type SqlCell = string | number | null;

/** More cells of a table are not taken: its rules in SQL are unknown. */
export const mostSqlCells = 5_000_000;

/** The rows of a table for queries. */
export class SqlRows implements RowConsumer {
  columnNames: readonly string[] = [];
  readonly rows: SqlCell[][] = [];
  isTooLarge = false;
  readonly #object: ContractObject;

  constructor(object: ContractObject) {
    this.#object = object;
  }

  take(rows: TableRows): void {
    const places = this.#placesIn(rows.columnNames);
    if ((this.rows.length + rows.rowCount) * rows.columnNames.length > mostSqlCells) this.isTooLarge = true;
    if (this.isTooLarge) {
      this.rows.length = 0;
      return;
    }
    const texts = new Set(
      this.#object.properties
        .filter(({ logicalType }) => logicalType === 'string')
        .map((property) => columnOf(property, rows.columnNames)),
    );
    const columns = rows.columnNames.map((_, index) => new ColumnCells(rows, index));
    for (let at = 0; at < rows.rowCount; at++)
      this.rows.push(
        places.map((index) => (index < 0 ? null : cellOf(columns[index]!, at, texts.has(index)))),
      );
  }

  /** Where each column stands in these rows; -1 where they lack it. Rows before get columns that are new. */
  #placesIn(names: readonly string[]): readonly number[] {
    if (this.columnNames.length === 0) this.columnNames = names;
    const added = names.filter((name) => !this.columnNames.includes(name));
    if (added.length > 0) {
      for (const row of this.rows) row.push(...added.map(() => null));
      this.columnNames = [...this.columnNames, ...added];
    }
    return this.columnNames.map((name) => names.indexOf(name));
  }
}

function cellOf(cells: ColumnCells, at: number, isText: boolean): SqlCell {
  if (cells.isNull(at)) return null;
  if (isText) return cells.text(at);
  const found = cells.kind(at);
  if (found === kind.boolean) return Number(cells.canonical(at) === 'true');
  if (!isNumeric(found)) return cells.text(at);
  const number = cells.number(at);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? cells.canonical(at) : number;
}
