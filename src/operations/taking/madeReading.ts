import { failedReading, readingKey } from '../../profile/readerVersion';
import type { MadeReading } from '../../profile/tablePart';
import { isFailed, type AnyReading } from '../../table/reading';
import type { Snapshot } from '../../versioning/records';
import { isTable, type VersionFacts } from '../../versioning/semanticVersion';
import { unreadKey, readUnread } from '../core/unread';
import type { ChangeWriter } from '../core/commitChange';
import { nullCountsOf, tableFactsOf } from '../core/parentVersion';
import type { OperationPorts } from '../core/ports';
import type { IngestedFile } from './snapshotUnit';
import type { Transaction } from '../core/store';

/** What reading a file as a table gave; null where it is none. */
export function madeReading({ table, failure, digest, format, options }: IngestedFile): MadeReading | null {
  if (table) return table;
  if (!failure || failure.kind === 'malformedPointer') return null;
  return { reading: failedReading(digest, format, options, failure), profile: null };
}

/** What a reading that was just made says of a version. */
export function tableFactsMade(made: MadeReading | null): VersionFacts['table'] {
  const facts = tableFactsOf(made?.reading ?? null);
  return made?.profile && isTable(facts) ? { ...facts, nullCounts: nullCountsOf(made.profile) } : facts;
}

/**
 * Stores a reading beside the others of its bytes; one that is there stays as it is, but for what an import claimed: what was
 * read here takes its place. Whether it was a claim.
 */
export async function storeReading(transaction: Transaction, made: MadeReading): Promise<boolean> {
  const { reading, profile } = made;
  const isClaimed = (await readUnread(transaction))('readings', reading.key);
  if (isClaimed) {
    await transaction.put('readings', [reading]);
    if (profile) await transaction.put('profiles', [{ key: reading.key, profile }]);
    await transaction.unread.remove([unreadKey('readings', reading.key)]);
    return true;
  }
  await transaction.addMissing('readings', [made.reading]);
  if (made.profile)
    await transaction.addMissing('profiles', [{ key: made.reading.key, profile: made.profile }]);
  return false;
}

/** Says beside a version that this reading of its bytes is in use from here on. */
export async function chooseReading(
  { actor, newId }: Pick<OperationPorts, 'actor' | 'newId'>,
  change: ChangeWriter,
  { id: snapshotId }: Pick<Snapshot, 'id'>,
  { key }: AnyReading,
): Promise<void> {
  const body = { kind: 'reading', readingKey: key } as const;
  await change.add('annotations', [{ id: newId(), snapshotId, recordedAt: change.now, actor, body }]);
}

/**
 * Whether a reading that a drop of known bytes made should be in use in place of the one that is: where it gave a table,
 * and that one gave none, or came of an older reader that was asked for the same.
 */
export function isSuccessor(made: AnyReading, inUse: AnyReading | null): boolean {
  if (isFailed(made)) return false;
  if (!inUse || isFailed(inUse)) return true;
  return inUse.readerVersion < made.readerVersion && areAskedAlike(inUse, made);
}

/** Whether two readings of the same bytes were asked for by the same options. */
export function areAskedAlike(a: AnyReading, b: AnyReading): boolean {
  return readingKey(a.digest, a.options) === readingKey(a.digest, b.options);
}
