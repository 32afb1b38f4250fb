import type { ByteSource } from '../../lib/ports';
import type { DecodeBudget } from '../decodeBudget';
import { placed, refuse, within } from '../refusal';
import type { ColumnChunk } from './fileMetadata';
import type { Leaf } from './leaf';
import { PageReader } from './pages';
import { PageValues, readDictionary } from './pageValues';
import type { SchemaNode } from './schemaTree';
import type { ValueType } from './values';

/** A leaf of the schema with its column chunk in one row group, and how it is told apart in words. */
export interface LeafChunk {
  readonly node: SchemaNode;
  readonly leaf: Leaf;
  readonly chunk: ColumnChunk;
  /** `column "x", row group 2` */
  readonly place: string;
}

/** Gives a column chunk's pages as values; a fault is told with column, row group and byte. */
export class ChunkReader {
  readonly #column: LeafChunk;
  readonly #pages: PageReader;
  readonly #budget: DecodeBudget;
  readonly #valueType: ValueType;
  #dictionary: readonly unknown[] | null = null;
  #left: number;

  constructor(source: ByteSource, column: LeafChunk, end: number, budget: DecodeBudget) {
    const { element, maxDefinition, maxRepetition } = column.node;
    this.#column = column;
    this.#budget = budget;
    this.#left = column.chunk.valueCount;
    this.#pages = new PageReader(source, column.chunk, end, { maxDefinition, maxRepetition }, budget);
    if (element.type === null) refuse(`${column.place} has no type`);
    this.#valueType = { type: element.type, byteLength: element.typeLength };
  }

  /** The next data page that holds any value; null where the chunk's values are all read. */
  async next(): Promise<PageValues | null> {
    while (this.#left > 0) {
      const start = this.#pages.byteOffset;
      try {
        const page = await this.#pages.next();
        if (page.kind === 'dictionary') {
          this.#dictionary = readDictionary(page, this.#valueType, this.#column.leaf, this.#budget);
          continue;
        }
        this.#left -= page.valueCount;
        if (page.valueCount === 0) continue;
        const { node, leaf } = this.#column;
        return new PageValues(page, node.maxDefinition, this.#valueType, leaf, this.#dictionary);
      } catch (error) {
        throw placed(error, this.#placeOf(start), start);
      }
    }
    return null;
  }

  /** Runs a step that decodes values of `page`. */
  within<T>(page: PageValues, step: () => T): T {
    const { byteOffset } = page.page;
    return within(this.#placeOf(byteOffset), byteOffset, step);
  }

  /** Lets go of what is held of the chunk. */
  close(): void {
    this.#pages.close();
  }

  #placeOf(byteOffset: number): string {
    return `${this.#column.place}, the page at byte ${byteOffset}`;
  }
}
