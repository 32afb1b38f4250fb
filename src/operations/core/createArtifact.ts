import { err, type Result } from '../../lib/result';
import type { ArtifactId, ArtifactKind } from '../../versioning/records';
import { commitWrittenChange, Refusal } from './commitChange';
import { findNamed } from './names';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';

/** Makes an artifact without a version yet; refused where the name is in use. */
export async function createArtifact(
  ports: OperationPorts,
  kind: ArtifactKind,
  namespace: string,
  name: string,
): Promise<Result<Change<ArtifactId>, OperationFailure>> {
  if (name.trim() === '') return err({ kind: 'nameInUse', message: 'An artifact needs a name.' });
  return commitWrittenChange(ports, async (change) => {
    if (await findNamed(change.live, namespace, name)) {
      throw new Refusal({
        kind: 'nameInUse',
        message: `There is an artifact named ${name} in ${namespace} already.`,
      });
    }
    const id = ports.newId() as ArtifactId;
    await change.add('artifacts', [{ id, kind, createdAt: change.now }]);
    await change.add('bindings', [
      { id: ports.newId(), namespace, name, artifactId: id, recordedAt: change.now },
    ]);
    return {
      value: id,
      audit: { action: 'createArtifact', subject: name, detail: { artifactId: id, kind, namespace } },
    };
  });
}
