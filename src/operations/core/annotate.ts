import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import type { Annotation, Snapshot, SnapshotId } from '../../versioning/records';
import { isSemanticVersion } from '../../versioning/semanticVersion';
import { type AuditWords, type ChangeWriter, commitWrittenChange, Refusal } from './commitChange';
import { readVersion } from './joinedVersions';
import { latestAnnotation } from './latestAnnotation';
import { shownName } from './names';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';

/** Says something of a snapshot; what was said before of the same kind stays in the log. */
export async function annotate(
  ports: OperationPorts,
  snapshotId: SnapshotId,
  body: Annotation['body'],
): Promise<Result<Change<void>, OperationFailure>> {
  if (body.kind === 'semanticVersion' && !isSemanticVersion(body.version)) {
    const message = `“${body.version}” is no semantic version: write it like 2.1.0.`;
    return err({ kind: 'invalidAnnotation', message });
  }
  if (body.kind === 'driftAcknowledged' && body.reason.trim() === '') {
    return err({ kind: 'invalidAnnotation', message: 'Say why the drift is all right.' });
  }
  return commitWrittenChange(ports, async (change) => {
    const { audit } = await addAnnotation(ports, change, snapshotId, body);
    return { value: undefined, audit };
  });
}

/** Adds it inside a change, whose audit entry says what was said before. Refuses where the snapshot is not in view. */
export async function addAnnotation(
  ports: OperationPorts,
  change: ChangeWriter,
  snapshotId: SnapshotId,
  body: Annotation['body'],
): Promise<{ readonly value: Snapshot; readonly audit: AuditWords }> {
  const { live } = change;
  const found = await readVersion(live, snapshotId);
  if (!found) {
    throw new Refusal({ kind: 'notFound', message: `The snapshot ${snapshotId} is not there any more.` });
  }
  const { snapshot } = found.version;
  const before = await latestAnnotation(live, snapshot, body.kind);
  await change.add('annotations', [
    { id: ports.newId(), snapshotId, recordedAt: change.now, actor: ports.actor, body },
  ]);
  const detail = {
    snapshotId,
    digest: snapshot.digest,
    before: before as Json,
    after: body as Json,
  };
  return {
    value: snapshot,
    audit: { action: 'annotate', subject: `${shownName(found.artifact)} v${snapshot.sequence}`, detail },
  };
}
