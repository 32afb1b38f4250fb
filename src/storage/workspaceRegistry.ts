import Dexie, { liveQuery, type EntityTable } from 'dexie';

import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/outcome';
import type { StoreFailure } from '../operations/store';
import type { RegistryChange, WorkspaceEntry, WorkspaceRegistry } from '../operations/workspaces';
import { readStoredVersion } from './database';
import { storeFailureOf } from './storeFailures';

const registryVersion = 1;

/** The list of this browser's workspaces, in a database of its own. */
export interface BrowserRegistry extends WorkspaceRegistry {
  /** Calls back with the list now and after every change, in this tab or another. Returns the unsubscriber. */
  watch(
    onValue: (entries: readonly WorkspaceEntry[]) => void,
    onFailure: (failure: StoreFailure) => void,
  ): () => void;
  close(): void;
}

/** `first` is what the list begins with: the workspace that was there before there was a list. */
export function openWorkspaceRegistry(
  first: () => WorkspaceEntry,
  name = 'throughline-workspaces',
): BrowserRegistry {
  const database = new Dexie(name, {
    autoOpen: false,
    cache: 'disabled',
    chromeTransactionDurability: 'strict',
  }) as Dexie & { workspaces: EntityTable<WorkspaceEntry, 'id'> };
  database.version(registryVersion).stores({ workspaces: 'id' });
  let opening: Promise<Result<void, StoreFailure>> | null = null;
  const forget = (): void => {
    opening = null;
  };
  database.on('versionchange', () => {
    database.close({ disableAutoOpen: true });
    forget();
  });
  database.on('close', forget);

  const open = async (): Promise<Result<void, StoreFailure>> => {
    const storedVersion = await readStoredVersion(name);
    if (storedVersion !== null && storedVersion > registryVersion)
      return err({ kind: 'storeNewer', storedVersion, knownVersion: registryVersion });
    await database.open();
    await database.transaction('rw', database.workspaces, async () => {
      if ((await database.workspaces.count()) === 0) await database.workspaces.add(first());
    });
    return ok(undefined);
  };
  const attempt = async <T, E>(body: () => Promise<Result<T, E>>): Promise<Result<T, E | StoreFailure>> => {
    try {
      opening ??= open();
      const opened = await opening;
      if (opened.ok) return await body();
      forget();
      return opened;
    } catch (error) {
      forget();
      const failure = storeFailureOf(error);
      if (!failure) throw error;
      return err(failure);
    }
  };
  const all = () => attempt(async () => ok(await database.workspaces.toArray()));

  return {
    all,
    change: <T>(body: (entries: readonly WorkspaceEntry[]) => Result<RegistryChange<T>, OperationFailure>) =>
      attempt<T, OperationFailure>(() =>
        database.transaction('rw', database.workspaces, async () => {
          const changed = body(await database.workspaces.toArray());
          if (!changed.ok) return changed;
          await database.workspaces.bulkPut([...changed.value.put]);
          await database.workspaces.bulkDelete([...changed.value.remove]);
          return ok(changed.value.value);
        }),
      ),
    watch(onValue, onFailure) {
      let stop: (() => void) | null = null;
      let isStopped = false;
      void all().then((opened) => {
        if (isStopped) return;
        if (!opened.ok) {
          onFailure(opened.error);
          return;
        }
        const subscription = liveQuery(() => database.workspaces.toArray()).subscribe({
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
    close: () => database.close(),
  };
}
