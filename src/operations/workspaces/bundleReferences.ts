import type { BundleFault } from '../../formats/bundle/readBundle';
import { referencesOf } from '../../records/references';
import { keyOf, type RecordTables, type TableName, tableNames } from '../../records/tables';

/**
 * The first reference to a record that is neither in the tables nor in the store (I3), or a parent that does not come
 * before its child; null where all hold.
 */
export function brokenReference(
  tables: RecordTables,
  isStored: (table: TableName, key: string) => boolean,
): BundleFault | null {
  const own = new Map<TableName, Set<string>>();
  for (const from of tableNames) {
    own.set(from, new Set(tables[from].map((record) => String(keyOf(from, record)))));
    for (const [index, record] of tables[from].entries()) {
      for (const { path, table, key, rule } of referencesOf(from, record)) {
        if (rule === 'loose' || own.get(table)?.has(key) || isStored(table, key)) continue;
        return { place: `/tables/${from}/${index}/${path}`, message: `${table} ${key} is not there` };
      }
    }
  }
  return misplacedParent(tables);
}

/** Numbers of one artifact are used once, and a parent of the same artifact has a lower one. */
function misplacedParent({ snapshots }: RecordTables): BundleFault | null {
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const numbers = new Set<string>();
  for (const [index, { id, artifactId, sequence, parents }] of snapshots.entries()) {
    const number = `${sequence} ${artifactId}`;
    if (numbers.has(number)) {
      return {
        place: `/tables/snapshots/${index}/sequence`,
        message: `the artifact has a version ${sequence} already`,
      };
    }
    numbers.add(number);
    for (const [at, parentId] of parents.entries()) {
      const parent = byId.get(parentId);
      const isLater = parent?.artifactId === artifactId && parent.sequence >= sequence;
      if (!isLater && parentId !== id) continue;
      const message = 'a parent has to come before its child';
      return { place: `/tables/snapshots/${index}/parents/${at}`, message };
    }
  }
  return null;
}
