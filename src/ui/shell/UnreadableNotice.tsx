import { lazy, Suspense } from 'react';

import { useWorkspace } from '../../state/useWorkspace';

// Few ever need it.
const UnreadableAlert = lazy(async () => ({ default: (await import('./UnreadableAlert')).UnreadableAlert }));

/** Says on every page which stored records are left out of it, because they cannot be read. */
export function UnreadableNotice() {
  const state = useWorkspace();
  const unreadable = state.status === 'ready' ? state.workspace.unreadable : [];
  if (unreadable.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <UnreadableAlert unreadable={unreadable} />
    </Suspense>
  );
}
