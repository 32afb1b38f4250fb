import { useCallback, useMemo } from 'react';

import type { ChanceDraw } from '../../drift/chanceDraw';
import type { KnownChance } from '../../drift/chanceOfReport';
import { type RecipeName, recipes } from '../../drift/recipe';
import {
  type DriftPoint,
  driftOverTime,
  type ProfiledVersion,
} from '../../operations/comparing/driftOverTime';
import type { SnapshotView } from '../../operations/core/workspace';
import { mergeProfiles } from '../../profile/mergeProfiles';
import type { TableProfile } from '../../profile/profile';
import type { SnapshotId } from '../../versioning/records';
import { useChance } from '../drift/useChance';
import type { FollowedBaseline } from './followedBaseline';
import { useProfiles } from './useProfiles';

/** The drift of every version of an artifact; null until their profiles are read. */
export function useDriftPoints(
  versions: readonly SnapshotView[],
  followed: FollowedBaseline,
  recipe: RecipeName,
): readonly DriftPoint[] | null {
  const needed = useMemo(
    () => [...new Set(versions.flatMap((view) => [view, ...followed.of(view.snapshot.id).versions]))],
    [versions, followed],
  );
  const profiled = useProfiles(needed);
  const baselines = useMemo(
    () => mergedBaselines(profiled, versions, followed),
    [profiled, versions, followed],
  );
  const follow = useCallback(
    (known: KnownChance) => {
      if (!profiled) return null;
      const own = new Set(versions.map(({ snapshot }) => snapshot.id));
      return driftOverTime(
        profiled.filter(({ snapshotId }) => own.has(snapshotId)),
        ({ snapshotId }) => baselines.get(snapshotId) ?? null,
        recipes[recipe],
        known,
      );
    },
    [profiled, versions, baselines, recipe],
  );
  return useChance(follow, missingInPoints);
}

/** The profile of each version's baseline; equal ones are put together once. */
function mergedBaselines(
  profiled: readonly ProfiledVersion[] | null,
  versions: readonly SnapshotView[],
  followed: FollowedBaseline,
): ReadonlyMap<SnapshotId, TableProfile> {
  const profiles = new Map(profiled?.map(({ snapshotId, profile }) => [snapshotId, profile]));
  const merged = new Map<string, TableProfile>();
  const found = new Map<SnapshotId, TableProfile>();
  for (const { snapshot } of versions) {
    const ids = followed.of(snapshot.id).versions.map((view) => view.snapshot.id);
    const own = ids.flatMap((id) => profiles.get(id) ?? []);
    if (own.length === 0 || own.length < ids.length) continue;
    const key = ids.join(' ');
    const profile = merged.get(key) ?? mergeProfiles(own);
    merged.set(key, profile);
    found.set(snapshot.id, profile);
  }
  return found;
}

function missingInPoints(points: readonly DriftPoint[] | null): readonly ChanceDraw[] {
  return points?.flatMap(({ missing }) => missing) ?? [];
}
