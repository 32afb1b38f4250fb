import { declarationOf, keyOf, type TableName } from '../records/tables';

/** What a record is found by. */
export type Key = string | number;

/** One table's rows with its indexes; the order by key is made again after a change, when it is asked for. */
export class MemoryTable {
  readonly rows = new Map<Key, unknown>();
  readonly keyOf: (record: unknown) => Key;
  private readonly indexes: ReadonlyMap<string, MemoryIndex>;
  private order: readonly unknown[] | null = null;

  constructor(name: TableName) {
    this.keyOf = (record) => keyOf(name, record);
    this.indexes = new Map(
      declarationOf(name).indexes.map((field) => [field, new MemoryIndex(field, this.rows)]),
    );
  }

  put(key: Key, record: unknown): void {
    if (this.rows.has(key)) this.remove(key);
    this.order = null;
    this.rows.set(key, record);
    for (const index of this.indexes.values()) index.add(key);
  }

  remove(key: Key): void {
    if (!this.rows.has(key)) return;
    this.order = null;
    for (const index of this.indexes.values()) index.remove(key);
    this.rows.delete(key);
  }

  removeAll(keys: readonly Key[]): void {
    for (const key of keys) this.remove(key);
  }

  where(field: string, value: Key): unknown[] {
    const index = this.indexes.get(field);
    // As the browser's store answers.
    if (!index) throw new Error(`There is no index of ${field}.`);
    return inOrderOf([...index.keysWith(value)]).map((key) => this.rows.get(key));
  }

  /** The same list until something changes. */
  inOrder(): readonly unknown[] {
    this.order ??= inOrderOf([...this.rows.keys()]).map((key) => this.rows.get(key));
    return this.order;
  }

  sorted(): unknown[] {
    return [...this.inOrder()];
  }

  clear(): void {
    this.rows.clear();
    for (const index of this.indexes.values()) index.clear();
    this.order = null;
  }
}

/** Keys by the value of one field. Rows are looked at when somebody asks: an import asks before it writes, and never again. */
class MemoryIndex {
  private readonly keysOf = new Map<Key, Set<Key>>();
  private waiting: Key[] = [];
  private readonly field: string;
  private readonly rows: ReadonlyMap<Key, unknown>;

  constructor(field: string, rows: ReadonlyMap<Key, unknown>) {
    this.field = field;
    this.rows = rows;
  }

  add(key: Key): void {
    this.waiting.push(key);
  }

  /** Before its row goes. */
  remove(key: Key): void {
    this.catchUp();
    const value = this.valueOf(key);
    if (value !== null) this.keysOf.get(value)?.delete(key);
  }

  keysWith(value: Key): Iterable<Key> {
    this.catchUp();
    return this.keysOf.get(value) ?? [];
  }

  clear(): void {
    this.keysOf.clear();
    this.waiting = [];
  }

  private catchUp(): void {
    if (this.waiting.length === 0) return;
    for (const key of this.waiting) {
      const value = this.valueOf(key);
      if (value === null) continue;
      const keys = this.keysOf.get(value);
      if (keys) keys.add(key);
      else this.keysOf.set(value, new Set([key]));
    }
    this.waiting = [];
  }

  /** Null for what no index has: a truth, or nothing. */
  private valueOf(key: Key): Key | null {
    const value = (this.rows.get(key) as Readonly<Record<string, unknown>>)[this.field];
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  }
}

/** Sorts the list that it is given. A table's keys are all texts or all numbers. */
function inOrderOf(keys: Key[]): Key[] {
  if (keys.every((key, index) => index === 0 || keys[index - 1]! < key)) return keys;
  // Without a function of its own the platform's sort is several times as quick, and orders texts alike.
  return areTexts(keys) ? keys.sort() : keys.sort((a, b) => Number(a) - Number(b));
}

function areTexts(keys: Key[]): keys is string[] {
  return typeof keys[0] === 'string';
}
