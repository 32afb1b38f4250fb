import type { OpenedTable } from '../../state/openedTable';
import { describeFailure } from '../../operations/core/describeFailure';
import type { RowBlock } from '../../table/rowBlock';

/** A row that was read: where it stands in its block, and its number in the file, from 0. */
export interface LoadedRow {
  readonly block: RowBlock;
  readonly row: number;
  readonly fileRow: number;
}

interface LoadedBlock {
  readonly block: RowBlock;
  readonly rows: Int32Array;
}

/** Blocks that are held around what is looked at. */
const heldBlocks = 48;

/** Reads the rows that are looked at, a block at a time and the newest wish first. */
export class RowLoader {
  readonly #table: Pick<OpenedTable, 'read'>;
  readonly #arrangement: number;
  readonly rowCount: number;
  readonly #blockRows: number;
  readonly #onFailure: (words: string) => void;
  readonly #blocks = new Map<number, LoadedBlock>();
  readonly #listeners = new Set<() => void>();
  #wanted: readonly number[] = [];
  #isReading = false;
  #isEnded = false;
  /** Rises with each block that came. */
  edition = 0;

  constructor(
    table: Pick<OpenedTable, 'read'>,
    arrangement: number,
    rowCount: number,
    blockRows: number,
    onFailure: (words: string) => void,
  ) {
    this.#table = table;
    this.#arrangement = arrangement;
    this.rowCount = rowCount;
    this.#blockRows = blockRows;
    this.#onFailure = onFailure;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The row at a place in the order that is shown; null until it was read. */
  at(index: number): LoadedRow | null {
    const loaded = this.#blocks.get(Math.floor(index / this.#blockRows));
    const row = index % this.#blockRows;
    if (!loaded || row >= loaded.rows.length) return null;
    return { block: loaded.block, row, fileRow: loaded.rows[row]! };
  }

  /** Says which rows are looked at. */
  want(from: number, to: number): void {
    const first = Math.floor(Math.max(0, from) / this.#blockRows);
    const last = Math.floor(Math.max(0, Math.min(to, this.rowCount) - 1) / this.#blockRows);
    const end = Math.ceil(this.rowCount / this.#blockRows) - 1;
    const wanted: number[] = [];
    for (let block = first; block <= last; block++) wanted.push(block);
    // What comes next on either side is read when there is time.
    if (last < end) wanted.push(last + 1);
    if (first > 0) wanted.push(first - 1);
    this.#wanted = wanted;
    void this.#pump();
  }

  end(): void {
    this.#isEnded = true;
  }

  async #pump(): Promise<void> {
    if (this.#isReading || this.#isEnded || this.rowCount === 0) return;
    const next = this.#wanted.find((block) => !this.#blocks.has(block));
    if (next === undefined) return;
    this.#isReading = true;
    const from = next * this.#blockRows;
    const read = await this.#table
      .read(this.#arrangement, from, Math.min(from + this.#blockRows, this.rowCount))
      .catch(() => null);
    this.#isReading = false;
    if (this.#isEnded || read === null) return;
    if (!read.ok) {
      this.#isEnded = true;
      this.#onFailure(describeFailure(read.error));
      return;
    }
    this.#blocks.set(next, read.value);
    this.#forget();
    this.edition++;
    for (const listener of this.#listeners) listener();
    void this.#pump();
  }

  /** Lets go of the blocks that are farthest from what is looked at. */
  #forget(): void {
    const [middle = 0] = this.#wanted;
    if (this.#blocks.size <= heldBlocks) return;
    const byDistance = [...this.#blocks.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const block of byDistance.slice(0, this.#blocks.size - heldBlocks)) this.#blocks.delete(block);
  }
}
