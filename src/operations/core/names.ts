import { latestOf } from '../../versioning/changeOrder';
import type { Artifact, ArtifactId, Snapshot } from '../../versioning/records';
import { byShownName } from './identities';
import { boundSnapshot } from './pointerBytes';
import type { Transaction } from './store';
import type { Withdrawn } from './withdrawals';

/** The artifact that a name is bound to, what is withdrawn left out: the latest binding holds. */
export async function findNamed(
  transaction: Transaction,
  withdrawn: Withdrawn,
  namespace: string,
  name: string,
): Promise<Artifact | null> {
  const bindings = (await transaction.where('bindings', 'name', name)).filter(
    (binding) =>
      binding.namespace === namespace &&
      !withdrawn.has('bindings', binding.id) &&
      !withdrawn.has('artifacts', binding.artifactId),
  );
  const latest = latestOf(bindings);
  return latest ? ((await transaction.get('artifacts', latest.artifactId)) ?? null) : null;
}

/** The name that an artifact is shown by; its id where it has none. */
export async function nameOf(
  transaction: Transaction,
  withdrawn: Withdrawn,
  artifactId: ArtifactId,
): Promise<string> {
  const bindings = (await transaction.where('bindings', 'artifactId', artifactId)).filter(
    (binding) => !withdrawn.has('bindings', binding.id),
  );
  return bindings.sort(byShownName).at(-1)?.name ?? artifactId;
}

/**
 * An artifact's versions: the latest that is in view, with what is known of its bytes by now, the highest number that
 * was ever given, and those in view that came from pointers, latest first.
 */
export async function versionsOf(
  transaction: Transaction,
  withdrawn: Withdrawn,
  artifactId: ArtifactId,
): Promise<{
  readonly latest: Snapshot | null;
  readonly highestSequence: number;
  readonly pointers: readonly Snapshot[];
}> {
  const snapshots = await transaction.where('snapshots', 'artifactId', artifactId);
  let latest: Snapshot | null = null;
  let highestSequence = 0;
  const pointers: Snapshot[] = [];
  for (const snapshot of snapshots) {
    highestSequence = Math.max(highestSequence, snapshot.sequence);
    if (withdrawn.has('snapshots', snapshot.id)) continue;
    if (!latest || snapshot.sequence > latest.sequence) latest = snapshot;
    if (snapshot.source.kind === 'pointer') pointers.push(snapshot);
  }
  return {
    latest: latest && (await boundSnapshot(transaction, withdrawn, latest)),
    highestSequence,
    pointers: pointers.toSorted((a, b) => b.sequence - a.sequence),
  };
}
