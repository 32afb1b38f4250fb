import type { OperationFailure } from '../operations/core/outcome';
import type { Workspace } from '../operations/core/workspace';
import type { Services } from './services';

/** The workspace while it is read, once it is there, or why it cannot be read. */
export type WorkspaceState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly workspace: Workspace }
  | { readonly status: 'failed'; readonly failure: OperationFailure };

interface WorkspaceSource {
  readonly current: () => WorkspaceState;
  readonly subscribe: (listener: () => void) => () => void;
}

const sources = new WeakMap<Services, WorkspaceSource>();

/** One watch for all views of the page: a view that opens later has the workspace at its first render. */
export function workspaceSource(services: Services): WorkspaceSource {
  const known = sources.get(services);
  if (known) return known;
  const made = watch(services);
  sources.set(services, made);
  return made;
}

function watch(services: Services): WorkspaceSource {
  let state: WorkspaceState = { status: 'loading' };
  const listeners = new Set<() => void>();
  let isWatching = false;
  const set = (next: WorkspaceState): void => {
    state = next;
    for (const notify of listeners) notify();
  };
  return {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      if (!isWatching) {
        isWatching = true;
        // Never stopped: the shell looks at it for as long as the page lives.
        services.watchWorkspace(
          (workspace) => set({ status: 'ready', workspace }),
          (failure) => set({ status: 'failed', failure }),
        );
      }
      return () => listeners.delete(listener);
    },
  };
}
