import type { Job, JobId, Reference } from '../../lineage/records';
import { decisionsIn } from './decisions';
import { JobIdentities } from './jobIdentities';
import type { LiveTransaction } from './liveTransaction';

/** A job as people see it: all that are one, put together ([L49], [L54]). */
export interface JoinedJob {
  /** The one that stands for all of them. */
  readonly job: Job;
  /** All of them, as they are stored. */
  readonly jobs: readonly Job[];
  readonly ids: readonly JobId[];
  /** The name that it is shown by. */
  readonly shown: Reference;
}

/** What a job is one with; null where it is not in view. Reads all jobs. */
export async function readJoinedJob(live: LiveTransaction, id: JobId): Promise<JoinedJob | null> {
  const all = await live.all('jobs');
  const identities = new JobIdentities(all, await decisionsIn(live));
  const ids = identities.membersOf(id);
  const byId = new Map(all.map((job) => [job.id, job]));
  const jobs = ids.flatMap((each) => byId.get(each) ?? []);
  const [job] = jobs;
  return job ? { job, jobs, ids, shown: identities.shown(job) } : null;
}

/** The job that has a name, of its own or a further one; null where none has. */
export async function findJob(
  live: LiveTransaction,
  { namespace, name }: Reference,
): Promise<JoinedJob | null> {
  const all = await live.all('jobs');
  const joined = new JobIdentities(all, await decisionsIn(live)).joined(all);
  const has = (each: Reference): boolean => each.namespace === namespace && each.name === name;
  const found = joined.find((job) => has(job) || job.otherNames?.some(has));
  return found ? readJoinedJob(live, found.id) : null;
}
