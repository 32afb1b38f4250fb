import { isNumeric, isTemporal, type Cells } from './cells';
import { failingRowLimit, type FailingRow } from './verdict';

/** A value as it is compared: by number where both are numbers or moments, else by text. */
interface Placed {
  readonly number: number;
  readonly text: string;
}

/** Whether a column's values stand in their order; nulls are passed over. Parts merge in the order of the file. */
export class OrderCounter {
  count = 0;
  readonly rows: FailingRow[] = [];
  readonly #sign: 1 | -1;
  #first: { readonly value: Placed; readonly row: number } | null = null;
  #last: Placed | null = null;

  constructor(isDescending: boolean) {
    this.#sign = isDescending ? -1 : 1;
  }

  /** `before` is the number of rows that came before this batch. */
  take(cells: Cells, before: number): void {
    for (let at = 0; at < cells.length; at++) {
      if (cells.isNull(at)) continue;
      const isPlaced = isNumeric(cells.kind(at)) || isTemporal(cells.kind(at));
      const number = isPlaced ? cells.number(at) : Number.NaN;
      this.#add({ number, text: Number.isNaN(number) ? cells.text(at) : '' }, before + cells.row(at));
    }
  }

  /** Takes in what followed these rows. */
  merge(next: OrderCounter, rowCount: number): void {
    if (next.#first === null) return;
    this.#add(next.#first.value, next.#first.row + rowCount);
    this.count += next.count;
    for (const row of next.rows)
      if (this.rows.length < failingRowLimit) this.rows.push({ ...row, row: row.row + rowCount });
    this.#last = next.#last;
  }

  #add(value: Placed, row: number): void {
    const last = this.#last;
    this.#first ??= { value, row };
    this.#last = value;
    if (last === null || this.#sign * compare(last, value) <= 0) return;
    this.count += 1;
    if (this.rows.length < failingRowLimit) this.rows.push({ row: row + 1, key: null });
  }
}

function compare(a: Placed, b: Placed): number {
  const difference = a.number - b.number;
  if (!Number.isNaN(difference)) return difference;
  const [left, right] = [a.text, b.text];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
