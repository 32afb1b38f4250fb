import type { ReactNode } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { useWorkspace } from '../../state/useWorkspace';
import { FailureNotice } from './FailureNotice';
import { SlowSkeleton } from './SlowSkeleton';

/** Renders from the workspace as soon as it is there; says so where it cannot be read. */
export function WithWorkspace({ children }: { readonly children: (workspace: Workspace) => ReactNode }) {
  const state = useWorkspace();
  switch (state.status) {
    case 'loading':
      return <SlowSkeleton />;
    case 'failed':
      return <FailureNotice title="The workspace could not be opened" failure={state.failure} />;
    case 'ready':
      return children(state.workspace);
  }
}
