import type { JsonObject } from '../../lib/json';
import type { MadeReading } from '../../profile/tablePart';
import { isFailed } from '../../table/reading';
import type { Snapshot } from '../../versioning/records';
import type { ParentVersion, VersionFacts } from '../../versioning/semanticVersion';
import { readUnread } from '../core/unread';
import { chooseReading, isSuccessor, storeReading } from './madeReading';
import { versionName } from '../core/names';
import type { SnapshotOutcome } from '../core/outcome';
import { factsFor } from '../core/parentVersion';
import { readReadingInUse } from '../core/readingInUse';
import type { ParentReadAgain } from './snapshotUnit';
import { suggestAnew, type SuggestingAnew } from './suggestAnew';

/** A change that takes versions, as far as readings of known versions are concerned. */
export interface TakingReadings extends SuggestingAnew {
  /** What the audit entry says of versions that another reading is in use of from here on. */
  readonly readAgain: JsonObject[];
}

/**
 * Bytes of the latest version came again: they may be read better today, or were never read here, and then that reading is in
 * use from here on.
 */
export async function takeKnownBytes(
  taking: TakingReadings,
  latest: Snapshot,
  made: MadeReading | null,
): Promise<Pick<SnapshotOutcome, 'what' | 'failure'>> {
  const { change } = taking;
  const { sequence } = latest;
  const inUse = await readReadingInUse(change.live, latest);
  const isClaimed = await readUnread(change.raw);
  if (made && inUse && isClaimed('readings', inUse.key)) {
    await takeAnew(taking, latest, made);
    const { reading } = made;
    const failure = isFailed(reading) ? { failure: reading.failure } : {};
    return { what: { kind: 'readAgain', sequence }, ...failure };
  }
  if (made && isSuccessor(made.reading, inUse)) {
    const known = await change.live.get('readings', made.reading.key);
    if (!known || !inUse || isClaimed('readings', known.key)) {
      await takeAnew(taking, latest, made);
      return { what: { kind: 'readAgain', sequence } };
    }
  }
  const what = { kind: 'unchanged', sinceSequence: sequence } as const;
  return inUse && isFailed(inUse) ? { what, failure: inUse.failure } : { what };
}

/**
 * What a version after this parent is judged by. A reading that was made of the parent's kept bytes meanwhile is stored and
 * in use from here on, so that digests of both sides are of one rule.
 */
export async function takeParentFacts(
  taking: TakingReadings,
  parent: Snapshot,
  current: VersionFacts,
  again: ParentReadAgain | undefined,
): Promise<ParentVersion> {
  const { change } = taking;
  const ofParent = again?.snapshotId === parent.id ? again : undefined;
  if (ofParent && 'made' in ofParent && !isFailed(ofParent.made.reading))
    await takeAnew(taking, parent, ofParent.made);
  const facts = await factsFor(change.live, parent, current);
  const why = whyNotReadAgain(ofParent);
  return why === null ? facts : { ...facts, notReadAgain: why };
}

async function takeAnew(taking: TakingReadings, version: Snapshot, made: MadeReading): Promise<void> {
  const { ports, change, readAgain } = taking;
  const { live } = change;
  const before = await readReadingInUse(live, version);
  const isClaimed = await storeReading(change.raw, made);
  await chooseReading(ports, change, version, made.reading);
  await suggestAnew(taking, version, before, made);
  const { name, sequence } = await versionName(live, version);
  readAgain.push({
    path: name,
    snapshotId: version.id,
    sequence,
    before: before?.key ?? null,
    after: made.reading.key,
    ...(isClaimed ? { wasClaimed: true } : {}),
  });
}

function whyNotReadAgain(again: ParentReadAgain | undefined): string | null {
  if (!again) return null;
  if ('whyNot' in again) return again.whyNot;
  const { reading } = again.made;
  return isFailed(reading) ? `Its table could not be read again: ${reading.failure.message}.` : null;
}
