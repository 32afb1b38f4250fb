import { assertNever } from '../../lib/assertNever';
import { declarationOf, type RecordTables, type TableName } from '../../records/tables';
import { groupBy } from '../../lib/groupBy';
import { byShownName } from './identities';
import type { Transaction } from './store';

/** Why a record of a bundle does not fit beside what a workspace has. */
export type MergeConflict =
  /** A record of that key is here, and says something else in these members. */
  | {
      readonly kind: 'differs';
      readonly table: TableName;
      readonly key: string;
      readonly fields: readonly string[];
    }
  /** The artifact has another version of that number: both sides took versions since they parted. */
  | {
      readonly kind: 'numberTwice';
      readonly snapshotId: string;
      readonly artifactId: string;
      /** As the bundle calls it. */
      readonly artifactName: string;
      readonly sequence: number;
    };

/** Snapshots that would be a second version of their number. */
export async function numbersTwice(
  transaction: Transaction,
  snapshots: RecordTables['snapshots'],
  { bindings }: RecordTables,
): Promise<readonly MergeConflict[]> {
  const conflicts: MergeConflict[] = [];
  for (const [artifactId, own] of groupBy(snapshots, (snapshot) => snapshot.artifactId)) {
    const stored = await transaction.where('snapshots', 'artifactId', artifactId);
    const numbers = new Set(stored.map(({ sequence }) => sequence));
    const named = bindings.filter((binding) => binding.artifactId === artifactId).toSorted(byShownName);
    const name = named.at(-1)?.name ?? artifactId;
    for (const { id, sequence } of own) {
      if (!numbers.has(sequence)) continue;
      conflicts.push({ kind: 'numberTwice', snapshotId: id, artifactId, artifactName: name, sequence });
    }
  }
  return conflicts;
}

/** A conflict in words. */
export function describeConflict(conflict: MergeConflict): string {
  switch (conflict.kind) {
    case 'differs':
      return `${declarationOf(conflict.table).noun} ${conflict.key} says something else here: ${conflict.fields.join(', ')}`;
    case 'numberTwice':
      return `version ${conflict.sequence} of ${conflict.artifactName} is another snapshot here`;
    default:
      return assertNever(conflict);
  }
}
