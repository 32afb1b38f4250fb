import { useEffect, useState } from 'react';

import type { SnapshotView } from '../../operations/core/workspace';
import { driftFiguresOf } from '../../state/driftFigures';
import { useServices } from '../../state/services';
import type { ProfileState } from '../../state/useProfile';

/** The profile of a baseline's versions, put together; `none` where there are none, or one has no profile. */
export function useBaselineProfile(versions: readonly SnapshotView[]): ProfileState {
  const figures = driftFiguresOf(useServices());
  const keys = versions.flatMap(({ reading, isClaimed }) =>
    reading ? `${reading.key}${isClaimed ? ' claimed' : ''}` : [],
  );
  const edition = keys.join('\n');
  const [loaded, setLoaded] = useState<{ readonly edition: string; readonly state: ProfileState } | null>(
    null,
  );
  useEffect(() => {
    if (edition === '') return undefined;
    let isCurrent = true;
    void figures.profile(versions.flatMap(({ reading }) => reading?.key ?? [])).then((profile) => {
      if (isCurrent)
        setLoaded({ edition, state: profile ? { status: 'ready', profile } : { status: 'none' } });
    });
    return () => {
      isCurrent = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the edition says all that the versions are
  }, [figures, edition]);
  if (edition === '') return { status: 'none' };
  return loaded?.edition === edition ? loaded.state : { status: 'loading' };
}
