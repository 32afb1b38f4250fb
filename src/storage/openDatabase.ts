import Dexie, { liveQuery, type ObservabilitySet } from 'dexie';

import { err, ok, type Result } from '../lib/result';
import type { StoreFailure } from '../operations/core/store';
import { storeFailureOf } from './storeFailures';

/** A database that is opened at the first use, and again after another tab upgraded or deleted it. */
export interface OpenDatabase {
  readonly ensureOpen: () => Promise<Result<void, StoreFailure>>;
  /** Runs `body` on the open database; what means that the store is full or not to be had is a value. */
  readonly attempt: <T>(body: () => Promise<T>) => Promise<Result<T, StoreFailure>>;
  /** Calls back with what `query` gives now and after every change, in this tab or another. Returns the unsubscriber. */
  readonly watch: <T>(
    query: () => Promise<T>,
    onValue: (value: T) => void,
    onFailure: (failure: StoreFailure) => void,
  ) => () => void;
  /** Calls back now and after every change of one of these tables, in this tab or another. Returns the unsubscriber. */
  readonly watchTables: (
    tables: readonly string[],
    onChange: () => void,
    onFailure: (failure: StoreFailure) => void,
  ) => () => void;
  readonly close: () => void;
}

/**
 * What Dexie opens databases by. It asks for one without a version only where it found a newer one than it knows, which it
 * would open and could add to: that is refused.
 */
export const knownVersionsOnly: Pick<IDBFactory, 'open' | 'deleteDatabase' | 'databases' | 'cmp'> = {
  open(name, version) {
    if (version === undefined) throw new DOMException(`${name} is of a newer version.`, 'VersionError');
    return indexedDB.open(name, version);
  },
  deleteDatabase: (name) => indexedDB.deleteDatabase(name),
  databases: () => indexedDB.databases(),
  cmp: (a, b) => indexedDB.cmp(a, b),
};

/**
 * Several connections to one database are opened and closed together. One of a newer version than is known is refused
 * and left as it is. `onOpen` is called each time, before anything else.
 */
export function openAtFirstUse(
  connections: readonly [Dexie, ...Dexie[]],
  knownVersion: number,
  onOpen: () => Promise<void> = () => Promise.resolve(),
): OpenDatabase {
  let opening: Promise<Result<void, StoreFailure>> | null = null;
  const forget = (): void => {
    opening = null;
  };
  const close = (): void => {
    for (const each of connections) each.close({ disableAutoOpen: true });
    forget();
  };
  for (const each of connections) {
    // Another tab upgrades or deletes it: let go, and look at its version again before the next use.
    each.on('versionchange', close);
    each.on('close', forget);
  }

  const refuseNewer = async (): Promise<Result<void, StoreFailure>> => {
    const storedVersion = await readStoredVersion(connections[0].name);
    return storedVersion !== null && storedVersion > knownVersion
      ? err({ kind: 'storeNewer', storedVersion, knownVersion })
      : ok(undefined);
  };
  const open = async (): Promise<Result<void, StoreFailure>> => {
    const known = await refuseNewer();
    if (!known.ok) return known;
    for (const each of connections) {
      const opened = await Promise.race([
        each.open().then(
          () => ok(undefined),
          async (error: unknown) => {
            // Another tab upgraded it since.
            const refused = await refuseNewer();
            if (refused.ok) throw error;
            return refused;
          },
        ),
        new Promise<Result<void, StoreFailure>>((resolve) => {
          each.on('blocked', () => resolve(err(blocked)));
        }),
      ]);
      if (!opened.ok) return opened;
    }
    await onOpen();
    return ok(undefined);
  };
  const failed = (error: unknown): Result<never, StoreFailure> => {
    const failure = storeFailureOf(error);
    if (!failure) throw error;
    return err(failure);
  };
  const ensureOpen = async (): Promise<Result<void, StoreFailure>> => {
    opening ??= open().catch(failed);
    const opened = await opening.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (!opened.ok) forget();
    return opened;
  };

  return {
    ensureOpen,
    async attempt(body) {
      const opened = await ensureOpen();
      if (!opened.ok) return opened;
      try {
        return ok(await body());
      } catch (error) {
        return failed(error);
      }
    },
    watch(query, onValue, onFailure) {
      let stop: (() => void) | null = null;
      let isStopped = false;
      void ensureOpen().then((opened) => {
        if (isStopped) return;
        if (!opened.ok) {
          onFailure(opened.error);
          return;
        }
        const subscription = liveQuery(query).subscribe({
          next: onValue,
          error: (error: unknown) =>
            onFailure(storeFailureOf(error) ?? { kind: 'storeUnavailable', message: String(error) }),
        });
        stop = () => subscription.unsubscribe();
      });
      return () => {
        isStopped = true;
        stop?.();
      };
    },
    watchTables(tables, onChange, onFailure) {
      const parts = tables.map((table) => `idb://${connections[0].name}/${table}/`);
      const hear = (changed: ObservabilitySet): void => {
        // The event comes within the transaction that it tells of, which has ended.
        if (parts.some((part) => part in changed)) Dexie.ignoreTransaction(onChange);
      };
      const stop = (): void => Dexie.on.storagemutated.unsubscribe(hear);
      let isStopped = false;
      void ensureOpen().then((opened) => {
        if (isStopped) return;
        if (!opened.ok) {
          onFailure(opened.error);
          return;
        }
        Dexie.on.storagemutated.subscribe(hear);
        onChange();
      });
      return () => {
        isStopped = true;
        stop();
      };
    },
    close,
  };
}

const blocked: StoreFailure = {
  kind: 'storeUnavailable',
  message: 'Another tab has an older version of Throughline open on this workspace.',
};

/**
 * The version that a database has on disk, in Dexie's count; null where there is none.
 */
export function readStoredVersion(name: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      // Only a database that is not there is upgraded by an open without a version: it must not come into being.
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      resolve(version / 10);
    };
    request.onerror = () => {
      if (isNew) resolve(null);
      else reject(request.error ?? new Error('The database could not be opened.'));
    };
  });
}
