import Dexie, { type Table, type Transaction as DexieTransaction } from 'dexie';

import type { AuditEntry } from '../versioning/records';

/**
 * Entries of the log that were packed, in ascending order and as JSON: whatever its size, a record of IndexedDB costs
 * Chromium some hundredths of a millisecond to read, and a long log is read whole to be checked. A page never changes, and
 * what it has comes before all rows.
 */
export interface AuditPage {
  /** The sequence of the first entry. */
  readonly first: number;
  readonly last: number;
  readonly entries: string;
}

/** How the pages are declared to Dexie. */
export const auditPageStore = { auditPages: 'first' } as const;

/** Rows are packed when there are this many. */
export const entriesPerPage = 512;
/** A log from before there were pages is packed bit by bit. */
const pagesAtOnce = 8;
/** Pages that are read ahead: while one is checked, the browser's own process reads the next ones. */
const pagesAhead = 4;

/** The log of a database within one transaction: pages first, then rows. */
export class AuditRecords {
  private readonly pages: Table<AuditPage, number>;
  private readonly rows: Table<AuditEntry, number>;

  constructor(transaction: Pick<DexieTransaction, 'table'>) {
    this.pages = transaction.table<AuditPage, number>('auditPages');
    this.rows = transaction.table<AuditEntry, number>('audit');
  }

  async get(sequence: number): Promise<AuditEntry | undefined> {
    const row = await this.rows.get(sequence);
    if (row) return row;
    const page = await this.pages.where('first').belowOrEqual(sequence).last();
    if (!page || page.last < sequence) return undefined;
    return entriesOf(page).find((entry) => entry.sequence === sequence);
  }

  async last(): Promise<AuditEntry | undefined> {
    const row = await this.rows.orderBy(':id').last();
    if (row) return row;
    const page = await this.pages.orderBy(':id').last();
    return page && entriesOf(page).at(-1);
  }

  async all(): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = [];
    await this.read((some) => {
      for (const entry of some) entries.push(entry);
    });
    return entries;
  }

  /** Calls `take` with all entries in ascending order, a page at a time, while the next ones are read. */
  async read(take: (entries: readonly AuditEntry[]) => void): Promise<void> {
    const firsts = await this.pages.orderBy(':id').primaryKeys();
    const rows = this.rows.toArray();
    const coming: PromiseLike<AuditPage | undefined>[] = [];
    for (let at = 0; at < firsts.length; at++) {
      while (coming.length < pagesAhead && at + coming.length < firsts.length)
        coming.push(this.pages.get(firsts[at + coming.length]!));
      const page = await coming.shift()!;
      if (page) take(entriesOf(page));
    }
    take(await rows);
  }

  /** Appends entries; whole pages of them where there are many, and packs what has come together. */
  async add(entries: readonly AuditEntry[]): Promise<void> {
    const [first] = entries;
    if (!first) return;
    const isBulk = entries.length >= entriesPerPage && (await this.rows.count()) === 0;
    const last = isBulk ? await this.last() : undefined;
    if (last && last.sequence >= first.sequence)
      throw new Error(`audit already has the key ${first.sequence}`);
    const packed = isBulk ? Math.floor(entries.length / entriesPerPage) * entriesPerPage : 0;
    for (let start = 0; start < packed; start += entriesPerPage)
      await this.pages.add(pageOf(entries.slice(start, start + entriesPerPage)));
    if (packed < entries.length) await this.rows.bulkAdd(entries.slice(packed));
    if (entries.some(({ sequence }) => sequence % entriesPerPage === 0)) await this.pack();
  }

  private async pack(): Promise<void> {
    const rows = await this.rows.limit(entriesPerPage * pagesAtOnce).toArray();
    const count = Math.floor(rows.length / entriesPerPage) * entriesPerPage;
    if (count === 0) return;
    for (let start = 0; start < count; start += entriesPerPage)
      await this.pages.add(pageOf(rows.slice(start, start + entriesPerPage)));
    await this.rows
      .where(':id')
      .between(Dexie.minKey, rows[count - 1]!.sequence, true, true)
      .delete();
  }
}

function pageOf(entries: readonly AuditEntry[]): AuditPage {
  return {
    first: entries[0]!.sequence,
    last: entries.at(-1)!.sequence,
    entries: JSON.stringify(entries),
  };
}

function entriesOf({ entries }: AuditPage): AuditEntry[] {
  return JSON.parse(entries) as AuditEntry[];
}
