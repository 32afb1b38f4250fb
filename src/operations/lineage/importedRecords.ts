import type { Observation } from '../../lineage/records';
import { keyOf, type Tables, type WithdrawableTable } from '../../records/tables';
import type { ChangeWriter } from '../core/commitChange';
import { type ImportWatch, stopIfCancelled } from '../core/importWatch';
import type { WithdrawalTarget } from '../core/withdrawals';

/**
 * Records that an import needs, by the ids that the source gives them. Those that the store lacks are added, those
 * that an undo took out of view are put back, and the others are left as they are: importing again changes nothing. What a
 * person deleted stays away.
 */
export class ImportedRecords {
  private readonly wanted = new Map<WithdrawableTable, Map<string, Tables[WithdrawableTable]>>();
  /** Keys that the store may have, so that it is asked. */
  private readonly asked = new Map<WithdrawableTable, string[]>();

  ensure<T extends WithdrawableTable>(table: T, record: Tables[T]): void {
    const key = this.want(table, record);
    if (key === null) return;
    const asked = this.asked.get(table);
    if (asked) asked.push(key);
    else this.asked.set(table, [key]);
  }

  /** For a record whose key is known not to be in the store. */
  ensureNew<T extends WithdrawableTable>(table: T, record: Tables[T]): void {
    this.want(table, record);
  }

  /** The record's key; null where it was wanted before. */
  private want<T extends WithdrawableTable>(table: T, record: Tables[T]): string | null {
    const known = this.wanted.get(table);
    const records = known ?? new Map<string, Tables[WithdrawableTable]>();
    if (!known) this.wanted.set(table, records);
    const key = String(keyOf(table, record));
    if (records.has(key)) return null;
    records.set(key, record);
    return key;
  }

  get count(): number {
    return [...this.wanted.values()].reduce((sum, records) => sum + records.size, 0);
  }

  /** Writes what is missing; gives what was added, and what has to be put back into view. */
  async write(change: ChangeWriter, watch: WriteWatch): Promise<WrittenRecords> {
    const added: { [T in WithdrawableTable]?: readonly Tables[T][] } = {};
    const restored: WithdrawalTarget[] = [];
    const observations: Observation[] = [];
    // What refers comes after what it refers to (I3).
    for (const table of inOrder) {
      const records = this.wanted.get(table);
      if (!records) continue;
      const present = await change.raw.knownKeys(table, this.asked.get(table) ?? []);
      const missing: Tables[WithdrawableTable][] = [];
      for (const [key, record] of records) {
        const isBack =
          present.has(key) && change.live.isHidden(table, key) && !change.live.isDeleted(table, key);
        if (isBack) restored.push({ table, id: key });
        if (!present.has(key)) missing.push(record);
        if (table === 'observations' && (isBack || !present.has(key)))
          observations.push(record as Observation);
      }
      await addInBatches(missing, watch, (batch) => change.add(table, batch));
      Object.assign(added, { [table]: missing });
    }
    return { added, restored, observations };
  }
}

/** Records that are added at once: few enough that a cancel is heard soon. */
const batchLength = 2000;

/** Whoever waits while records are added, and hears of each batch. */
export interface WriteWatch {
  readonly watch: ImportWatch;
  readonly onAdded: (count: number) => void;
}

/** Adds records batch by batch, so that a cancel is heard between two. */
export async function addInBatches<T>(
  records: readonly T[],
  { watch, onAdded }: WriteWatch,
  add: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < records.length; start += batchLength) {
    const batch = records.slice(start, start + batchLength);
    await add(batch);
    stopIfCancelled(watch);
    onAdded(batch.length);
  }
}

/** What an import put into the store, and what it put back into view. */
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
  'aliasMoves',
  'jobs',
  'runs',
  'observations',
  'claims',
];
