import type { Result } from '../../lib/result';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId, ArtifactKind, Binding } from '../../versioning/records';
import { kindNow } from './artifactKind';
import { byShownName } from './identities';
import { commitWrittenChange, Refusal } from './commitChange';
import { findNamed } from './names';
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
    const artifact = await live.get('artifacts', artifactId);
    const bindings = inOrderOfChange(await live.where('bindings', 'artifactId', artifactId));
    const shown = bindings.toSorted(byShownName).at(-1);
    if (!artifact || !shown) {
      throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
    }
    const { namespace, name } = shown;
    const before = kindNow(artifact, bindings);
    if (before === kind)
      throw new Refusal({ kind: 'invalidAnnotation', message: `${name} is that already.` });
    const owner = await findNamed(live, namespace, name);
    if (owner?.id !== artifactId) {
      const message = `The name ${name} is another artifact's now, so that this one has none to say it of.`;
      throw new Refusal({ kind: 'nameTaken', message });
    }
    const binding: Binding = { id: ports.newId(), namespace, name, artifactId, recordedAt: change.now, kind };
    await change.add('bindings', [binding]);
    const detail = { artifactId, before: { artifactKind: before }, after: { artifactKind: kind } };
    return { value: undefined, audit: { action: 'setKind', subject: name, detail } };
  });
}
