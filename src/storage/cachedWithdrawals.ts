import type { Table } from 'dexie';

import type { Withdrawal } from '../versioning/records';

/**
 * The withdrawals of a database, read once: one that took back an import names a hundred thousand records. None is ever
 * changed, so that their keys tell which of them are new, and which an ended transaction never left.
 */
export class CachedWithdrawals {
  private known: ReadonlyMap<string, Withdrawal> = new Map();
  private list: readonly Withdrawal[] = [];

  /** In the order of the keys; the same list where they are the same. */
  async read(table: Table<Withdrawal, string>): Promise<readonly Withdrawal[]> {
    const before = this.known;
    const keys = await table.toCollection().primaryKeys();
    if (keys.length === before.size && keys.every((key) => before.has(key))) return this.list;
    const news = keys.filter((key) => !before.has(key));
    const read = await table.bulkGet(news);
    const found = new Map(read.flatMap((record) => (record ? [[record.id, record] as const] : [])));
    this.known = new Map(keys.map((key) => [key, (before.get(key) ?? found.get(key))!]));
    this.list = [...this.known.values()];
    return this.list;
  }

  /** What comes after a wipe may have the keys of what was there. */
  forget(): void {
    this.known = new Map();
    this.list = [];
  }
}
