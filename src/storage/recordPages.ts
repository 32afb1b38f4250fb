import Dexie, { type Table, type Transaction as DexieTransaction } from 'dexie';

import type { EventText, TableName, Tables } from '../operations/store';
import { indexFields, keyFieldOf } from './tables';

/**
 * Records that were added many at once, some hundreds to a page: whatever its size, a record of IndexedDB costs Chromium
 * about a tenth of a millisecond. A page never changes; where a row of its own has the key of a record in a page, the row
 * holds.
 */
export interface PageHead {
  readonly id: number;
  readonly table: TableName;
  /** In the order of the records. */
  readonly keys: readonly string[];
  /** What the page is found by: the values of its records' indexed fields, and their keys where the table is asked by key. */
  readonly terms: readonly string[];
}

/** A page's records; as JSON where they are no more than that, since that is written and read quicker. */
export interface PageBody {
  readonly id: number;
  readonly table: TableName;
  readonly records: readonly unknown[] | string;
}

/** How the two tables of pages are declared to Dexie. */
export const pageStores = { pageHeads: 'id, table, *terms', pageBodies: 'id, table' } as const;

/** Fewer than this are rows of their own. */
export const fewestInPages = 256;
const recordsPerPage = 500;

/** Tables that an import fills; the others have few records, or large ones. `isAskedByKey`: one record at a time. */
const pagedTables: Partial<Record<TableName, { readonly isAskedByKey: boolean; readonly isJson: boolean }>> =
  {
    artifacts: { isAskedByKey: true, isJson: true },
    bindings: { isAskedByKey: false, isJson: true },
    snapshots: { isAskedByKey: true, isJson: true },
    jobs: { isAskedByKey: true, isJson: true },
    // A metric may be no finite number.
    runs: { isAskedByKey: true, isJson: false },
    observations: { isAskedByKey: false, isJson: true },
    events: { isAskedByKey: false, isJson: true },
  };

export function isPaged(table: TableName): boolean {
  return pagedTables[table] !== undefined;
}

/** The pages of a database within one transaction. */
export class RecordPages {
  private readonly heads: Table<PageHead, number>;
  private readonly bodies: Table<PageBody, number>;
  /** The page of each key of a table, once it was asked for. */
  private readonly pageOfKey = new Map<TableName, Map<string, number>>();
  private readonly counts = new Map<TableName, number>();
  private lastId: number | null = null;
  /** Of all tables, when it was first asked for. */
  private total: PromiseLike<number> | null = null;

  private readonly transaction: DexieTransaction;

  constructor(transaction: DexieTransaction) {
    this.transaction = transaction;
    this.heads = transaction.table<PageHead, number>('pageHeads');
    this.bodies = transaction.table<PageBody, number>('pageBodies');
  }

  async has(table: TableName): Promise<boolean> {
    if (!isPaged(table)) return false;
    const known = this.counts.get(table);
    if (known !== undefined) return known > 0;
    // Most workspaces have none, and are asked but once in a transaction.
    this.total ??= this.heads.count();
    const count = (await this.total) === 0 ? 0 : await this.heads.where('table').equals(table).count();
    const isKnownNow = this.counts.get(table);
    this.counts.set(table, isKnownNow ?? count);
    return (isKnownNow ?? count) > 0;
  }

  /** Adds records whose keys neither a row nor a page has. */
  add<T extends TableName>(table: T, records: readonly Tables[T][]): Promise<void> {
    const isJson = pagedTables[table]?.isJson === true;
    return this.addWritten(table, records, (page) => (isJson ? JSON.stringify(page) : page));
  }

  /** The same for events, whose bodies are JSON already. */
  addEvents(events: readonly EventText[]): Promise<void> {
    return this.addWritten('events', events, (page) => `[${page.map(eventJson).join(',')}]`);
  }

  private async addWritten<R extends object>(
    table: TableName,
    records: readonly R[],
    write: (page: readonly R[]) => PageBody['records'],
  ): Promise<void> {
    const isAskedByKey = pagedTables[table]?.isAskedByKey === true;
    this.lastId ??= (await this.heads.orderBy(':id').last())?.id ?? 0;
    const heads: PageHead[] = [];
    const bodies: PageBody[] = [];
    for (let start = 0; start < records.length; start += recordsPerPage) {
      const page = records.slice(start, start + recordsPerPage);
      const id = ++this.lastId;
      const keys = page.map((record) => keyIn(table, record));
      const terms = new Set(isAskedByKey ? keys.map((key) => keyTerm(table, key)) : []);
      for (const field of indexFields[table]) {
        for (const record of page) {
          const value = (record as Fields)[field];
          if (typeof value === 'string' || typeof value === 'number') terms.add(term(table, field, value));
        }
      }
      heads.push({ id, table, keys, terms: [...terms] });
      bodies.push({ id, table, records: write(page) });
      for (const key of keys) this.pageOfKey.get(table)?.set(key, id);
    }
    // More than none, whatever there was before.
    this.counts.set(table, heads.length);
    await this.addUnobserved('pageHeads', heads);
    await this.addUnobserved('pageBodies', bodies);
  }

  /**
   * Past Dexie, which would tell every tab the range of all terms: many megabytes, for which nobody looks. What is watched is
   * the audit log alone.
   */
  private addUnobserved(
    name: keyof typeof pageStores,
    records: readonly (PageHead | PageBody)[],
  ): PromiseLike<void> {
    const store = this.transaction.idbtrans.objectStore(name);
    return new Dexie.Promise<void>((resolve, reject) => {
      let last: IDBRequest | null = null;
      for (const record of records) {
        const request = store.add(record);
        request.onerror = () => reject(request.error ?? new Error('A page could not be written.'));
        last = request;
      }
      if (last) last.onsuccess = () => resolve();
      else resolve();
    });
  }

  async get<T extends TableName>(table: T, key: string): Promise<Tables[T] | undefined> {
    if (!(await this.has(table))) return undefined;
    const known = this.pageOfKey.get(table);
    const id = known
      ? known.get(key)
      : pagedTables[table]?.isAskedByKey
        ? (await this.heads.where('terms').equals(keyTerm(table, key)).primaryKeys())[0]
        : (await this.keysOf(table)).get(key);
    const body = id === undefined ? undefined : await this.bodies.get(id);
    return body && recordsOf<T>(body).find((record) => keyIn(table, record) === key);
  }

  /**
   * Whether a page has one of a few keys. Not looked for in tables that are not asked by key: their ids are random, or
   * derived from what the page of another table would have to have.
   */
  async hasAny(table: TableName, keys: readonly string[]): Promise<boolean> {
    if (!pagedTables[table]?.isAskedByKey || keys.length === 0 || !(await this.has(table))) return false;
    const terms = keys.map((key) => keyTerm(table, key));
    return (await this.heads.where('terms').anyOf(terms).count()) > 0;
  }

  /** Those of the keys that pages have, by key. */
  async getMany<T extends TableName>(
    table: T,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Tables[T]>> {
    const found = new Map<string, Tables[T]>();
    if (keys.length === 0 || !(await this.has(table))) return found;
    const pageOf = await this.keysOf(table);
    const wanted = new Set(keys);
    const ids = new Set(keys.flatMap((key) => pageOf.get(key) ?? []));
    for (const record of await this.recordsIn<T>([...ids])) {
      const key = keyIn(table, record);
      if (wanted.has(key)) found.set(key, record);
    }
    return found;
  }

  /** The page of every key of a table. */
  async keysOf(table: TableName): Promise<ReadonlyMap<string, number>> {
    const known = this.pageOfKey.get(table);
    if (known) return known;
    const pageOf = new Map<string, number>();
    if (await this.has(table)) {
      for (const { id, keys } of await this.heads.where('table').equals(table).toArray()) {
        for (const key of keys) pageOf.set(key, id);
      }
    }
    this.pageOfKey.set(table, pageOf);
    return pageOf;
  }

  async where<T extends TableName>(
    table: T,
    field: string,
    values: readonly (string | number)[],
  ): Promise<Tables[T][]> {
    if (values.length === 0 || !(await this.has(table))) return [];
    const terms = new Set(values.map((value) => term(table, field, value)));
    const ids = await this.pagesWith(table, terms);
    const wanted = new Set<unknown>(values);
    return (await this.recordsIn<T>(ids)).filter((record) => wanted.has((record as Fields)[field]));
  }

  private async pagesWith(table: TableName, terms: ReadonlySet<string>): Promise<readonly number[]> {
    if (terms.size <= fewTerms) {
      const ids = await Promise.all(
        [...terms].map((each) => this.heads.where('terms').equals(each).primaryKeys()),
      );
      return [...new Set(ids.flat())];
    }
    const heads = await this.heads.where('table').equals(table).toArray();
    return heads.filter((head) => head.terms.some((each) => terms.has(each))).map(({ id }) => id);
  }

  /** Every record of a table, in the order in which they were added. */
  async all<T extends TableName>(table: T): Promise<Tables[T][]> {
    if (!(await this.has(table))) return [];
    const ids = await this.bodies.where('table').equals(table).primaryKeys();
    return this.recordsIn<T>(ids.toSorted((a, b) => a - b));
  }

  private async recordsIn<T extends TableName>(ids: readonly number[]): Promise<Tables[T][]> {
    const records: Tables[T][] = [];
    // A few pages at a time: each request's answer is a task of its own, and none should be a long one.
    for (let start = 0; start < ids.length; start += pagesAtOnce) {
      const bodies = await this.bodies.bulkGet(ids.slice(start, start + pagesAtOnce));
      for (const body of bodies) if (body) for (const record of recordsOf<T>(body)) records.push(record);
    }
    return records;
  }
}

/** Up to this many terms are asked for one by one. */
const fewTerms = 64;
const pagesAtOnce = 4;

type Fields = Readonly<Record<string, unknown>>;

function keyIn(table: TableName, record: object): string {
  return (record as Fields)[keyFieldOf(table)] as string;
}

function eventJson({ text, ...facts }: EventText): string {
  return `${JSON.stringify(facts).slice(0, -1)},"body":${text}}`;
}

function recordsOf<T extends TableName>({ records }: PageBody): readonly Tables[T][] {
  return (typeof records === 'string' ? JSON.parse(records) : records) as readonly Tables[T][];
}

function term(table: TableName, field: string, value: string | number): string {
  return `${table}.${field}=${value}`;
}

function keyTerm(table: TableName, key: string): string {
  return `${table} ${key}`;
}
