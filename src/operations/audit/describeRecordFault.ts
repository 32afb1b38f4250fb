import { declarationOf, keyOf, type TableName } from '../../records/tables';
import { namesOfRecords } from '../core/recordNames';
import type { RecordFault, StoredRecords } from './verifyRecords';

/** Faults with what people call their records; of one that is not there its kind and key. */
export function nameFaults(
  faults: readonly RecordFault[],
  stored: StoredRecords,
): readonly { readonly fault: RecordFault; readonly name: string }[] {
  if (faults.length === 0) return [];
  const nameOf = namesOfRecords(stored);
  const records = new Map<TableName, ReadonlyMap<string, unknown>>();
  const recordsOf = (table: TableName): ReadonlyMap<string, unknown> => {
    const known = records.get(table);
    if (known) return known;
    const own = new Map(stored[table].map((record) => [String(keyOf(table, record)), record as unknown]));
    records.set(table, own);
    return own;
  };
  return faults.map((fault) => {
    if (!('key' in fault)) return { fault, name: '' };
    const record = recordsOf(fault.table).get(fault.key);
    const { noun } = declarationOf(fault.table);
    const name = record === undefined ? '' : nameOf(fault.table, record);
    return { fault, name: name === '' || name === `the ${noun}` ? `the ${noun} ${fault.key}` : name };
  });
}

/** A fault in words: what is wrong, of which record, and which entry wrote it. */
export function describeRecordFault(fault: RecordFault, name: string): string {
  switch (fault.kind) {
    case 'changed': {
      const since = fault.sequence === null ? 'it was written' : `entry ${fault.sequence} wrote it`;
      return `${inFull(name)} was changed after ${since}${named(fault, name)}.`;
    }
    case 'missing': {
      const by = fault.sequence === null ? '' : `: entry ${fault.sequence} wrote it`;
      return `${inFull(name)} is missing${by}.`;
    }
    case 'added':
      return `${inFull(name)} was put in past the log: no entry wrote it${named(fault, name)}.`;
    case 'changedGroup': {
      const { noun } = declarationOf(fault.table);
      return `One of ${fault.keys.length} records that entry ${fault.sequence} wrote together was changed: it is a ${noun}.`;
    }
    case 'wrongSeal':
      return `The digests beside entry ${fault.sequence} are not those that it was written with, so its records cannot be checked by it.`;
  }
}

/** What a fault is of: its kind and key, where the name does not say so already. */
function named({ table, key }: { readonly table: TableName; readonly key: string }, name: string): string {
  return name.endsWith(key) ? '' : ` (${declarationOf(table).noun} ${key})`;
}

function inFull(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
