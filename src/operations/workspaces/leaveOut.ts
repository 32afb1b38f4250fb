import { referencesOf } from '../../records/references';
import { declarationOf, keyOf, type RecordTables, type TableName, tableNames } from '../../records/tables';
import type { MergeConflict } from '../core/mergeConflicts';

/**
 * The records without those that conflicts name, and without all that refers to those, however far. Where a record of a
 * kind that keeps ours differs, the one that is here stays, and what refers to it comes.
 */
export function leaveOut(
  tables: RecordTables,
  conflicts: readonly MergeConflict[],
): { readonly kept: RecordTables; readonly leftOutCount: number } {
  if (conflicts.length === 0) return { kept: tables, leftOutCount: 0 };
  const out = new Map<TableName, Set<string>>(tableNames.map((name) => [name, new Set()]));
  for (const conflict of conflicts) {
    if (conflict.kind === 'numberTwice') out.get('snapshots')?.add(conflict.snapshotId);
    else if (declarationOf(conflict.table).onConflict === 'leaveOut')
      out.get(conflict.table)?.add(conflict.key);
  }
  const isOut = (table: TableName, record: unknown): boolean =>
    out.get(table)?.has(String(keyOf(table, record))) ?? false;
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const table of tableNames) {
      for (const record of tables[table]) {
        const refersOut = referencesOf(table, record).some((to) => out.get(to.table)?.has(to.key));
        if (!refersOut || isOut(table, record)) continue;
        out.get(table)?.add(String(keyOf(table, record)));
        isGrowing = true;
      }
    }
  }
  let leftOutCount = 0;
  const kept = Object.fromEntries(
    tableNames.map((name) => {
      const records = tables[name].filter((record) => !isOut(name, record));
      leftOutCount += tables[name].length - records.length;
      return [name, records];
    }),
  ) as unknown as RecordTables;
  return { kept, leftOutCount };
}
