import type { Job, JobId } from '../../lineage/records';
import { derivedId } from '../../versioning/derivedId';
import type { ChangeWriter } from '../core/commitChange';
import type { OperationPorts } from '../core/ports';

/** The job of that name, made where it is not there; its id is the one that an import of the same job derives. */
export async function findOrAddJob(
  ports: OperationPorts,
  change: ChangeWriter,
  namespace: string,
  name: string,
): Promise<Job> {
  const named = await change.live.where('jobs', 'name', name);
  const known = named.find((job) => job.namespace === namespace);
  if (known) return known;
  const derived = derivedId('job', namespace, name, ports);
  const isThere = (await change.raw.get('jobs', derived)) !== undefined;
  const id = (isThere ? ports.newId() : derived) as JobId;
  const job: Job = { id, namespace, name, description: null, createdAt: change.now };
  await change.add('jobs', [job]);
  return job;
}
