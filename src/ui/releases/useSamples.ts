import { useEffect, useState } from 'react';

import type { VersionSamples } from '../../operations/releases/measuredSamples';
import type { OperationFailure } from '../../operations/core/outcome';
import { useServices } from '../../state/services';
import type { SnapshotId } from '../../versioning/records';

export type SamplesState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly failure: OperationFailure }
  | { readonly status: 'ready'; readonly samples: ReadonlyMap<SnapshotId, VersionSamples> };

/** The samples of some versions, read anew when the workspace has moved on; until then those of before stay. */
export function useSamples(snapshotIds: readonly SnapshotId[], auditSequence: number): SamplesState {
  const services = useServices();
  const [state, setState] = useState<SamplesState>({ status: 'loading' });
  const key = JSON.stringify(snapshotIds);
  useEffect(() => {
    let isCurrent = true;
    void services.releases.samples(JSON.parse(key) as SnapshotId[]).then((read) => {
      if (!isCurrent) return;
      setState(
        read.ok ? { status: 'ready', samples: read.value } : { status: 'failed', failure: read.error },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [services, key, auditSequence]);
  return state;
}
