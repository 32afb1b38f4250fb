import { useEffect, useState } from 'react';

import type { OperationFailure } from '../operations/outcome';
import type { Workspace } from '../operations/workspace';
import { useServices } from './services';

export type WorkspaceState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly workspace: Workspace }
  | { readonly status: 'failed'; readonly failure: OperationFailure };

/** The workspace as it is now, kept fresh by the store; views render from this alone. */
export function useWorkspace(): WorkspaceState {
  const services = useServices();
  const [state, setState] = useState<WorkspaceState>({ status: 'loading' });
  useEffect(
    () =>
      services.watchWorkspace(
        (workspace) => setState({ status: 'ready', workspace }),
        (failure) => setState({ status: 'failed', failure }),
      ),
    [services],
  );
  return state;
}
