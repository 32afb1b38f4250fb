import { useEffect, useMemo, useState } from 'react';

import { baselineOf, type VersionBaseline } from '../../operations/comparing/baselineOf';
import type { VersionDrift } from '../../operations/comparing/versionDrift';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { driftFiguresOf, driftPair } from '../../state/driftFigures';
import { useServices } from '../../state/services';

export interface ComparedVersion {
  readonly baseline: VersionBaseline;
  /** Null until it is computed, and where there is nothing to compare. */
  readonly drift: VersionDrift | null;
}

/** A version's baseline, and its drift against it once the page had time to compute it. */
export function useVersionDrift(workspace: Workspace, version: SnapshotView): ComparedVersion {
  const baseline = useMemo(() => baselineOf(workspace, version), [workspace, version]);
  return { baseline, drift: useDriftAgainst(version, baseline) };
}

/** The drift of a version against a baseline; null until it is computed, and where there is nothing to compare. */
export function useDriftAgainst(
  version: SnapshotView,
  baseline: VersionBaseline | null,
): VersionDrift | null {
  const figures = driftFiguresOf(useServices());
  const pair = baseline && driftPair(version, baseline);
  const key = pair?.key;
  const [, setComputed] = useState<string | undefined>();
  useEffect(() => {
    if (!pair || figures.known(pair) !== undefined) return undefined;
    const stop = new AbortController();
    figures.compute(pair, stop.signal).then(
      () => {
        if (!stop.signal.aborted) setComputed(pair.key);
      },
      () => undefined,
    );
    return () => stop.abort();
    // oxlint-disable-next-line react/exhaustive-deps -- the key says all that the pair is
  }, [figures, key]);
  return (pair && figures.known(pair)) ?? null;
}
