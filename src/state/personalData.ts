import type { ColumnFindings } from '../gates/privacy/recogniseTable';
import type { ColumnProfile } from '../profile/profile';
import { listedFile } from '../operations/bytes/keptTable';
import { readLive } from '../operations/core/liveTransaction';
import { nameOf } from '../operations/core/names';
import type { Store } from '../operations/core/store';
import { whileChunksStay } from '../storage/chunkLock';
import { isFailed } from '../table/reading';
import type { WorkerPool } from '../workers/pool';
import type { PersonalTable } from '../workers/tasks';
import type { Services } from './services';

/** The recognisers look at no more of what is no text. */
const valueLimit = 500;

/** Recognises in a worker what readings hold, each once while the page is open: it follows from their profiles alone. */
export function createPersonalData(store: Store, pool: WorkerPool): Services['personalData'] {
  const known = new Map<string, Promise<readonly ColumnFindings[] | null>>();
  return (readingKey) => {
    const asked = known.get(readingKey) ?? recognise(store, pool, readingKey);
    known.set(readingKey, asked);
    void asked.then(
      (found) => found ?? known.delete(readingKey),
      () => known.delete(readingKey),
    );
    return asked;
  };
}

async function recognise(
  store: Store,
  pool: WorkerPool,
  readingKey: string,
): Promise<readonly ColumnFindings[] | null> {
  const stored = await store.read((transaction) => transaction.get('profiles', readingKey));
  const profile = stored.ok ? stored.value?.profile : undefined;
  if (!profile) return null;
  const sent = { ...profile, columns: profile.columns.map(withoutFigures) };
  const { columnsToRead } = await import('../gates/privacy/personalRows');
  const columns = columnsToRead(profile);
  if (columns.length === 0) return pool.run('recognise', { profile: sent, rows: null });
  return whileChunksStay(async () =>
    pool.run('recognise', { profile: sent, rows: await rowsOf(store, readingKey, columns) }),
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

/** What is sent to the worker: the values that are looked at. */
function withoutFigures(column: ColumnProfile): ColumnProfile {
  const { items } = column.frequent;
  return {
    ...column,
    numbers: null,
    frequent: { ...column.frequent, items: isText(column) ? items : items.slice(0, valueLimit + 1) },
  };
}

/** Inside of texts all values are looked at. */
const isText = ({ type }: ColumnProfile): boolean => type === 'string';
