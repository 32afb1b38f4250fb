import { leastTailSamples } from '../../gates/tailGrowth';
import type { Result } from '../../lib/result';
import type { SnapshotId } from '../../versioning/records';
import { readVersion } from '../core/joinedVersions';
import { readLive } from '../core/liveTransaction';
import type { Store, StoreFailure } from '../core/store';
import type { Workspace } from '../core/workspace';
import { samplesOf, type VersionSamples } from '../releases/measuredSamples';

/** The samples of versions that may have enough for a tail: measured ones, and those that as many runs wrote. */
export function readTailSamples(
  store: Store,
  workspace: Workspace,
): Promise<Result<ReadonlyMap<SnapshotId, VersionSamples>, StoreFailure>> {
  return readLive(store, async (live) => {
    const measured = await live.all('measurements');
    const ids = new Set<SnapshotId>(writtenByMany(workspace));
    for (const { snapshotId, values } of measured) if (values.length >= leastTailSamples) ids.add(snapshotId);
    const samples = new Map<SnapshotId, VersionSamples>();
    for (const id of ids) {
      const version = (await readVersion(live, id))?.version;
      if (version) samples.set(version.snapshot.id, await samplesOf(live, version));
    }
    return samples;
  });
}

function writtenByMany({ runs }: Workspace): readonly SnapshotId[] {
  const counts = new Map<SnapshotId, number>();
  for (const { outputs } of runs.values())
    for (const { snapshotId } of outputs)
      if (snapshotId !== null) counts.set(snapshotId, (counts.get(snapshotId) ?? 0) + 1);
  return [...counts].flatMap(([id, count]) => (count >= leastTailSamples ? id : []));
}
