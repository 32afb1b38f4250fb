import { ok, type Result } from '../../lib/result';
import { keptRowsIn, type KeptRows } from '../bytes/keptParts';
import type { TitledVersion } from '../bytes/keptTable';
import { readLive } from '../core/liveTransaction';
import type { OperationFailure } from '../core/outcome';
import type { Store } from '../core/store';
import type { PastTable } from './draftFromVersions';
import { readProfiled } from './profiledVersion';

/** A version of a table with its kept bytes. */
export type KeptPastTable = Omit<PastTable, 'read'> & { readonly table: KeptRows };

/** The tables among versions, each with its profile and its kept bytes; fails where those of one are not here. */
export async function readPastVersions(
  store: Store,
  versions: readonly TitledVersion[],
): Promise<Result<readonly KeptPastTable[], OperationFailure>> {
  const past: KeptPastTable[] = [];
  for (const version of versions) {
    const read = await readLive(store, (live) => readProfiled(live, version.snapshotId));
    if (!read.ok) return read;
    const { reading, profile = null } = read.value ?? {};
    if (!reading || profile === null) continue;
    const kept = await readLive(store, (live) => keptRowsIn(live, version));
    if (!kept.ok) return kept;
    const table = kept.value;
    if (!table.ok) return table;
    const encoding = reading.dialect?.encoding ?? null;
    past.push({ title: version.title, profile, encoding, table: table.value });
  }
  return ok(past);
}
