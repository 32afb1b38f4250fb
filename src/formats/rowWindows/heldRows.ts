import type { Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { blockByteLength, RowBlockBuilder, type RowBlock } from '../../table/rowBlock';
import type { RowConsumer, TableRows } from '../../table/tableRows';
import type { RowWindows, Segment } from './rowWindows';
import { readSegments } from './segmentRows';

const blockByteLimit = 1024 * 1024;

/** Rows that are held in memory, as many as `byteLimit` allows. */
export class HeldRows implements RowWindows, RowConsumer {
  readonly columnNames: readonly string[];
  readonly #byteLimit: number;
  readonly #onFirst: (block: RowBlock) => void;
  readonly #builder: RowBlockBuilder;
  readonly #segments: Segment[] = [];
  readonly #blocks: RowBlock[] = [];
  #byteLength = 0;
  #heldCount = 0;
  /** No more is held. */
  isFull = false;
  /** There are rows that are not held. */
  isCut = false;

  constructor(columnNames: readonly string[], byteLimit: number, onFirst: (block: RowBlock) => void) {
    this.columnNames = columnNames;
    this.#byteLimit = byteLimit;
    this.#onFirst = onFirst;
    this.#builder = new RowBlockBuilder(columnNames);
  }

  get rowCount(): number {
    return this.#heldCount + this.#builder.rowCount;
  }

  get isWhole(): boolean {
    return !this.isCut;
  }

  take(rows: TableRows): void {
    if (this.isFull) {
      this.isCut = true;
      return;
    }
    this.#builder.take(rows);
    const limit = Math.min(blockByteLimit, this.#byteLimit);
    if (this.#builder.byteLength >= limit || this.#blocks.length === 0) this.end();
    if (this.#byteLength > this.#byteLimit) this.isFull = true;
  }

  /** Puts what was taken last with the others. */
  end(): void {
    if (this.#builder.rowCount === 0) return;
    const block = this.#builder.finish();
    if (this.#blocks.length === 0) this.#onFirst(block);
    this.#segments.push({ firstRow: this.#heldCount, rowCount: block.rowCount });
    this.#blocks.push(block);
    this.#heldCount += block.rowCount;
    this.#byteLength += blockByteLength(block);
  }

  read(rows: Int32Array, cancellation: Cancellation): Promise<Result<RowBlock, ReadFailure>> {
    const load = (segment: number) => Promise.resolve(ok(this.#blocks[segment]!));
    return readSegments(this.#segments, this.columnNames.length, rows, load, cancellation);
  }

  scan(take: (block: RowBlock) => void): Promise<Result<void, ReadFailure>> {
    for (const block of this.#blocks) take(block);
    return Promise.resolve(ok(undefined));
  }
}
