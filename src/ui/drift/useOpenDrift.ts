import { useEffect, useMemo, useState } from 'react';

import { baselineOf } from '../../operations/comparing/baselineOf';
import { isOpen, judgedColumns } from '../../operations/comparing/openDrift';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import { driftFiguresOf, driftPair } from '../../state/driftFigures';
import { useServices } from '../../state/services';

/** How many versions of an artifact drifted and wait for somebody to acknowledge it, as far as that is computed by now. */
export function useOpenDrift(workspace: Workspace, artifact: ArtifactView): number {
  const figures = driftFiguresOf(useServices());
  const compared = useMemo(
    () =>
      artifact.snapshots.toReversed().flatMap((version) => {
        const baseline = baselineOf(workspace, version);
        const pair = driftPair(version, baseline);
        return pair ? [{ version, baseline, pair }] : [];
      }),
    [workspace, artifact],
  );
  const [, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    for (const { pair } of compared) {
      if (figures.known(pair) !== undefined) continue;
      figures.compute(pair, stop.signal, 'later').then(
        () => {
          if (!stop.signal.aborted) setRound((round) => round + 1);
        },
        () => undefined,
      );
    }
    return () => stop.abort();
  }, [figures, compared]);
  return compared.filter(({ version, baseline, pair }) => {
    const drift = figures.known(pair);
    return drift ? isOpen(judgedColumns(version, baseline, drift)) : false;
  }).length;
}
