import { ok, type Result } from '../../lib/result';
import { isFailed } from '../../table/reading';
import { boundVersion, keptTableOf, type KeptTable, type TitledVersion } from '../bytes/keptTable';
import { readLive } from '../core/liveTransaction';
import type { OperationFailure } from '../core/outcome';
import { readReadingInUse } from '../core/readingInUse';
import type { Store } from '../core/store';
import type { PastTable } from './draftFromVersions';

/** A version of a table with its kept bytes. */
export type KeptPastTable = Omit<PastTable, 'read'> & { readonly table: KeptTable };

/** The tables among versions, each with its profile and its kept bytes; fails where those of one are not here. */
export async function readPastVersions(
  store: Store,
  versions: readonly TitledVersion[],
): Promise<Result<readonly KeptPastTable[], OperationFailure>> {
  const past: KeptPastTable[] = [];
  for (const version of versions) {
    const read = await readLive(store, async (live) => {
      const snapshot = await boundVersion(live, version.snapshotId);
      const reading = snapshot && (await readReadingInUse(live, snapshot));
      const stored = reading && !isFailed(reading) ? await live.get('profiles', reading.key) : undefined;
      return reading && !isFailed(reading) && stored ? { reading, profile: stored.profile } : null;
    });
    if (!read.ok) return read;
    if (read.value === null) continue;
    const table = await keptTableOf(store, version, null);
    if (!table.ok) return table;
    const encoding = read.value.reading.dialect?.encoding ?? null;
    past.push({ title: version.title, profile: read.value.profile, encoding, table: table.value });
  }
  return ok(past);
}
