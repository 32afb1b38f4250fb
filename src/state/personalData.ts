import type { ColumnFindings } from '../gates/privacy/recogniseTable';
import type { ColumnProfile } from '../profile/profile';
import type { Store } from '../operations/core/store';
import type { WorkerPool } from '../workers/pool';
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
  const { recogniseInRows } = await import('./recogniseInRows');
  return recogniseInRows(store, pool, readingKey, sent);
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
