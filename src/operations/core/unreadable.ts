import { recordShapes } from '../../records/recordShapes';
import { type Reference, referencesOf } from '../../records/references';
import { declarationOf, keyOf, type RecordTables, type TableName, tableNames } from '../../records/tables';

/** A stored record that is not what its kind has to look like, or that refers to one that is not. */
export interface UnreadableRecord {
  readonly table: TableName;
  readonly key: string;
  /** Where in the record, such as `values/3`; empty where it is the whole. */
  readonly place: string;
  readonly message: string;
}

/** Why a stored record cannot be read; null where it can. */
export function unreadable(table: TableName, record: unknown): UnreadableRecord | null {
  const fault = recordShapes[table](record);
  return fault && { table, key: keyIn(table, record), place: fault.path.join('/'), message: fault.message };
}

/** All records of all tables that cannot be read. */
export function unreadableIn(tables: RecordTables): readonly UnreadableRecord[] {
  return tableNames.flatMap((table) => tables[table].flatMap((record) => unreadable(table, record) ?? []));
}

/** Tables, or some of them. */
export type SomeTables = { readonly [T in TableName]?: readonly unknown[] };

/** What is left of tables where some records are left out, and all that refers to these, however far. */
export interface LeftOver<T> {
  readonly kept: T;
  /** Those that were given, and those that refer to one of them. */
  readonly leftOut: readonly UnreadableRecord[];
}

/** Leaves out what cannot be read, and what could not be without it. */
export function withoutUnreadable<T extends SomeTables>(
  tables: T,
  given: readonly UnreadableRecord[],
): LeftOver<T> {
  if (given.length === 0) return { kept: tables, leftOut: given };
  const out = new Keys();
  for (const { table, key } of given) out.add(table, key);
  return leftOver(tables, given, out, (to) => out.has(to.table, to.key));
}

/** The same, and leaves out whatever refers to what is not among the tables, which are all. */
export function withoutDangling(
  tables: RecordTables,
  given: readonly UnreadableRecord[],
): LeftOver<RecordTables> {
  const out = new Keys();
  const there = new Keys();
  for (const { table, key } of given) out.add(table, key);
  for (const table of tableNames) for (const record of tables[table]) there.add(table, keyIn(table, record));
  return leftOver(tables, given, out, (to) => out.has(to.table, to.key) || !there.has(to.table, to.key));
}

/** Keys by table. */
class Keys {
  private readonly byTable = new Map<TableName, Set<string>>();

  has(table: TableName, key: string): boolean {
    return this.byTable.get(table)?.has(key) === true;
  }

  add(table: TableName, key: string): void {
    const own = this.byTable.get(table);
    if (own) own.add(key);
    else this.byTable.set(table, new Set([key]));
  }
}

function leftOver<T extends SomeTables>(
  tables: T,
  given: readonly UnreadableRecord[],
  out: Keys,
  isLost: (to: Reference) => boolean,
): LeftOver<T> {
  const leftOut = [...given];
  const staying = new Map(
    tableNames.flatMap((table) => {
      const records = tables[table];
      return records ? [[table, records.filter((record) => !out.has(table, keyIn(table, record)))]] : [];
    }) as [TableName, readonly unknown[]][],
  );
  for (let before = -1; before < leftOut.length;) {
    before = leftOut.length;
    for (const [table, records] of staying) {
      const kept = records.filter((record) => {
        const lost = referencesOf(table, record).find((to) => to.rule !== 'loose' && isLost(to));
        if (!lost) return true;
        const key = keyIn(table, record);
        const { noun } = declarationOf(lost.table);
        const message = `refers to the ${noun} ${lost.key}, which cannot be read or is not there`;
        out.add(table, key);
        leftOut.push({ table, key, place: lost.path, message });
        return false;
      });
      if (kept.length < records.length) staying.set(table, kept);
    }
  }
  return { kept: { ...tables, ...(Object.fromEntries(staying) as object) }, leftOut };
}

function keyIn(table: TableName, record: unknown): string {
  return typeof record === 'object' && record !== null ? String(keyOf(table, record)) : '';
}
