import { IncrementalWorkspace } from '../operations/core/incrementalWorkspace';
import type { StoreFailure } from '../operations/core/store';
import type { Workspace } from '../operations/core/workspace';
import type { BrowserStore } from '../storage/dexieStore';
import { turnsForOthers } from './turnsForOthers';

/** While changes keep coming, loading takes at most one part in this many of the time. */
const restFactor = 3;
/** Whoever changes something after an import should not wait longer than this. */
const longestRestMs = 250;

/**
 * Calls back with the workspace now and after changes; what a change did not touch is the same object as before. Changes
 * that come while it is read are read together, after a rest in proportion to what reading took: a drop of a thousand files
 * must not keep the page busy.
 */
export function watchWorkspace(
  store: BrowserStore,
  onValue: (workspace: Workspace) => void,
  onFailure: (failure: StoreFailure) => void,
): () => void {
  const kept = new IncrementalWorkspace(store, turnsForOthers());
  let isStopped = false;
  let isLoading = false;
  let isStale = false;
  const load = async (): Promise<void> => {
    isStale = true;
    if (isLoading) return;
    isLoading = true;
    while (isStale && !isStopped) {
      isStale = false;
      const startedAtMs = performance.now();
      const loaded = await kept.read();
      if (isStopped) return;
      if (loaded.ok) onValue(loaded.value);
      else onFailure(loaded.error);
      // Beside what comes next: a view that asks before it is ready makes the rest itself.
      void kept.prepare();
      const restMs = Math.min(longestRestMs, restFactor * (performance.now() - startedAtMs));
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    isLoading = false;
  };
  const stop = store.watch(() => void load(), onFailure);
  return () => {
    isStopped = true;
    stop();
  };
}
