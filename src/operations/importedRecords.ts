import type { Observation } from '../lineage/records';
import type { ChangeWriter } from './commitChange';
import { keyFields } from '../formats/bundle/bundleTables';
import type { Tables } from './store';
import type { Withdrawn, WithdrawableTable, WithdrawalTarget } from './withdrawals';

/**
 * Records that an import needs, by the ids that the source gives them. Those that the store lacks are added, those
 * that were taken out of view are put back, and the others are left as they are: importing again changes nothing.
 */
export class ImportedRecords {
  private readonly wanted = new Map<WithdrawableTable, Map<string, Tables[WithdrawableTable]>>();

  ensure<T extends WithdrawableTable>(table: T, record: Tables[T]): void {
    const records = this.wanted.get(table) ?? new Map<string, Tables[WithdrawableTable]>();
    this.wanted.set(table, records);
    if (!records.has(record.id)) records.set(record.id, record);
  }

  /** Writes what is missing; gives what was added, and what has to be put back into view. */
  async write(change: ChangeWriter, withdrawn: Withdrawn): Promise<WrittenRecords> {
    const added: { [T in WithdrawableTable]?: readonly Tables[T][] } = {};
    const restored: WithdrawalTarget[] = [];
    const observations: Observation[] = [];
    // What refers comes after what it refers to (I3).
    for (const table of inOrder) {
      const records = [...(this.wanted.get(table)?.values() ?? [])];
      if (records.length === 0) continue;
      const present = await change.transaction.getMany(
        table,
        records.map((record) => record[keyFields[table]]),
      );
      const missing = records.filter((_, index) => present[index] === undefined);
      await change.add(table, missing);
      Object.assign(added, { [table]: missing });
      records.forEach((record, index) => {
        const isBack = present[index] !== undefined && withdrawn.has(table, record.id);
        if (isBack) restored.push({ table, id: record.id });
        if (table === 'observations' && (isBack || present[index] === undefined)) {
          observations.push(record as Observation);
        }
      });
    }
    return { added, restored, observations };
  }
}

export interface WrittenRecords {
  readonly added: { readonly [T in WithdrawableTable]?: readonly Tables[T][] };
  readonly restored: readonly WithdrawalTarget[];
  /** Those that were added or put back. */
  readonly observations: readonly Observation[];
}

const inOrder: readonly WithdrawableTable[] = [
  'artifacts',
  'bindings',
  'snapshots',
  'annotations',
  'jobs',
  'runs',
  'observations',
];
