import { useEffect, useMemo, useState } from 'react';

import type { VersionBaseline } from '../../operations/comparing/baselineOf';
import type { RowDiff } from '../../operations/comparing/diffRows';
import { type VersionChange, versionHeadline } from '../../operations/comparing/versionHeadline';
import type { SnapshotView } from '../../operations/core/workspace';
import { keyOfVersions } from '../../profile/suggestKey';
import { rowChanges, rowDiffKey } from '../../state/rowChanges';
import { type RowDiffRequest, useServices } from '../../state/services';
import { useProfile } from '../../state/useProfile';
import { rowDiffSide } from '../compare/rowDiffSide';
import { useDriftAgainst } from '../drift/useVersionDrift';

/** Larger tables are compared where somebody asks for it. */
const mostRows = 1_000_000;

export interface WhatChanged {
  readonly changes: readonly VersionChange[];
  /** Rows are being compared, and more may be said. */
  readonly isComparing: boolean;
}

/**
 * What changed since the version before. The rows are compared in the background, by the key that the profiles suggest; null
 * while nothing is known. `name` is what the artifact is called.
 */
export function useWhatChanged(
  before: SnapshotView,
  after: SnapshotView,
  name: string,
  baseline: VersionBaseline | null,
): WhatChanged | null {
  const old = useProfile(before);
  const now = useProfile(after);
  const profiles = useMemo(
    () => (old.status === 'ready' && now.status === 'ready' ? ([old.profile, now.profile] as const) : null),
    [old, now],
  );
  const request = useMemo(() => {
    if (!profiles || !before.reading || !after.reading) return null;
    if (Math.max(profiles[0].rowCount, profiles[1].rowCount) > mostRows) return null;
    return {
      reference: rowDiffSide(before, name),
      current: rowDiffSide(after, name),
      keyColumns: keyOfVersions(...profiles),
    };
  }, [profiles, before, after, name]);
  const diff = useQuietDiff(request);
  const drift = useDriftAgainst(after, baseline);
  const against = baseline?.words ?? '';
  return useMemo(() => {
    if (!profiles || !before.reading || !after.reading) return null;
    const changes = versionHeadline(
      { label: 'before', reading: before.reading, profile: profiles[0] },
      { label: 'after', reading: after.reading, profile: profiles[1] },
      diff === 'running' ? null : diff,
      diff === 'running',
      drift && { drifted: drift.drifted, against },
    );
    return { changes, isComparing: diff === 'running' };
  }, [profiles, before, after, diff, drift, against]);
}

/** Null where the rows cannot be compared: the bytes of a side are not kept, say. */
function useQuietDiff(request: RowDiffRequest | null): RowDiff | 'running' | null {
  const services = useServices();
  const key = request && rowDiffKey(request);
  const [found, setFound] = useState<{ readonly key: string; readonly diff: RowDiff | null } | null>(null);
  useEffect(() => {
    if (request === null || key === null) return;
    const controller = new AbortController();
    void rowChanges(services, request, controller.signal).then((diff) => {
      if (!controller.signal.aborted) setFound({ key, diff });
    });
    return () => controller.abort();
    // `key` says all that `request` asks for.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [services, key]);
  if (key === null) return null;
  return found?.key === key ? found.diff : 'running';
}
