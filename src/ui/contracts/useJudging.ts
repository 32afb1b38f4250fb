import { useCallback } from 'react';

import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { showFailure } from '../shared/useEdit';

/** Judges a version by the contract that holds, and says so where it cannot be. */
export function useJudging(): (view: ArtifactView, version: SnapshotView) => Promise<void> {
  const services = useServices();
  return useCallback(
    async (view, { snapshot }) => {
      const title = `${view.name} v${snapshot.sequence}`;
      const judged = await services.contracts.judge(
        { snapshotId: snapshot.id, title },
        snapshot.byteLength ?? 0,
      );
      if (judged && !judged.ok) showFailure(judged.error);
    },
    [services],
  );
}
