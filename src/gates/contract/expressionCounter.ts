import { kind } from '../../table/kinds';
import { isNumeric, isTemporal, type Cells } from './cells';
import { RowCounter } from './collectors';
import type { ContractProperty } from './contract';
import type { RowExpression } from './expression';
import { momentAt, readMomentOf } from './rowTests';
import type { FailingRow } from './verdict';

/** A value as expressions see it: integers are bigints, other numbers doubles, dates and times moments. */
type ExpressionValue = string | number | bigint | boolean | Date | null;

/** What all rows of a table may take together, in steps; what would take more is not told. */
const budget = 400_000_000;

/** Counts the rows that an expression does not hold of. A row with a null breaks none that cannot be told for it ([K10]). */
export class ExpressionCounter {
  readonly rows = new RowCounter();
  /** Why the first row could not be told; null where all were. */
  fault: string | null = null;
  #spent = 0;
  readonly #expression: RowExpression;
  readonly #columns: readonly ContractProperty[];
  readonly #at: number;

  constructor(expression: RowExpression, columns: readonly ContractProperty[], at: number) {
    this.#expression = expression;
    this.#columns = columns;
    this.#at = at;
  }

  take(
    rowCount: number,
    cellsOf: (property: ContractProperty) => Cells,
    failing: (row: number) => FailingRow,
  ): void {
    const expression = this.#expression;
    const { cost, names } = expression;
    const cells = this.#columns.map(cellsOf);
    const hasRow = names.includes('row');
    for (let at = 0; at < rowCount && this.fault === null; at++) {
      this.#spent += cost;
      if (this.#spent > budget) this.fault = `it needs more than its budget of ${budget} steps`;
      const row: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      let hasNull = false;
      for (const [index, property] of this.#columns.entries()) {
        const value = valueAt(cells[index]!, at, property);
        hasNull ||= value === null;
        row[property.path] = value;
      }
      const values = Object.assign(Object.create(null) as Record<string, unknown>, row, {
        now: new Date(this.#at),
      });
      if (hasRow) values['row'] = row;
      const held = expression.evaluate(values);
      if (typeof held === 'string' && !hasNull) this.fault = held;
      if (held === false) this.rows.add(() => failing(at));
    }
  }

  /** Takes in what was counted over the rows that follow these. */
  merge(next: ExpressionCounter, rowCount: number): void {
    this.rows.merge(next.rows, rowCount);
    this.fault ??= next.fault;
    this.#spent += next.#spent;
    if (this.#spent > budget) this.fault ??= `it needs more than its budget of ${budget} steps`;
  }
}

function valueAt(cells: Cells, at: number, property: ContractProperty): ExpressionValue {
  if (cells.isNull(at)) return null;
  const { logicalType } = property;
  const found = cells.kind(at);
  if (logicalType === 'string') return cells.text(at);
  if (isTemporal(found) || property.temporalFormat !== null) {
    const moment = momentAt(cells, at, readMomentOf(property));
    return moment === null ? cells.text(at) : new Date(moment.milliseconds);
  }
  if (found === kind.boolean) return cells.canonical(at) === 'true';
  if (!isNumeric(found)) return cells.text(at);
  const number = cells.number(at);
  const isWhole = found === kind.integer || found === kind.bigInteger || found === kind.looseInteger;
  if (logicalType === 'number' || !isWhole) return number;
  return Number.isSafeInteger(number) ? BigInt(number) : BigInt(cells.canonical(at));
}
