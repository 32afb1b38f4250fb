import type { RowConsumer, TableRows } from '../../table/tableRows';
import { ColumnCells } from '../contract/cells';
import { OrderCounter } from '../contract/orderCounter';

/** More distinct values of a column are not held in memory: it counts as one that repeats. */
const mostValues = 2_000_000;

/** What the rows of one column show that its profile does not. */
export interface ColumnFacts {
  /** No value stands twice; nulls are left out. */
  readonly isUnique: boolean;
  /** No value is less than the one before. */
  readonly isAscending: boolean;
  /** Texts neither begin nor end with a blank. */
  readonly isTrimmed: boolean;
  /** ASCII letters are all of one case, and there are some; null where not. */
  readonly letterCase: 'upper' | 'lower' | null;
}

/** Looks at each row of a table once. */
export class RowFacts implements RowConsumer {
  readonly #columns = new Map<string, ColumnLook>();
  #rowCount = 0;

  take(rows: TableRows): void {
    for (const [index, name] of rows.columnNames.entries()) {
      const look = this.#columns.get(name) ?? new ColumnLook();
      this.#columns.set(name, look);
      look.take(new ColumnCells(rows, index), this.#rowCount);
    }
    this.#rowCount += rows.rowCount;
  }

  /** By column. */
  facts(): ReadonlyMap<string, ColumnFacts> {
    return new Map([...this.#columns].map(([name, look]) => [name, look.facts()]));
  }
}

class ColumnLook {
  readonly #order = new OrderCounter(false);
  /** Null once a value stood twice, or there were too many. */
  #values: Set<string> | null = new Set();
  #isTrimmed = true;
  #hasUpper = false;
  #hasLower = false;

  take(cells: ColumnCells, before: number): void {
    this.#order.take(cells, before);
    for (let at = 0; at < cells.length; at++) {
      if (cells.isNull(at)) continue;
      const text = cells.text(at);
      this.#see(text);
      if (this.#values === null) continue;
      if (this.#values.has(text) || this.#values.size === mostValues) this.#values = null;
      else this.#values.add(text);
    }
  }

  #see(text: string): void {
    if (this.#isTrimmed && text.trim() !== text) this.#isTrimmed = false;
    if (!this.#hasUpper && /[A-Z]/.test(text)) this.#hasUpper = true;
    if (!this.#hasLower && /[a-z]/.test(text)) this.#hasLower = true;
  }

  facts(): ColumnFacts {
    const isOneCase = this.#hasUpper !== this.#hasLower;
    const letterCase = this.#hasUpper ? 'upper' : 'lower';
    return {
      isUnique: this.#values !== null,
      isAscending: this.#order.count === 0,
      isTrimmed: this.#isTrimmed,
      letterCase: isOneCase ? letterCase : null,
    };
  }
}
