import Dexie, { type EntityTable } from 'dexie';

import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { StoreFailure } from '../operations/core/store';
import type { RegistryChange, WorkspaceEntry, WorkspaceRegistry } from '../operations/workspaces/workspaces';
import { knownVersionsOnly, openAtFirstUse } from './openDatabase';

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
    indexedDB: knownVersionsOnly,
    chromeTransactionDurability: 'strict',
  }) as Dexie & { workspaces: EntityTable<WorkspaceEntry, 'id'> };
  database.version(registryVersion).stores({ workspaces: 'id' });
  const opened = openAtFirstUse([database], registryVersion, () =>
    database.transaction('rw', database.workspaces, async () => {
      if ((await database.workspaces.count()) === 0) await database.workspaces.add(first());
    }),
  );

  return {
    all: () => opened.attempt(() => database.workspaces.toArray()),
    async change<T>(
      body: (entries: readonly WorkspaceEntry[]) => Result<RegistryChange<T>, OperationFailure>,
    ) {
      const attempted = await opened.attempt(() =>
        database.transaction('rw', database.workspaces, async () => {
          const changed = body(await database.workspaces.toArray());
          if (!changed.ok) return changed;
          await database.workspaces.bulkPut([...changed.value.put]);
          await database.workspaces.bulkDelete([...changed.value.remove]);
          return ok(changed.value.value);
        }),
      );
      return attempted.ok ? attempted.value : attempted;
    },
    watch: (onValue, onFailure) => opened.watch(() => database.workspaces.toArray(), onValue, onFailure),
    close: opened.close,
  };
}
