import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Artifact, ArtifactId, Snapshot } from '../../versioning/records';
import { byShownName } from './identities';
import type { LiveTransaction } from './liveTransaction';
import { boundSnapshot } from './pointerBytes';

/** The artifact that a name is bound to: the latest binding holds. */
export async function findNamed(
  live: LiveTransaction,
  namespace: string,
  name: string,
): Promise<Artifact | null> {
  const bindings = await live.where('bindings', 'name', name);
  const named = inOrderOfChange(bindings.filter((binding) => binding.namespace === namespace));
  for (const { artifactId } of named.toReversed()) {
    const artifact = await live.get('artifacts', artifactId);
    if (artifact) return artifact;
  }
  return null;
}

/** The name that an artifact is shown by; its id where it has none. */
export async function nameOf(live: LiveTransaction, artifactId: ArtifactId): Promise<string> {
  const bindings = await live.where('bindings', 'artifactId', artifactId);
  return bindings.sort(byShownName).at(-1)?.name ?? artifactId;
}

/**
 * An artifact's versions: the latest that is in view, with what is known of its bytes by now, the highest number that
 * was ever given, and those in view that came from pointers, latest first.
 */
export async function versionsOf(
  live: LiveTransaction,
  artifactId: ArtifactId,
): Promise<{
  readonly latest: Snapshot | null;
  readonly highestSequence: number;
  readonly pointers: readonly Snapshot[];
}> {
  const snapshots = await live.raw.where('snapshots', 'artifactId', artifactId);
  let latest: Snapshot | null = null;
  let highestSequence = 0;
  const pointers: Snapshot[] = [];
  for (const snapshot of snapshots) {
    highestSequence = Math.max(highestSequence, snapshot.sequence);
    if (live.isHidden('snapshots', snapshot.id)) continue;
    if (!latest || snapshot.sequence > latest.sequence) latest = snapshot;
    if (snapshot.source.kind === 'pointer') pointers.push(snapshot);
  }
  return {
    latest: latest && (await boundSnapshot(live, latest)),
    highestSequence,
    pointers: pointers.toSorted((a, b) => b.sequence - a.sequence),
  };
}
