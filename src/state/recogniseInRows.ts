import { columnsToRead } from '../gates/privacy/personalRows';
import type { ColumnFindings } from '../gates/privacy/recogniseTable';
import { listedFile } from '../operations/bytes/keptTable';
import { readLive } from '../operations/core/liveTransaction';
import { nameOf } from '../operations/core/names';
import type { Store } from '../operations/core/store';
import type { TableProfile } from '../profile/profile';
import { whileChunksStay } from '../storage/chunkLock';
import { isFailed } from '../table/reading';
import type { WorkerPool } from '../workers/pool';
import type { PersonalTable } from '../workers/tasks';

/** Recognises in a worker what a table holds: by its profile, and by its kept rows where the profile does not name every text. */
export async function recogniseInRows(
  store: Store,
  pool: WorkerPool,
  readingKey: string,
  profile: TableProfile,
): Promise<readonly ColumnFindings[]> {
  const columns = columnsToRead(profile);
  if (columns.length === 0) return pool.run('recognise', { profile, rows: null });
  return whileChunksStay(async () =>
    pool.run('recognise', { profile, rows: await rowsOf(store, readingKey, columns) }),
  );
}

/** The kept bytes of a reading's file; null where they are not here, and of a folder. */
async function rowsOf(
  store: Store,
  readingKey: string,
  columns: readonly string[],
): Promise<PersonalTable | null> {
  const read = await readLive(store, async (live) => {
    const reading = await live.get('readings', readingKey);
    if (!reading || isFailed(reading)) return null;
    const [snapshot] = await live.where('snapshots', 'digest', reading.digest);
    const listed = await listedFile(live, reading.digest);
    if (!snapshot || !listed || snapshot.content === 'directory') return null;
    const path = await nameOf(live, snapshot.artifactId);
    return { ...listed, path, options: reading.options, columns };
  });
  return read.ok ? read.value : null;
}
