import type { Result } from '../../lib/result';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { kindNow } from '../core/artifactKind';
import { type ChangeWriter, commitWrittenChange } from '../core/commitChange';
import type { JoinedArtifact } from '../core/joinedArtifact';
import { type JoinedVersion, readVersions } from '../core/joinedVersions';
import { findNamed, shownBinding, shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { artifactOf, decision, refuse, type Thing } from './thing';

/**
 * Puts versions of an artifact under another name of its namespace: they become versions of the artifact that has it, or of a new
 * one. Their links, aliases and notes go with them, and an import that tells of them again leaves them there ([L59]). What
 * comes under the names of the artifact stays its own.
 */
export async function splitVersions(
  ports: OperationPorts,
  artifactId: ArtifactId,
  versions: readonly SnapshotId[],
  name: string,
): Promise<Result<Change<Thing>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const artifact = await artifactOf(change, artifactId);
    const going = await chosenOf(change, artifact, versions);
    const target = await targetNamed(ports, change, artifact, name.trim());
    const moved = going.flatMap(({ ids }) => ids);
    await change.add(
      'decisions',
      moved.map((snapshotId) => decision(ports, change, { says: 'moved', artifactId: target, snapshotId })),
    );
    const numbers = going.map(({ snapshot }) => snapshot.sequence);
    const of = shownName(artifact);
    return {
      value: { is: 'artifact' as const, id: artifact.artifact.id },
      audit: {
        action: 'split',
        subject: `${numbersInWords(numbers)} off ${of} to ${name.trim()}`,
        detail: { artifactId: artifact.artifact.id, splitOff: target, versions: numbers },
      },
    };
  });
}

async function chosenOf(
  { live }: ChangeWriter,
  artifact: JoinedArtifact,
  versions: readonly SnapshotId[],
): Promise<readonly JoinedVersion[]> {
  const all = await readVersions(live, artifact);
  const wanted = new Set(versions);
  const chosen = all.filter(({ ids }) => ids.some((id) => wanted.has(id)));
  if (chosen.length === 0) refuse('Choose at least one version to split off.');
  if (chosen.length === all.length)
    refuse('Leave at least one version: to move all of them, merge or rename.');
  return chosen;
}

/** The artifact that has the name in the same namespace; made where none has. */
async function targetNamed(
  ports: OperationPorts,
  change: ChangeWriter,
  artifact: JoinedArtifact,
  name: string,
): Promise<ArtifactId> {
  if (name === '') refuse('Name the artifact that they become versions of.');
  const namespace = shownBinding(artifact)?.namespace ?? '';
  const known = await findNamed(change.live, namespace, name);
  if (known?.artifact.id === artifact.artifact.id)
    refuse(`${name} is a name of this artifact. Choose another.`);
  if (known) return known.storedUnder;
  const id = ports.newId() as ArtifactId;
  const kind = kindNow(artifact.artifact, artifact.bindings);
  await change.add('artifacts', [{ id, kind, createdAt: change.now }]);
  const bound = { id: ports.newId(), namespace, name, artifactId: id, recordedAt: change.now };
  await change.add('bindings', [bound]);
  return id;
}

/** `version 3`, `versions 1, 2 and 4 more` */
function numbersInWords(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 3).join(', ');
  const rest = numbers.length - 3;
  return `${numbers.length === 1 ? 'version' : 'versions'} ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}
