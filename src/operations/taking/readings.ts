import { err, type Result } from '../../lib/result';
import type { TableProfile } from '../../profile/profile';
import type { MadeReading } from '../../profile/tablePart';
import { isFailed, type AnyReading } from '../../table/reading';
import type { Snapshot, SnapshotId } from '../../versioning/records';
import { readUnread } from '../core/unread';
import { addAnnotation } from '../core/annotate';
import { commitChange, commitWrittenChange, Refusal, type CommittedChange } from '../core/commitChange';
import { chooseReading, storeReading } from './madeReading';
import { boundVersion } from '../bytes/keptTable';
import { versionName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { readReadingInUse } from '../core/readingInUse';
import type { LiveTransaction } from '../core/liveTransaction';
import { suggestAnew } from './suggestAnew';

/** What became of a reading that was made of a version's bytes. */
export interface AddedReading {
  readonly reading: AnyReading;
  /** `inUse`: from here on; `wasInUse`: the bytes gave what they gave before; `beside`: it failed, and the one in use did not. */
  readonly place: 'inUse' | 'wasInUse' | 'beside';
}

/**
 * Stores a reading beside the others of a version's bytes and puts it into use; one that failed only where the one in use
 * failed, too. What older readings said stays. Rules [V41], [V42].
 */
export async function addReading(
  ports: OperationPorts,
  snapshotId: SnapshotId,
  made: MadeReading,
): Promise<Result<CommittedChange<AddedReading>, OperationFailure>> {
  const { reading } = made;
  return commitChange<AddedReading>(ports, async (change) => {
    const { live } = change;
    const snapshot = await versionWithBytes(live, snapshotId, reading);
    const inUse = await readReadingInUse(live, snapshot);
    const isClaimed = await readUnread(change.raw);
    const isUnread = inUse !== null && isClaimed('readings', inUse.key);
    if (inUse?.key === reading.key && !isUnread)
      return { value: { reading: inUse, place: 'wasInUse' }, audit: null };
    const isBeside = isFailed(reading) && inUse !== null && !isFailed(inUse) && !isUnread;
    const isKnown = (await live.get('readings', reading.key)) !== undefined;
    if (isBeside && isKnown) return { value: { reading, place: 'beside' }, audit: null };
    await storeReading(change.raw, made);
    if (!isBeside) {
      await chooseReading(ports, change, snapshot, reading);
      await suggestAnew({ ports, change }, snapshot, inUse, made);
    }
    const { name: path, sequence } = await versionName(live, snapshot);
    const { digest } = snapshot;
    const said = { path, snapshotId, sequence, before: inUse?.key ?? null };
    const now = isBeside ? { beside: reading.key } : { after: reading.key };
    return {
      value: { reading, place: isBeside ? 'beside' : 'inUse' },
      audit: {
        action: 'readAgain',
        subject: `${path} v${sequence}`,
        detail: { digest, readAgain: [{ ...said, ...now }] },
      },
    };
  });
}

/** Puts another of a version's readings into use; an undo puts the one before back. Rule [V40]. */
export async function switchReading(
  ports: OperationPorts,
  snapshotId: SnapshotId,
  readingKey: string,
): Promise<Result<Change<void>, OperationFailure>> {
  const read = await ports.store.read((transaction) => transaction.get('readings', readingKey));
  if (!read.ok) return read;
  const reading = read.value;
  if (!reading) return err({ kind: 'notFound', message: `The reading ${readingKey} is not there.` });
  return commitWrittenChange(ports, async (change) => {
    const { live } = change;
    const snapshot = await versionWithBytes(live, snapshotId, reading);
    const inUse = await readReadingInUse(live, snapshot);
    if (inUse?.key === readingKey)
      throw new Refusal({ kind: 'invalidAnnotation', message: 'This reading is in use already.' });
    if ((await readUnread(change.raw))('readings', readingKey))
      throw new Refusal({ kind: 'invalidAnnotation', message: onlyClaimed });
    const profile = (await live.get('profiles', readingKey))?.profile ?? null;
    const made = madeOf(reading, profile);
    if (made) await suggestAnew({ ports, change }, snapshot, inUse, made);
    const { audit } = await addAnnotation(ports, change, snapshotId, {
      kind: 'reading',
      readingKey,
    });
    return {
      value: undefined,
      audit: { ...audit, detail: { ...audit.detail, inUseBefore: inUse?.key ?? null } },
    };
  });
}

const onlyClaimed = 'An import claimed this reading. Drop the file, so that its bytes are read here.';

/** A version in view, with what is known of its bytes; refuses where it has other bytes than those that were read. */
async function versionWithBytes(
  live: LiveTransaction,
  snapshotId: SnapshotId,
  { digest }: AnyReading,
): Promise<Snapshot> {
  const snapshot = await boundVersion(live, snapshotId);
  if (!snapshot)
    throw new Refusal({ kind: 'notFound', message: `The version ${snapshotId} is not there any more.` });
  if (snapshot.digest !== digest)
    throw new Refusal({
      kind: 'notFound',
      message: `The version ${snapshotId} has other bytes than were read.`,
    });
  return snapshot;
}

/** A stored reading as it was when it was made; null where its profile is not there. */
function madeOf(reading: AnyReading, profile: TableProfile | null): MadeReading | null {
  if (isFailed(reading)) return { reading, profile: null };
  return profile && { reading, profile };
}
