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

/** So long a change may take to be seen; whoever waits for it goes on then. */
const longestWaitMs = 1000;

/** Resolves when a change is on the screen: words about it, and what follows from it, come after it. */
export async function onceSeen(services: Services, auditSequence: number): Promise<void> {
  const { current, subscribe } = workspaceSource(services);
  const isThere = (): boolean => {
    const state = current();
    return state.status !== 'ready' || state.workspace.auditSequence >= auditSequence;
  };
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = subscribe(() => isThere() && done());
    const timer = setTimeout(done, longestWaitMs);
    if (isThere()) done();
  });
  await nextPicture();
}

/** Resolves after the next frame; at once where none is drawn. */
function nextPicture(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
