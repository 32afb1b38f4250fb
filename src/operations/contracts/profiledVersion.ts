import type { TableProfile } from '../../profile/profile';
import { isFailed, type Reading } from '../../table/reading';
import type { Snapshot, SnapshotId } from '../../versioning/records';
import { boundVersion } from '../bytes/keptTable';
import type { LiveTransaction } from '../core/liveTransaction';
import { readReadingInUse } from '../core/readingInUse';

/** A version that is a table; `profile` is null where none is stored. */
export interface ProfiledVersion {
  readonly snapshot: Snapshot;
  readonly reading: Reading;
  readonly profile: TableProfile | null;
}

/** A version's reading in use with its profile; null where it is not there, or no table. */
export async function readProfiled(live: LiveTransaction, id: SnapshotId): Promise<ProfiledVersion | null> {
  const snapshot = await boundVersion(live, id);
  const reading = snapshot && (await readReadingInUse(live, snapshot));
  if (!snapshot || !reading || isFailed(reading)) return null;
  const stored = await live.get('profiles', reading.key);
  return { snapshot, reading, profile: stored?.profile ?? null };
}
