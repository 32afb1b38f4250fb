import { err, ok, type Result } from '../lib/result';
import type { KeptFile } from '../operations/core/keptFiles';
import type { StoreFailure } from '../operations/core/store';
import type { Digest } from '../versioning/digest';
import { schemaVersion } from './database';

/** What the databases of workspaces begin with; deleted ones that can be put back are among them. */
const workspacePrefix = 'throughline-workspace-';

/**
 * The chunks that the kept files of this browser's workspaces refer to, freed ones included. Refused where one of them
 * cannot be read: its chunks would be taken for nobody's.
 */
export async function chunksReferredTo(
  isAsked: (databaseName: string) => boolean = () => true,
): Promise<Result<ReadonlySet<Digest>, StoreFailure>> {
  const referred = new Set<Digest>();
  for (const { name = '', version = 0 } of await indexedDB.databases()) {
    if (!name.startsWith(workspacePrefix) || !isAsked(name)) continue;
    // As Dexie counts, which multiplies by ten.
    const storedVersion = version / 10;
    if (storedVersion > schemaVersion) {
      return err({ kind: 'storeNewer', storedVersion, knownVersion: schemaVersion });
    }
    for (const { chunks } of await readKeptFiles(name)) for (const { digest } of chunks) referred.add(digest);
  }
  return ok(referred);
}

/** Read without Dexie, which would upgrade a database that an older version left. */
function readKeptFiles(name: string): Promise<readonly KeptFile[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error ?? new Error('The database could not be opened.'));
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = () => {
      const database = opening.result;
      if (!database.objectStoreNames.contains('keptFiles')) {
        database.close();
        resolve([]);
        return;
      }
      const reading = database.transaction('keptFiles').objectStore('keptFiles').getAll();
      reading.onsuccess = () => {
        database.close();
        resolve(reading.result as KeptFile[]);
      };
      reading.onerror = () => {
        database.close();
        reject(reading.error ?? new Error('The kept files could not be read.'));
      };
    };
  });
}
