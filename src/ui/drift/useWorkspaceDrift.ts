import { useEffect, useMemo, useState } from 'react';

import { baselineOf } from '../../operations/comparing/baselineOf';
import type { ComparedVersion } from '../../operations/comparing/driftedRows';
import type { Workspace } from '../../operations/core/workspace';
import { driftFiguresOf, driftPair } from '../../state/driftFigures';
import { useServices } from '../../state/services';

interface WorkspaceDrift {
  /** Of those that have something to be compared with. */
  readonly versions: readonly ComparedVersion[];
  /** How many are computed by now. */
  readonly doneCount: number;
}

/** How often what is computed is shown. */
const roundMs = 250;

/** The drift of every version of a workspace, the newest computed first. */
export function useWorkspaceDrift(workspace: Workspace): WorkspaceDrift {
  const figures = driftFiguresOf(useServices());
  const compared = useMemo(
    () =>
      [...workspace.snapshots.values()]
        .filter(({ reading }) => reading !== null)
        .sort((a, b) => (a.snapshot.createdAt < b.snapshot.createdAt ? 1 : -1))
        .flatMap((view) => {
          const baseline = baselineOf(workspace, view);
          const pair = driftPair(view, baseline);
          return pair ? [{ view, baseline, pair }] : [];
        }),
    [workspace],
  );
  const [round, setRound] = useState(0);
  useEffect(() => {
    const missing = compared.filter(({ pair }) => figures.known(pair) === undefined);
    if (missing.length === 0) return undefined;
    const stop = new AbortController();
    const timer = setInterval(() => setRound((last) => last + 1), roundMs);
    const all = missing.map(({ pair }) => figures.compute(pair, stop.signal).catch(() => null));
    void Promise.all(all).then(() => {
      clearInterval(timer);
      if (!stop.signal.aborted) setRound((last) => last + 1);
    });
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [figures, compared]);
  return useMemo(() => {
    const versions = compared.map(({ view, baseline, pair }) => ({
      view,
      baseline,
      drift: figures.known(pair) ?? null,
    }));
    const doneCount = compared.filter(({ pair }) => figures.known(pair) !== undefined).length;
    return { versions, doneCount };
    // oxlint-disable-next-line react/exhaustive-deps -- a round means that more is known
  }, [figures, compared, round]);
}
