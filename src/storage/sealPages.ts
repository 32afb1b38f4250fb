import type { Table, Transaction as DexieTransaction } from 'dexie';

import type { Seal } from '../versioning/records';

/**
 * Seals that were packed, as JSON: most are small, there is one for every change, and all are read to be checked. One of a
 * large import is a page of its own. A page never changes.
 */
export interface SealPage {
  readonly first: number;
  /** The sequence of the last seal. */
  readonly last: number;
  readonly seals: string;
}

/** How the pages are declared to Dexie. */
export const sealPageStore = { sealPages: 'last' } as const;

/** Rows are packed when there are this many changes more. */
export const sealsPerPage = 512;
/** A seal of more parts and records is a page of its own. */
const mostInRow = 256;
const pagesAtOnce = 8;

/** The seals of a database within one transaction, in rows and in pages. */
export class SealRecords {
  private readonly pages: Table<SealPage, number>;
  private readonly rows: Table<Seal, number>;

  constructor(transaction: Pick<DexieTransaction, 'table'>) {
    this.pages = transaction.table<SealPage, number>('sealPages');
    this.rows = transaction.table<Seal, number>('seals');
  }

  async get(sequence: number): Promise<Seal | undefined> {
    const row = await this.rows.get(sequence);
    if (row) return row;
    const page = await this.pages
      .where('last')
      .aboveOrEqual(sequence)
      .filter(({ first, seals }) => first <= sequence && hasSeal(seals, sequence))
      .first();
    return page && sealsOf(page).find((seal) => seal.sequence === sequence);
  }

  async last(): Promise<Seal | undefined> {
    const [row, page] = await Promise.all([
      this.rows.orderBy(':id').last(),
      this.pages.orderBy(':id').last(),
    ]);
    const paged = page && sealsOf(page).at(-1);
    return row && (!paged || row.sequence > paged.sequence) ? row : paged;
  }

  async all(): Promise<Seal[]> {
    const seals = await this.rows.toArray();
    const lasts = await this.pages.orderBy(':id').primaryKeys();
    for (let start = 0; start < lasts.length; start += pagesAtOnce) {
      const pages = await this.pages.bulkGet(lasts.slice(start, start + pagesAtOnce));
      for (const page of pages) if (page) for (const seal of sealsOf(page)) seals.push(seal);
    }
    return seals.sort((a, b) => a.sequence - b.sequence);
  }

  /** Appends seals, and packs what has come together. */
  async add(seals: readonly Seal[]): Promise<void> {
    const large = seals.filter((seal) => recordCountOf(seal) > mostInRow);
    const small = seals.filter((seal) => recordCountOf(seal) <= mostInRow);
    for (const seal of large) await this.pages.add(pageOf([seal]));
    const whole = small.length - (small.length % sealsPerPage);
    for (let start = 0; start < whole; start += sealsPerPage)
      await this.pages.add(pageOf(small.slice(start, start + sealsPerPage)));
    if (whole < small.length) await this.rows.bulkAdd(small.slice(whole));
    if (seals.some(({ sequence }) => sequence % sealsPerPage === 0)) await this.pack();
  }

  private async pack(): Promise<void> {
    const rows = await this.rows.toArray();
    if (rows.length === 0) return;
    await this.pages.add(pageOf(rows));
    await this.rows.clear();
  }
}

function pageOf(seals: readonly Seal[]): SealPage {
  return { first: seals[0]!.sequence, last: seals.at(-1)!.sequence, seals: JSON.stringify(seals) };
}

function sealsOf({ seals }: SealPage): Seal[] {
  return JSON.parse(seals) as Seal[];
}

function hasSeal(seals: string, sequence: number): boolean {
  return seals.includes(`"sequence":${sequence},`);
}

function recordCountOf({ tables }: Seal): number {
  return Object.values(tables)
    .flat()
    .reduce((sum, { keys }) => sum + keys.length, 0);
}
