import type { TextCodec } from '../../lib/ports';
import type { TableProfile } from '../../profile/profile';
import type { RowConsumer, TableRows } from '../../table/tableRows';
import { TextTally } from './textTally';

/** After so many bytes of texts that may hold something, half of the rows are looked at, then a quarter, and so on. */
const byteBudget = 16 * 1024 * 1024;

/** The columns of texts whose profile does not name every value: of these the rows tell more. */
export function columnsToRead({ columns }: TableProfile): readonly string[] {
  return columns.flatMap(({ name, type, frequent }) =>
    type === 'string' && !frequent.isComplete ? [name] : [],
  );
}

/** What the rows of a column gave. */
export interface ReadTexts {
  readonly tally: TextTally;
  /** 1 where every row was looked at; else at least one row in so many. */
  readonly every: number;
}

/** Gathers from every row of a table what stands inside of the texts of some columns. Rule [S14]. */
export class PersonalRows implements RowConsumer {
  readonly #columns: ReadonlyMap<string, ColumnTexts>;
  #rowCount = 0;

  constructor(columns: readonly string[], text: Pick<TextCodec, 'decode'>, budget = byteBudget) {
    this.#columns = new Map(columns.map((name) => [name, new ColumnTexts(text, budget)]));
  }

  take(rows: TableRows): void {
    rows.columnNames.forEach((name, column) => this.#columns.get(name)?.take(rows, column, this.#rowCount));
    this.#rowCount += rows.rowCount;
  }

  /** By column. */
  texts(): ReadonlyMap<string, ReadTexts> {
    return this.#columns;
  }
}

class ColumnTexts implements ReadTexts {
  readonly tally = new TextTally();
  every = 1;
  #byteCount = 0;
  readonly #text: Pick<TextCodec, 'decode'>;
  readonly #budget: number;

  constructor(text: Pick<TextCodec, 'decode'>, budget: number) {
    this.#text = text;
    this.#budget = budget;
  }

  take({ rowCount, stride, buffer, written }: TableRows, column: number, before: number): void {
    const { bytes } = buffer;
    for (let row = 0, at = column * stride; row < rowCount; row++, at++) {
      const start = written.starts[at]!;
      const end = written.ends[at]!;
      if (end - start < 6 || !isDrawn(before + row, this.every) || !mayHold(bytes, start, end)) continue;
      const text = this.#text.decode(bytes.subarray(start, end), 'utf-8');
      if (text === null) continue;
      this.tally.add(text, this.every);
      this.#byteCount += end - start;
      if (this.#byteCount <= this.#budget) continue;
      this.every *= 2;
      this.#byteCount = 0;
    }
  }
}

/** One row in so many, without a step that the rows could share. */
function isDrawn(row: number, every: number): boolean {
  if (every === 1) return true;
  let mixed = Math.imul(row ^ (row >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % every === 0;
}

/** An at sign or four digits: without these no personal data stands in a text. */
function mayHold(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 0x40) return true;
    if (byte >= 0x30 && byte <= 0x39 && ++digits === 4) return true;
  }
  return false;
}
