import Dexie, { type Table, type Transaction as DexieTransaction } from 'dexie';

import type { EventText } from '../operations/core/store';
import { declarationOf, keyOf, type TableName, type Tables } from '../records/tables';
import { hasAnyMark, markOf, type Marks } from './pageMarks';
import { columnsOf, type RecordColumns, recordsInColumns } from './recordColumns';

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
}

/**
 * What the page is found by: the values of its records' indexed fields, and their keys where the table is asked by key. All
 * of a table's are read at the first question of a transaction: an index of so many terms takes longer to write than all
 * the rest.
 */
export interface PageMarks {
  readonly id: number;
  readonly table: TableName;
  readonly marks: Marks;
}

/** A page's records; as JSON where they are no more than that, since that is written and read quicker. */
export interface PageBody {
  readonly id: number;
  readonly table: TableName;
  readonly records: readonly object[] | RecordColumns | string;
}

/** How the tables of pages are declared to Dexie. */
export const pageStores = {
  pageHeads: 'id, table',
  pageMarks: 'id, table',
  pageBodies: 'id, table',
} as const;

/** Fewer than this are rows of their own. */
export const fewestInPages = 256;
const recordsPerPage = 500;

/** Whether records of a kind are packed into pages where many come at once. */
export function isPaged(table: TableName): boolean {
  return declarationOf(table).pages !== null;
}

function isAskedByKey(table: TableName): boolean {
  return declarationOf(table).pages?.isAskedByKey === true;
}

/** The pages of a database within one transaction. */
export class RecordPages {
  private readonly heads: Table<PageHead, number>;
  private readonly marks: Table<PageMarks, number>;
  private readonly bodies: Table<PageBody, number>;
  /** The page of each key of a table, once it was asked for. */
  private readonly pageOfKey = new Map<TableName, Map<string, number>>();
  /** The pages of a table with their marks, once they were asked for. */
  private readonly markedPages = new Map<TableName, PromiseLike<PageMarks[]>>();
  /** Pages of which few were asked for: the same ones are, again and again. */
  private readonly bodiesRead = new Map<number, PromiseLike<readonly object[]>>();
  private readonly counts = new Map<TableName, number>();
  private lastId: number | null = null;
  /** Of all tables, when it was first asked for. */
  private total: PromiseLike<number> | null = null;
  private lastWritten: PromiseLike<void> = Dexie.Promise.resolve();

  private readonly transaction: DexieTransaction;

  constructor(transaction: DexieTransaction) {
    this.transaction = transaction;
    this.heads = transaction.table<PageHead, number>('pageHeads');
    this.marks = transaction.table<PageMarks, number>('pageMarks');
    this.bodies = transaction.table<PageBody, number>('pageBodies');
  }

  async has(table: TableName): Promise<boolean> {
    if (!isPaged(table)) return false;
    const known = this.counts.get(table);
    if (known !== undefined) return known > 0;
    const count = (await this.hasNone()) ? 0 : await this.heads.where('table').equals(table).count();
    const isKnownNow = this.counts.get(table);
    this.counts.set(table, isKnownNow ?? count);
    return (isKnownNow ?? count) > 0;
  }

  /** Whether no table has any: so it is in most workspaces, which are asked but once in a transaction. */
  private async hasNone(): Promise<boolean> {
    this.total ??= this.heads.count();
    return (await this.total) === 0;
  }

  /** Whether a table has none, for whoever asks for its marks next: where there are none, these say so themselves. */
  private async mayHave(table: TableName): Promise<boolean> {
    return isPaged(table) && this.counts.get(table) !== 0 && !(await this.hasNone());
  }

  /** Adds records whose keys neither a row nor a page has. */
  add<T extends TableName>(table: T, records: readonly Tables[T][]): Promise<void> {
    const isJson = declarationOf(table).pages?.isJson === true;
    return this.addWritten(table, records, (page) => {
      const columns = columnsOf(page);
      return isJson ? JSON.stringify(columns) : columns;
    });
  }

  /** The same for events, whose bodies are JSON already. */
  addEvents(events: readonly EventText[]): Promise<void> {
    return this.addWritten('events', events, (page) => `[${page.map(eventJson).join(',')}]`);
  }

  /** Waits until the browser has taken what was added. Whoever ends the transaction has to, or would not hear of a failure. */
  written(): PromiseLike<void> {
    return this.lastWritten;
  }

  private async addWritten<R extends object>(
    table: TableName,
    records: readonly R[],
    write: (page: readonly R[]) => PageBody['records'],
  ): Promise<void> {
    this.lastId ??= (await this.heads.orderBy(':id').last())?.id ?? 0;
    // More than none, whatever there was before.
    if (records.length > 0) {
      this.counts.set(table, 1);
      this.total = Dexie.Promise.resolve(1);
    }
    const before = this.lastWritten;
    let last: IDBRequest | null = null;
    for (let start = 0; start < records.length; start += recordsPerPage) {
      const page = records.slice(start, start + recordsPerPage);
      const id = ++this.lastId;
      const keys = page.map((record) => keyIn(table, record));
      const marks = marksOf(table, page, keys);
      for (const key of keys) this.pageOfKey.get(table)?.set(key, id);
      void this.markedPages.get(table)?.then(
        (pages) => pages.push({ id, table, marks }),
        () => undefined,
      );
      this.addUnobserved('pageHeads', { id, table, keys });
      this.addUnobserved('pageMarks', { id, table, marks });
      last = this.addUnobserved('pageBodies', { id, table, records: write(page) });
    }
    if (last) this.lastWritten = outcomeOf(last);
    // Not for these: the browser takes them while the next ones are made.
    await before;
  }

  /**
   * Past Dexie, which would tell every tab the range of all keys: for those nobody looks. What is watched is the audit log
   * alone.
   */
  private addUnobserved(name: keyof typeof pageStores, record: PageHead | PageMarks | PageBody): IDBRequest {
    return this.transaction.idbtrans.objectStore(name).add(record);
  }

  async get<T extends TableName>(table: T, key: string): Promise<Tables[T] | undefined> {
    if (!(await this.mayHave(table))) return undefined;
    const ids = await this.pagesOfKeys(table, [key]);
    return (await this.recordsIn<T>(ids)).find((record) => keyIn(table, record) === key);
  }

  /** The pages that have the keys; by marks, which tell of too many rather than of too few, where these are few. */
  private async pagesOfKeys(table: TableName, keys: readonly string[]): Promise<readonly number[]> {
    if (!this.pageOfKey.has(table) && isAskedByKey(table) && keys.length <= fewKeys)
      return this.pagesWith(table, new Set(keys.map((key) => markOf(key, keyMark(table)))));
    const pageOf = await this.keysOf(table);
    return [...new Set(keys.flatMap((key) => pageOf.get(key) ?? []))];
  }

  /**
   * Whether a page has one of a few keys. Not looked for in tables that are not asked by key: their ids are random, or
   * derived from what the page of another table would have to have.
   */
  async hasAny(table: TableName, keys: readonly string[]): Promise<boolean> {
    if (!isAskedByKey(table) || keys.length === 0 || !(await this.mayHave(table))) return false;
    const marks = new Set(keys.map((key) => markOf(key, keyMark(table))));
    const heads = await this.heads.bulkGet([...(await this.pagesWith(table, marks))]);
    return heads.some((head) => head?.keys.some((key) => keys.includes(key)));
  }

  /** Those of the keys that pages have, by key. */
  async getMany<T extends TableName>(
    table: T,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Tables[T]>> {
    const found = new Map<string, Tables[T]>();
    if (keys.length === 0 || !(await this.mayHave(table))) return found;
    const wanted = new Set(keys);
    for (const record of await this.recordsIn<T>(await this.pagesOfKeys(table, keys))) {
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
    if (values.length === 0 || !(await this.mayHave(table))) return [];
    const from = fieldMark(table, field);
    const ids = await this.pagesWith(table, new Set(values.map((value) => markOf(String(value), from))));
    const wanted = new Set<unknown>(values);
    return (await this.recordsIn<T>(ids)).filter((record) => wanted.has((record as object as Fields)[field]));
  }

  private async pagesWith(table: TableName, marks: ReadonlySet<number>): Promise<readonly number[]> {
    const read = this.markedPages.get(table) ?? this.marks.where('table').equals(table).toArray();
    this.markedPages.set(table, read);
    return (await read).filter((page) => hasAnyMark(page.marks, marks)).map(({ id }) => id);
  }

  /** Every record of a table, in the order in which they were added. */
  async all<T extends TableName>(table: T): Promise<Tables[T][]> {
    if (!(await this.has(table))) return [];
    const ids = await this.bodies.where('table').equals(table).primaryKeys();
    return this.recordsIn<T>(ids.toSorted((a, b) => a - b));
  }

  private async recordsIn<T extends TableName>(ids: readonly number[]): Promise<Tables[T][]> {
    const records: Tables[T][] = [];
    const take = (page: readonly object[]): void => {
      for (const record of page) records.push(record as Tables[T]);
    };
    if (ids.length <= pagesAtOnce) {
      const pages = await Promise.all(ids.map((id) => this.bodyOf(id)));
      pages.forEach(take);
      return records;
    }
    // A few pages at a time: each request's answer is a task of its own, and none should be a long one.
    for (let start = 0; start < ids.length; start += pagesAtOnce) {
      const bodies = await this.bodies.bulkGet(ids.slice(start, start + pagesAtOnce));
      for (const body of bodies) if (body) take(recordsOfPage(body));
    }
    return records;
  }

  private bodyOf(id: number): PromiseLike<readonly object[]> {
    const read =
      this.bodiesRead.get(id) ?? this.bodies.get(id).then((body) => (body ? recordsOfPage(body) : []));
    this.bodiesRead.set(id, read);
    return read;
  }
}

const pagesAtOnce = 4;

/** So few are looked for by their marks; for more, all keys of a table are read. */
const fewKeys = 256;

/** Pages of version 4 were found by an index of terms. */
export async function markStoredPages(transaction: DexieTransaction): Promise<void> {
  const heads = transaction.table<PageHead & { readonly terms: readonly string[] }, number>('pageHeads');
  const stored = await heads.toArray();
  await transaction.table<PageMarks, number>('pageMarks').bulkAdd(
    stored.map(({ id, table, terms }) => ({
      id,
      table,
      marks: Uint32Array.from(terms, (term) => markOf(term)),
    })),
  );
  await transaction
    .table<PageHead, number>('pageHeads')
    .bulkPut(stored.map(({ id, table, keys }) => ({ id, table, keys })));
}

/** The records of a page, in whichever form they are. */
export function recordsOfPage({ records }: Pick<PageBody, 'records'>): readonly object[] {
  const read =
    typeof records === 'string' ? (JSON.parse(records) as Exclude<typeof records, string>) : records;
  return 'columns' in read ? recordsInColumns(read) : read;
}

type Fields = Readonly<Record<string, unknown>>;

function keyIn(table: TableName, record: object): string {
  return keyOf(table, record) as string;
}

function eventJson({ text, ...facts }: EventText): string {
  return `${JSON.stringify(facts).slice(0, -1)},"body":${text}}`;
}

function marksOf(table: TableName, page: readonly object[], keys: readonly string[]): Marks {
  const marks = new Set<number>();
  if (isAskedByKey(table)) for (const key of keys) marks.add(markOf(key, keyMark(table)));
  for (const field of declarationOf(table).indexes) {
    const from = fieldMark(table, field);
    for (const value of new Set(page.map((record) => (record as Fields)[field]))) {
      if (typeof value === 'string' || typeof value === 'number') marks.add(markOf(String(value), from));
    }
  }
  return Uint32Array.from(marks);
}

function fieldMark(table: TableName, field: string): number {
  return markOf(`${table}.${field}=`);
}

function keyMark(table: TableName): number {
  return markOf(`${table} `);
}

/** Requests of a transaction end in their order: the last one's end is that of all. */
function outcomeOf(last: IDBRequest): PromiseLike<void> {
  const outcome = new Dexie.Promise<void>((resolve, reject) => {
    last.onsuccess = () => resolve();
    last.onerror = () => reject(last.error ?? new Error('A page could not be written.'));
  });
  // Whoever asks hears of it; nobody has to.
  outcome.catch(() => undefined);
  return outcome;
}
