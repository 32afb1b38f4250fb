import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import { latestOf } from '../../versioning/changeOrder';
import type { Annotation, Snapshot, SnapshotId } from '../../versioning/records';
import { isSemanticVersion } from '../../versioning/semanticVersion';
import { type AuditWords, type ChangeWriter, commitWrittenChange, Refusal } from './commitChange';
import { nameOf } from './names';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import { readWithdrawn, type Withdrawn } from './withdrawals';

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
  return commitWrittenChange(ports, async (change) => {
    const withdrawn = await readWithdrawn(change.transaction);
    const { audit } = await addAnnotation(ports, change, withdrawn, snapshotId, body);
    return { value: undefined, audit };
  });
}

/** Adds it inside a change, whose audit entry says what was said before. Refuses where the snapshot is not in view. */
export async function addAnnotation(
  ports: OperationPorts,
  change: ChangeWriter,
  withdrawn: Withdrawn,
  snapshotId: SnapshotId,
  body: Annotation['body'],
): Promise<{ readonly value: Snapshot; readonly audit: AuditWords }> {
  const { transaction } = change;
  const snapshot = await transaction.get('snapshots', snapshotId);
  if (!snapshot || withdrawn.has('snapshots', snapshotId)) {
    throw new Refusal({ kind: 'notFound', message: `The snapshot ${snapshotId} is not there any more.` });
  }
  const said = await transaction.where('annotations', 'snapshotId', snapshotId);
  const before = latestOf(
    said.filter((each) => each.body.kind === body.kind && !withdrawn.has('annotations', each.id)),
  );
  await change.add('annotations', [
    { id: ports.newId(), snapshotId, recordedAt: change.now, actor: ports.actor, body },
  ]);
  const name = await nameOf(transaction, withdrawn, snapshot.artifactId);
  const detail = {
    snapshotId,
    digest: snapshot.digest,
    before: (before?.body ?? null) as Json,
    after: body as Json,
  };
  return {
    value: snapshot,
    audit: { action: 'annotate', subject: `${name} v${snapshot.sequence}`, detail },
  };
}
