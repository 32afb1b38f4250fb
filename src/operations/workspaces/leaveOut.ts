import {
  type BundleTableName,
  bundleTableNames,
  type BundleTables,
  keyFields,
} from '../../formats/bundle/bundleTables';
import { references } from './bundleReferences';
import type { MergeConflict } from '../core/mergeConflicts';

/** Tables whose records are what they say: what refers to one would refer to another thing. */
const withDependents: ReadonlySet<BundleTableName> = new Set([
  'snapshots',
  'readings',
  'profiles',
  'manifests',
]);

/**
 * The records without those that conflicts name, and without all that refers to those, however far. Where a record of
 * another table differs, the one that is here stays, and what refers to it comes.
 */
export function leaveOut(
  tables: BundleTables,
  conflicts: readonly MergeConflict[],
): { readonly kept: BundleTables; readonly leftOutCount: number } {
  if (conflicts.length === 0) return { kept: tables, leftOutCount: 0 };
  const out = new Map<BundleTableName, Set<string>>(bundleTableNames.map((name) => [name, new Set()]));
  for (const conflict of conflicts) {
    if (conflict.kind === 'numberTwice') out.get('snapshots')?.add(conflict.snapshotId);
    else if (withDependents.has(conflict.table)) out.get(conflict.table)?.add(conflict.key);
  }
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const [from, index, , table, key] of references(tables)) {
      if (key === null || !out.get(table)?.has(key)) continue;
      const own = keyOf(from, tables[from][index]);
      if (out.get(from)?.has(own)) continue;
      out.get(from)?.add(own);
      isGrowing = true;
    }
  }
  let leftOutCount = 0;
  const kept = Object.fromEntries(
    bundleTableNames.map((name) => {
      const records = (tables[name] as readonly unknown[]).filter(
        (record) => !out.get(name)?.has(keyOf(name, record)),
      );
      leftOutCount += tables[name].length - records.length;
      return [name, records];
    }),
  ) as unknown as BundleTables;
  const withdrawals = kept.withdrawals.filter(({ targets }) =>
    targets.every(({ table, id }) => !out.get(table)?.has(id)),
  );
  return {
    kept: { ...kept, withdrawals },
    leftOutCount: leftOutCount + kept.withdrawals.length - withdrawals.length,
  };
}

function keyOf(table: BundleTableName, record: unknown): string {
  return String((record as Record<string, string | number>)[keyFields[table]]);
}
