import type { ColumnFindings } from '../gates/privacy/recogniseTable';
import type { ColumnProfile } from '../profile/profile';
import type { Store } from '../operations/core/store';
import type { WorkerPool } from '../workers/pool';
import type { Services } from './services';

/** The recognisers look at no more. */
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
  return pool.run('recognise', { profile: { ...profile, columns: profile.columns.map(withoutFigures) } });
}

/** What is sent to the worker: the values that are looked at. */
function withoutFigures(column: ColumnProfile): ColumnProfile {
  const { items } = column.frequent;
  return {
    ...column,
    numbers: null,
    frequent: { ...column.frequent, items: items.slice(0, valueLimit + 1) },
  };
}
