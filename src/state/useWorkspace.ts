import { useSyncExternalStore } from 'react';

import { useServices } from './services';
import { workspaceSource, type WorkspaceState } from './workspaceSource';

/** The workspace as it is now, kept fresh by the store; views render from this alone. */
export function useWorkspace(): WorkspaceState {
  const source = workspaceSource(useServices());
  return useSyncExternalStore(source.subscribe, source.current);
}
