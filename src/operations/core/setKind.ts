import type { Result } from '../../lib/result';
import type { ArtifactId, ArtifactKind } from '../../versioning/records';
import { kindNow } from './artifactKind';
import { commitWrittenChange, Refusal } from './commitChange';
import { readJoined } from './joinedArtifact';
import { findNamed, shownBinding } from './names';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';

/**
 * Says what an artifact is, whatever was guessed when it was new. The artifact's record stays as it is (I1): its name is
 * bound anew, with the kind.
 */
export async function setKind(
  ports: OperationPorts,
  artifactId: ArtifactId,
  kind: ArtifactKind,
): Promise<Result<Change<void>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const { live } = change;
    const artifact = await readJoined(live, artifactId);
    const shown = artifact && shownBinding(artifact);
    if (!shown) {
      throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
    }
    const { namespace, name } = shown;
    const before = kindNow(artifact.artifact, artifact.bindings);
    if (before === kind)
      throw new Refusal({ kind: 'invalidAnnotation', message: `${name} is that already.` });
    const owner = await findNamed(live, namespace, name);
    if (owner?.artifact.id !== artifact.artifact.id) {
      const message = `The name ${name} is another artifact's now, so that this one has none to say it of.`;
      throw new Refusal({ kind: 'nameInUse', message });
    }
    const said = { namespace, name, artifactId: shown.artifactId, kind };
    await change.add('bindings', [{ ...said, id: ports.newId(), recordedAt: change.now }]);
    const detail = { artifactId, before: { artifactKind: before }, after: { artifactKind: kind } };
    return { value: undefined, audit: { action: 'setKind', subject: name, detail } };
  });
}
