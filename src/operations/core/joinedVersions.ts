import type { ArtifactId, Snapshot, SnapshotId } from '../../versioning/records';
import { isNamedVersion } from './namedVersions';
import { type JoinedArtifact, readJoined } from './joinedArtifact';
import type { LiveTransaction } from './liveTransaction';
import { decisionsIn } from './decisions';
import { reconcileVersions } from './reconcileVersions';
import { recordsOfArtifacts, VersionPlaces } from './versionPlaces';

/** A version as people see it ([L41], [L42]). */
export interface JoinedVersion {
  /** The snapshot that stands for it, under its artifact and with its number. */
  readonly snapshot: Snapshot;
  /** Every snapshot of this version. */
  readonly ids: readonly SnapshotId[];
  /** The artifact that the snapshot is stored under: what is written goes with it, should the two be two again. */
  readonly storedUnder: ArtifactId;
}

/** The versions of an artifact in view, by ascending number. */
export async function readVersions(
  live: LiveTransaction,
  { artifact, ids }: JoinedArtifact,
): Promise<readonly JoinedVersion[]> {
  const stored = await recordsOfArtifacts(live, 'snapshots', ids);
  const parents = new Set(stored.flatMap((snapshot) => snapshot.parents));
  const { standsFor, numbers } = reconcileVersions(stored, (id) => parents.has(id));
  const idsOf = new Map<SnapshotId, SnapshotId[]>();
  for (const [id, first] of standsFor) {
    const others = idsOf.get(first);
    if (others) others.push(id);
    else idsOf.set(first, [id]);
  }
  return stored
    .filter(({ id }) => !standsFor.has(id))
    .map((snapshot) => ({
      snapshot: {
        ...snapshot,
        artifactId: artifact.id,
        sequence: numbers.get(snapshot.id) ?? snapshot.sequence,
      },
      ids: [snapshot.id, ...(idsOf.get(snapshot.id) ?? [])],
      storedUnder: snapshot.artifactId,
    }))
    .toSorted((a, b) => a.snapshot.sequence - b.snapshot.sequence);
}

/** Gives the version that a snapshot of an artifact is of; null where it is another artifact's, or not in view. */
export type VersionsIn = (id: SnapshotId) => Promise<JoinedVersion | null>;

/** Reads an artifact's versions at most once, and only where one snapshot does not tell what its version is. */
export function versionsIn(live: LiveTransaction, artifact: JoinedArtifact): VersionsIn {
  let all: Promise<readonly JoinedVersion[]> | null = null;
  return async (id) => {
    const stored = await live.get('snapshots', id);
    if (!stored || !artifact.ids.includes(await artifactOfVersion(live, stored))) return null;
    // Only what a source names may be several, or have another number than it was stored with.
    if (artifact.ids.length === 1 && !isNamedVersion(stored))
      return { snapshot: stored, ids: [id], storedUnder: stored.artifactId };
    all ??= readVersions(live, artifact);
    return (await all).find(({ ids }) => ids.includes(id)) ?? null;
  };
}

/** The version that a snapshot is of, and its artifact; null where it is not in view. */
export async function readVersion(
  live: LiveTransaction,
  id: SnapshotId,
): Promise<{ readonly version: JoinedVersion; readonly artifact: JoinedArtifact } | null> {
  const stored = await live.get('snapshots', id);
  const artifact = stored && (await readJoined(live, await artifactOfVersion(live, stored)));
  const version = artifact && (await versionsIn(live, artifact)(id));
  return version ? { version, artifact } : null;
}

async function artifactOfVersion(
  live: LiveTransaction,
  { id, artifactId }: Pick<Snapshot, 'id' | 'artifactId'>,
): Promise<ArtifactId> {
  return new VersionPlaces(await decisionsIn(live)).of(id, artifactId);
}
