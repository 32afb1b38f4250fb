import type { ArtifactId, Binding, Snapshot } from '../../versioning/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import { byShownName } from './identities';
import { type JoinedArtifact, type NamedArtifact, readJoined } from './joinedArtifact';
import { readVersion, readVersions } from './joinedVersions';
import type { LiveTransaction } from './liveTransaction';
import { boundSnapshot, isToldVersion } from './pointerBytes';

/** The artifact that a name is bound to: the latest binding holds. */
export async function findNamed(
  live: LiveTransaction,
  namespace: string,
  name: string,
): Promise<NamedArtifact | null> {
  const known = await live.raw.where('bindings', 'name', name);
  const named = known.filter(
    (binding) => binding.namespace === namespace && !live.isHidden('bindings', binding.id),
  );
  for (const { artifactId, same } of inOrderOfChange(named).toReversed()) {
    const artifact = await readJoined(live, artifactId, known);
    if (artifact && (same === undefined || artifact.ids.includes(same)))
      return { ...artifact, storedUnder: artifactId };
  }
  return null;
}

/** The binding whose name an artifact is shown by. */
export function shownBinding({ bindings }: JoinedArtifact): Binding | undefined {
  return bindings.toSorted(byShownName).at(-1);
}

/** The name that an artifact is shown by; its id where it has none. */
export function shownName(artifact: JoinedArtifact): string {
  return shownBinding(artifact)?.name ?? artifact.artifact.id;
}

/** The same of an artifact by its id. */
export async function nameOf(live: LiveTransaction, artifactId: ArtifactId): Promise<string> {
  const artifact = await readJoined(live, artifactId);
  return artifact ? shownName(artifact) : artifactId;
}

/** What people call a version, and its number: `trips.csv`, 3. */
export async function versionName(
  live: LiveTransaction,
  { id, artifactId, sequence }: Pick<Snapshot, 'id' | 'artifactId' | 'sequence'>,
): Promise<{ readonly name: string; readonly sequence: number }> {
  const found = await readVersion(live, id);
  if (!found) return { name: artifactId, sequence };
  return { name: shownName(found.artifact), sequence: found.version.snapshot.sequence };
}

/**
 * An artifact's versions: the latest that is in view, with what is known of its bytes by now, the highest number that
 * was ever given, and those in view that pointers or imports told of, latest first.
 */
export async function versionsOf(
  live: LiveTransaction,
  artifact: JoinedArtifact,
): Promise<{
  readonly latest: Snapshot | null;
  readonly highestSequence: number;
  readonly told: readonly Snapshot[];
}> {
  const ever = await live.raw.whereAny('snapshots', 'artifactId', artifact.ids);
  const shown = (await readVersions(live, artifact)).map(({ snapshot }) => snapshot);
  const latest = shown.at(-1) ?? null;
  return {
    latest: latest && (await boundSnapshot(live, latest)),
    highestSequence: [...ever, ...shown].reduce((highest, { sequence }) => Math.max(highest, sequence), 0),
    told: shown.filter(isToldVersion).toReversed(),
  };
}
