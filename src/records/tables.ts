import type { Kind, KindDeclaration } from './kind';
import { kinds } from './kinds';

type Kinds = typeof kinds;

/** A table of a workspace's store holds the records of one kind. */
export type TableName = keyof Kinds;

type RecordOf<K> = K extends Kind<infer R, KindDeclaration<infer R>> ? R : never;

/** The record that each table holds. All are append-only but `runs`, which is the fold of a run's events. */
export type Tables = { readonly [T in TableName]: RecordOf<Kinds[T]> };

/** Records of every kind, as a bundle carries them. */
export type RecordTables = { readonly [T in TableName]: readonly Tables[T][] };

/** The fields that each table can be searched by; all hold strings or numbers. */
export type Indexes = { readonly [T in TableName]: Kinds[T]['indexes'][number] };

/** The tables that an undo can take records of out of view. */
export type WithdrawableTable = {
  [T in TableName]: Kinds[T]['isWithdrawable'] extends true ? T : never;
}[TableName];

/** In the order in which a bundle has them: what refers comes after what it refers to. */
export const tableNames = Object.keys(kinds) as readonly TableName[];

/** The kinds of records that an undo can take out of view. */
export const withdrawableTables = tableNames.filter(isWithdrawable);

/** A table of no records of each kind. */
export const emptyTables = Object.fromEntries(
  tableNames.map((name) => [name, []]),
) as unknown as RecordTables;

/** Whether an undo can take records of a kind out of view. */
export function isWithdrawable(table: TableName): table is WithdrawableTable {
  return kinds[table].isWithdrawable;
}

/** What is known of a kind, where its record's own type does not matter. */
export function declarationOf(table: TableName): KindDeclaration<Readonly<Record<string, unknown>>> {
  return kinds[table];
}

/** The member that is the key of a table's records. */
export function keyFieldOf(table: TableName): string {
  return kinds[table].key;
}

/** A record's key: a number of audit entries, else text. */
export function keyOf(table: TableName, record: unknown): string | number {
  return (record as Readonly<Record<string, string | number>>)[kinds[table].key]!;
}
