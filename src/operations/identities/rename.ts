import type { Result } from '../../lib/result';
import type { JobId, Reference } from '../../lineage/records';
import type { ArtifactId } from '../../versioning/records';
import { type AuditWords, type ChangeWriter, commitWrittenChange, Refusal } from '../core/commitChange';
import { findJob } from '../core/joinedJob';
import { findNamed, shownBinding } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { artifactOf, decision, jobOf, keyOfName, refuse, type Thing } from './thing';

/**
 * Gives a thing another name in its namespace. Its names of before stay its own, so that what comes under one of them is
 * still of it. Refused where the name is another one's.
 */
export async function rename(
  ports: OperationPorts,
  thing: Thing,
  name: string,
): Promise<Result<Change<Thing>, OperationFailure>> {
  const wanted = name.trim();
  return commitWrittenChange(ports, async (change) => {
    if (wanted === '') refuse(`A name is needed for the ${thing.is}.`);
    return {
      value: thing,
      audit:
        thing.is === 'artifact'
          ? await renameArtifact(ports, change, thing.id, wanted)
          : await renameJob(ports, change, thing.id, wanted),
    };
  });
}

async function renameArtifact(
  ports: OperationPorts,
  change: ChangeWriter,
  id: ArtifactId,
  name: string,
): Promise<AuditWords> {
  const artifact = await artifactOf(change, id);
  const shown = shownBinding(artifact);
  const before: Reference = shown ?? { namespace: '', name: artifact.artifact.id };
  const after = { namespace: before.namespace, name };
  if (shown && keyOfName(before) === keyOfName(after)) refuse(`It is called ${name} already.`);
  const owner = await findNamed(change.live, after.namespace, after.name);
  if (owner && owner.artifact.id !== artifact.artifact.id) throw taken('artifact', name);
  const artifactId = shown?.artifactId ?? artifact.artifact.id;
  await change.add('bindings', [{ ...after, artifactId, id: ports.newId(), recordedAt: change.now }]);
  return renamed({ artifactId: artifact.artifact.id }, before, after);
}

async function renameJob(
  ports: OperationPorts,
  change: ChangeWriter,
  id: JobId,
  name: string,
): Promise<AuditWords> {
  const { job, ids, shown: before } = await jobOf(change, id);
  const after = { namespace: before.namespace, name };
  if (keyOfName(before) === keyOfName(after)) refuse(`It is called ${name} already.`);
  const owner = await findJob(change.live, after);
  if (owner && !ids.includes(owner.job.id)) throw taken('job', name);
  await change.add('decisions', [decision(ports, change, { says: 'named', jobId: job.id, name: after })]);
  return renamed({ jobId: job.id }, before, after);
}

function taken(noun: Thing['is'], name: string): Refusal {
  const message = `Another ${noun} is called ${name}. If they are one, merge them instead.`;
  return new Refusal({ kind: 'nameInUse', message });
}

function renamed(id: Readonly<Record<string, string>>, before: Reference, after: Reference): AuditWords {
  const detail = { ...id, before: { name: before.name }, after: { name: after.name } };
  return { action: 'rename', subject: before.name, detail };
}
