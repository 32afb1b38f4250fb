import type { DecodeBudget } from '../decodeBudget';
import { mapValue, structValue } from '../nested';
import { refuse, within } from '../refusal';
import type { ChunkReader, LeafChunk } from './chunkReader';
import type { ColumnRows } from './columnRows';
import { cellOf, type PageValues } from './pageValues';
import { isItself, isList, isMap, type SchemaNode } from './schemaTree';

/** What an item or member of a nested cell counts for, beside the text of its value. */
const itemByteLength = 16;

/** The rows of a top-level column that repeats or has members, put together from the levels of its leaves (Dremel's). */
export class NestedColumn implements ColumnRows {
  readonly #node: SchemaNode;
  readonly #place: string;
  readonly #leaves: readonly LeafLevels[];
  #rows: readonly unknown[] = [];

  constructor(
    node: SchemaNode,
    place: string,
    columns: readonly LeafChunk[],
    chunks: readonly ChunkReader[],
    budget: DecodeBudget,
  ) {
    this.#node = node;
    this.#place = place;
    this.#leaves = columns.map((column, index) => new LeafLevels(column, chunks[index]!, budget));
  }

  async read(rowCount: number): Promise<void> {
    for (const leaf of this.#leaves) await leaf.read(rowCount);
    this.#rows = within(this.#place, null, () => {
      const rows: unknown[] = [];
      while (rows.length < rowCount) {
        if (this.#firstLeaf(this.#node).repetition !== 0) refuse('an item stands where a row begins');
        rows.push(this.#field(this.#node));
      }
      return rows;
    });
  }

  value(row: number): unknown {
    return this.#rows[row];
  }

  close(): void {
    for (const leaf of this.#leaves) leaf.close();
  }

  /** The value of a node, all its items where it repeats; moves its leaves behind it. */
  #field(node: SchemaNode): unknown {
    return node.element.repetition === 'repeated' ? this.#items(node) : this.#one(node);
  }

  #items(repeated: SchemaNode): unknown[] {
    return this.#each(repeated, () => this.#one(repeated));
  }

  #one(node: SchemaNode): unknown {
    const first = this.#firstLeaf(node);
    if (node.element.type !== null) return first.take();
    if (first.definition < node.maxDefinition) {
      this.#pass(node);
      return null;
    }
    const [inner] = node.children;
    if (inner !== undefined && isList(node)) return this.#list(inner, node.element.name);
    if (inner !== undefined && isMap(node)) return this.#map(inner);
    const names = node.children.map(({ element }) => element.name);
    return structValue(
      names,
      node.children.map((child) => this.#field(child)),
    );
  }

  #list(repeated: SchemaNode, name: string): unknown[] {
    return isItself(repeated, name) ? this.#items(repeated) : this.#members(repeated).map(([item]) => item);
  }

  /** One that has no values is the set of its keys. */
  #map(entries: SchemaNode): unknown {
    const members = this.#members(entries);
    const keys = members.map(([key]) => key);
    if (entries.children.length === 1) return keys;
    return mapValue(
      keys,
      members.map(([, value]) => value),
    );
  }

  /** The members of each item, by their places. */
  #members(repeated: SchemaNode): unknown[][] {
    return this.#each(repeated, () => repeated.children.map((child) => this.#field(child)));
  }

  /** What `read` gives for each item of a node that repeats. */
  #each<T>(repeated: SchemaNode, read: () => T): T[] {
    const first = this.#firstLeaf(repeated);
    if (first.definition < repeated.maxDefinition) {
      this.#pass(repeated);
      return [];
    }
    const items: T[] = [];
    do items.push(read());
    while (first.hasNext && first.repetition === repeated.maxRepetition);
    return items;
  }

  #firstLeaf(node: SchemaNode): LeafLevels {
    const leaf = this.#leaves[node.firstLeaf - this.#node.firstLeaf];
    return leaf ?? refuse(`${JSON.stringify(node.element.name)} is a group without columns`);
  }

  /** Moves the leaves of a node that is not there. */
  #pass(node: SchemaNode): void {
    const from = node.firstLeaf - this.#node.firstLeaf;
    for (let index = from; index < from + node.leafCount; index++) this.#leaves[index]!.take();
  }
}

/** How many levels are read at a time. */
const stepLength = 1024;

/** The levels and values of a leaf for whole rows, from the first that is not yet taken on. */
class LeafLevels {
  readonly #column: LeafChunk;
  readonly #chunk: ChunkReader;
  readonly #budget: DecodeBudget;
  #repetitions = new Uint8Array(stepLength);
  #definitions = new Uint8Array(stepLength);
  #values: unknown[] = [];
  /** How many levels there are, and how many of them were looked at for where rows begin. */
  #length = 0;
  #at = 0;
  #valueAt = 0;
  #page: PageValues | null = null;
  #isAtEnd = false;

  constructor(column: LeafChunk, chunk: ChunkReader, budget: DecodeBudget) {
    this.#column = column;
    this.#chunk = chunk;
    this.#budget = budget;
  }

  get hasNext(): boolean {
    return this.#at < this.#length;
  }

  get definition(): number {
    return this.#definitions[this.#next()]!;
  }

  get repetition(): number {
    return this.#repetitions[this.#next()]!;
  }

  /** The next value, or null where it is not there. */
  take(): unknown {
    const definition = this.#definitions[this.#next()]!;
    this.#at++;
    if (definition !== this.#column.node.maxDefinition) return null;
    return this.#budget.given(cellOf(this.#values[this.#valueAt++], this.#column.leaf));
  }

  #next(): number {
    if (this.#at < this.#length) return this.#at;
    return refuse('its columns do not agree on how many items there are');
  }

  /** Reads until `rowCount` rows are whole, which they are where another begins or all is read. */
  async read(rowCount: number): Promise<void> {
    this.#keepRest();
    let begun = 0;
    let looked = 0;
    for (;;) {
      for (; looked < this.#length; looked++) {
        if (this.#repetitions[looked] === 0 && ++begun > rowCount) return;
      }
      if (this.#isAtEnd || !(await this.#readOn())) break;
    }
    if (begun < rowCount)
      refuse(`${this.#column.place} ends ${rowCount - begun} rows before the row group does`);
  }

  /** Drops what was taken. */
  #keepRest(): void {
    this.#repetitions.copyWithin(0, this.#at, this.#length);
    this.#definitions.copyWithin(0, this.#at, this.#length);
    this.#values.splice(0, this.#valueAt);
    this.#length -= this.#at;
    this.#at = 0;
    this.#valueAt = 0;
  }

  async #readOn(): Promise<boolean> {
    if (this.#page === null || this.#page.left === 0) this.#page = await this.#chunk.next();
    const page = this.#page;
    if (page === null) {
      this.#isAtEnd = true;
      return false;
    }
    const count = Math.min(stepLength, page.left);
    this.#budget.give(count * itemByteLength);
    this.#repetitions = roomFor(this.#repetitions, this.#length + count);
    this.#definitions = roomFor(this.#definitions, this.#length + count);
    this.#chunk.within(page, () =>
      page.readNested(this.#repetitions, this.#definitions, this.#length, count, this.#values),
    );
    this.#length += count;
    return true;
  }

  close(): void {
    this.#chunk.close();
  }
}

function roomFor(levels: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (levels.length >= length) return levels;
  const grown = new Uint8Array(Math.max(length, levels.length * 2));
  grown.set(levels);
  return grown;
}
