import type { Cells } from './cells';
import { compareMoments, type Moment } from './temporal';
import { failingRowLimit, type FailingRow, type KeyPart } from './verdict';

/** What a clause has counted over the rows so far. */
export class RowCounter {
  count = 0;
  /** False once a value could not be told. */
  isTold = true;
  readonly rows: FailingRow[] = [];

  add(row: () => FailingRow): void {
    this.count += 1;
    if (this.rows.length < failingRowLimit) this.rows.push(row());
  }

  /** Takes in what was counted over the rows that follow these. */
  merge(next: RowCounter, rowCount: number): void {
    this.count += next.count;
    this.isTold &&= next.isTold;
    for (const row of next.rows)
      if (this.rows.length < failingRowLimit) this.rows.push({ ...row, row: row.row + rowCount });
  }
}

/** How often each value of some columns stands, and in which of the first rows. Rows with a null in it are left out, and counted. */
export class KeyCounter {
  /** Rows with a null in a column. */
  nullCount = 0;
  readonly nullRows: number[] = [];
  /** By value, the first row that has it. */
  readonly first = new Map<string, number>();
  /** By value that stands more than once, how often and where. */
  readonly repeated = new Map<string, { count: number; readonly rows: number[] }>();

  add(key: string | null, row: number): void {
    if (key === null) {
      this.nullCount += 1;
      if (this.nullRows.length < failingRowLimit) this.nullRows.push(row);
      return;
    }
    const first = this.first.get(key);
    if (first === undefined) this.first.set(key, row);
    else this.#repeat(key, first, 1, [row]);
  }

  #repeat(key: string, first: number, count: number, rows: readonly number[]): void {
    const known = this.repeated.get(key) ?? { count: 1, rows: [first] };
    known.count += count;
    for (const row of rows) if (known.rows.length < failingRowLimit) known.rows.push(row);
    this.repeated.set(key, known);
  }

  /** Takes in the rows that follow these. */
  merge(next: KeyCounter, rowCount: number): void {
    this.nullCount += next.nullCount;
    for (const row of next.nullRows)
      if (this.nullRows.length < failingRowLimit) this.nullRows.push(row + rowCount);
    for (const [key, nextFirst] of next.first) {
      const again = next.repeated.get(key) ?? { count: 1, rows: [nextFirst] };
      const moved = again.rows.map((row) => row + rowCount);
      const first = this.first.get(key);
      if (first !== undefined) this.#repeat(key, first, again.count, moved);
      else {
        this.first.set(key, nextFirst + rowCount);
        if (again.count > 1) this.repeated.set(key, { count: again.count, rows: moved });
      }
    }
  }

  /** Rows beyond the first of each value. */
  get beyondFirst(): number {
    return this.sharing - this.repeated.size;
  }

  /** Rows that share their value with another. */
  get sharing(): number {
    let sum = 0;
    for (const { count } of this.repeated.values()) sum += count;
    return sum;
  }

  /** The first rows that share their value, in order, with what they share. */
  failingRows(columns: readonly string[]): readonly FailingRow[] {
    const rows: FailingRow[] = this.nullRows.map((row) => ({ row: row + 1, key: null }));
    for (const [key, { rows: own }] of this.repeated)
      for (const row of own) rows.push({ row: row + 1, key: keyParts(columns, key) });
    return rows.sort((a, b) => a.row - b.row).slice(0, failingRowLimit);
  }
}

/** One text for the values of several columns, equal only for equal values. */
export function joinKey(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : JSON.stringify(values);
}

/** The values that `joinKey` joined, with their columns. */
export function keyParts(columns: readonly string[], key: string): readonly KeyPart[] {
  const values = columns.length === 1 ? [key] : (JSON.parse(key) as string[]);
  return columns.map((column, index) => ({ column, value: values[index] ?? null }));
}

/** The moments of a column: the newest, the oldest, and all of them where gaps are asked for. */
export class MomentCounter {
  newest: Moment | null = null;
  oldest: Moment | null = null;
  /** In milliseconds; null where gaps are not asked for. */
  readonly moments: number[] | null;

  constructor(hasGaps: boolean) {
    this.moments = hasGaps ? [] : null;
  }

  add(moment: Moment): void {
    if (this.newest === null || compareMoments(moment, this.newest) > 0) this.newest = moment;
    if (this.oldest === null || compareMoments(moment, this.oldest) < 0) this.oldest = moment;
    this.moments?.push(moment.milliseconds);
  }

  merge(next: MomentCounter): void {
    for (const moment of [next.newest, next.oldest]) if (moment !== null) this.#widen(moment);
    for (const moment of next.moments ?? []) this.moments?.push(moment);
  }

  #widen(moment: Moment): void {
    if (this.newest === null || compareMoments(moment, this.newest) > 0) this.newest = moment;
    if (this.oldest === null || compareMoments(moment, this.oldest) < 0) this.oldest = moment;
  }

  /** The longest time between one moment and the next, in milliseconds; null of fewer than two. */
  longestGap(): number | null {
    const sorted = Float64Array.from(this.moments ?? []).sort();
    let longest: number | null = null;
    for (let at = 1; at < sorted.length; at++)
      longest = Math.max(longest ?? 0, sorted[at]! - sorted[at - 1]!);
    return longest;
  }
}

/** What a value is told by: its text in a column of text, its canonical form elsewhere. */
export function identityOf(cells: Cells, at: number, logicalType: string | null): string {
  const isText = logicalType === 'string' || (logicalType === null && cells.origin(at) === 'found');
  return isText ? cells.text(at) : cells.canonical(at);
}
