import { placed, refuse } from '../refusal';
import type { ChunkReader, LeafChunk } from './chunkReader';
import { cellOf, type PageValues } from './pageValues';
import type { ColumnRows } from './columnRows';

/** The rows of a top-level column that neither repeats nor has members. */
export class FlatColumn implements ColumnRows {
  readonly #column: LeafChunk;
  readonly #chunk: ChunkReader;
  readonly #values: unknown[] = [];
  #page: PageValues | null = null;

  constructor(column: LeafChunk, chunk: ChunkReader) {
    this.#column = column;
    this.#chunk = chunk;
  }

  async read(rowCount: number): Promise<void> {
    for (let filled = 0; filled < rowCount;) {
      if (this.#page === null || this.#page.left === 0) {
        this.#page = await this.#chunk.next();
        if (this.#page === null)
          refuse(`${this.#column.place} has ${rowCount - filled} values or more fewer than there are rows`);
      }
      const page = this.#page;
      const count = Math.min(rowCount - filled, page.left);
      this.#chunk.within(page, () => page.readFlat(this.#values, filled, count));
      filled += count;
    }
  }

  value(row: number): unknown {
    try {
      return cellOf(this.#values[row], this.#column.leaf);
    } catch (error) {
      throw placed(error, this.#column.place, null);
    }
  }

  close(): void {
    this.#chunk.close();
  }
}
