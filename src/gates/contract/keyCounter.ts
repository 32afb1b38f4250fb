import { KeyTable } from './keyTable';
import { failingRowLimit, type FailingRow, type KeyPart } from './verdict';

/** Of so many distinct keys, the first, the text is held, so that rows can be named by it. */
const mostTexts = 1 << 17;

/** What stands for a row with a null in its key. */
const nullNumber = 0xffff_ffff;

/**
 * How often each value of some columns stands, and in which rows; rows with a null in it are left out, and counted. Takes four bytes a row,
 * and some thirty a distinct value.
 */
export class KeyCounter {
  /** Rows with a null in a column. */
  nullCount = 0;
  /** False once more distinct values came than are held. */
  isTold = true;
  /** Values that stand more than once. */
  repeatedCount = 0;
  /** Rows that share their value with another. */
  sharing = 0;
  readonly #keys = new KeyTable();
  /** By row, the number of its key. */
  #numbers = new Uint32Array(1024);
  #rowCount = 0;
  /** By number, how many rows have it. */
  #counts = new Uint32Array(1024);
  readonly #texts: string[] = [];

  /** Takes the key of the next row; null where a column of it is null. */
  add(key: string | null): void {
    if (key === null || !this.isTold) {
      this.#place(nullNumber);
      if (key === null) this.nullCount += 1;
      return;
    }
    const number = this.#keys.numberOf(key);
    if (number === this.#texts.length && number < mostTexts) this.#texts.push(key);
    this.#count(number);
  }

  #count(number: number): void {
    if (number === -1) {
      this.isTold = false;
      this.#place(nullNumber);
      return;
    }
    this.#place(number);
    if (number >= this.#counts.length) this.#counts = doubled(this.#counts);
    const count = (this.#counts[number]! += 1);
    if (count === 2) this.repeatedCount += 1;
    if (count > 1) this.sharing += count === 2 ? 2 : 1;
  }

  #place(number: number): void {
    if (this.#rowCount === this.#numbers.length) this.#numbers = doubled(this.#numbers);
    this.#numbers[this.#rowCount++] = number;
  }

  /** Takes in the rows that follow these. */
  merge(next: KeyCounter): void {
    this.isTold &&= next.isTold;
    this.nullCount += next.nullCount;
    for (let row = 0; row < next.#rowCount; row++) {
      const other = next.#numbers[row]!;
      if (other === nullNumber || !this.isTold) {
        this.#place(nullNumber);
        continue;
      }
      const number = this.#keys.numberOfOther(next.#keys, other);
      const text = next.#texts[other];
      if (number === this.#texts.length && number < mostTexts && text !== undefined) this.#texts.push(text);
      this.#count(number);
    }
  }

  get distinctCount(): number {
    return this.#keys.size;
  }

  /** Rows beyond the first of each value. */
  get beyondFirst(): number {
    return this.sharing - this.repeatedCount;
  }

  /** The first rows that share their value, in order, with what they share; with those that have a null where it is asked for. */
  sharingRows(columns: readonly string[], withNulls: boolean): readonly FailingRow[] {
    return this.#rows(columns, (number) => (number === nullNumber ? withNulls : this.#counts[number]! > 1));
  }

  /** The rows whose value is none of another counter: how many, and the first of them. */
  missingFrom(
    target: KeyCounter,
    columns: readonly string[],
  ): { readonly count: number; readonly rows: readonly FailingRow[] } {
    let count = 0;
    const isMissing = new Uint8Array(this.distinctCount);
    for (let number = 0; number < isMissing.length; number++) {
      if (target.#keys.holds(this.#keys, number)) continue;
      isMissing[number] = 1;
      count += this.#counts[number]!;
    }
    const rows = count === 0 ? [] : this.#rows(columns, (number) => isMissing[number] === 1);
    return { count, rows };
  }

  #rows(columns: readonly string[], isFailing: (number: number) => boolean): readonly FailingRow[] {
    const rows: FailingRow[] = [];
    for (let row = 0; row < this.#rowCount && rows.length < failingRowLimit; row++) {
      const number = this.#numbers[row]!;
      if (!isFailing(number)) continue;
      const text = this.#texts[number];
      rows.push({ row: row + 1, key: text === undefined ? null : keyParts(columns, text) });
    }
    return rows;
  }
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
}

/** One text for the values of several columns, equal only for equal values. */
export function joinKey(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : JSON.stringify(values);
}

/** The values that `joinKey` joined, with their columns. */
function keyParts(columns: readonly string[], key: string): readonly KeyPart[] {
  const values = columns.length === 1 ? [key] : (JSON.parse(key) as string[]);
  return columns.map((column, index) => ({ column, value: values[index] ?? null }));
}
