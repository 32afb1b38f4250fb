import type { Cells } from './cells';
import { compareMoments, type Moment } from './temporal';
import { failingRowLimit, type FailingRow } from './verdict';

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
