import { declarationOf, emptyTables, keyOf, type RecordTables, tableNames } from '../../records/tables';
import type { Transaction } from '../core/store';
import { type LeftOver, type UnreadableRecord, unreadableIn, withoutDangling } from '../core/unreadable';

/**
 * All that a store holds, as far as it can be imported again: without records that cannot be read, and without what refers
 * to them. A log with such an entry is left out whole: its chain would not hold.
 */
export async function readAll(transaction: Transaction): Promise<LeftOver<RecordTables>> {
  const read = await Promise.all(
    tableNames.map(async (name) => [name, await transaction.all(name)] as const),
  );
  const tables: RecordTables = { ...emptyTables, ...Object.fromEntries(read) };
  const faults = unreadableIn(tables);
  const isLogWhole = !faults.some(({ table }) => table === 'audit' || table === 'seals');
  const { kept, leftOut } = withoutDangling(tables, [...faults, ...(isLogWhole ? uncounted(tables) : [])]);
  return { kept: isLogWhole ? kept : { ...kept, audit: [], seals: [] }, leftOut };
}

/** Records of changes that the log has not counted, after which the next change of a store would not be the latest. */
export function uncounted(tables: RecordTables): UnreadableRecord[] {
  const counted = tables.audit.at(-1)?.change ?? 0;
  return tableNames
    .filter((table) => declarationOf(table).isCounted)
    .flatMap((table) =>
      (tables[table] as readonly { readonly change?: number }[]).flatMap((record) =>
        typeof record.change === 'number' && record.change > counted
          ? {
              table,
              key: String(keyOf(table, record)),
              place: 'change',
              message: `the log counts to ${counted} only`,
            }
          : [],
      ),
    );
}
