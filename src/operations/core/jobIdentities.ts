import type { Job, JobId, Reference } from '../../lineage/records';
import { PairMap } from './pairMap';

/** Which jobs are one, because they share a name. */
export class JobIdentities {
  /** The name of each job that has further ones, and those. */
  private readonly names = new PairMap<Job[]>();
  private readonly classOf = new Map<JobId, readonly Job[]>();

  constructor(jobs: readonly Job[]) {
    const telling = jobs.filter(({ otherNames }) => otherNames !== undefined);
    if (telling.length === 0) return;
    for (const job of telling)
      for (const { namespace, name } of namesOf(job)) this.names.set(namespace, name, []);
    for (const job of jobs)
      for (const { namespace, name } of namesOf(job)) this.names.get(namespace, name)?.push(job);
    for (const sharing of this.names.values()) this.join(sharing);
    for (const members of new Set(this.classOf.values())) (members as Job[]).sort(compareJobs);
  }

  /** Whether any two are one. */
  get hasAny(): boolean {
    return this.classOf.size > 0;
  }

  /** Whether a job may be one with another, or may have been. */
  concerns(job: Job): boolean {
    return job.otherNames !== undefined || this.names.has(job.namespace, job.name);
  }

  /** The job that stands for all that are one with it: the least by name, then the oldest. A job on its own is its own. */
  rootOf(id: JobId): JobId {
    return this.classOf.get(id)?.[0]?.id ?? id;
  }

  /** Each that stands for itself or for several, with all the names of these. */
  joined(jobs: readonly Job[]): readonly Job[] {
    if (!this.hasAny) return jobs;
    return jobs.flatMap((job) => {
      const members = this.classOf.get(job.id);
      if (!members) return job;
      return members[0]!.id === job.id ? joinedJob(job, members) : [];
    });
  }

  private join(sharing: readonly Job[]): void {
    const members = new Map<JobId, Job>();
    for (const job of sharing)
      for (const member of this.classOf.get(job.id) ?? [job]) members.set(member.id, member);
    if (members.size < 2) return;
    const all = [...members.values()];
    for (const { id } of all) this.classOf.set(id, all);
  }
}

function joinedJob(job: Job, members: readonly Job[]): Job {
  const names = new PairMap<Reference>();
  for (const { namespace, name } of members.flatMap(namesOf)) names.set(namespace, name, { namespace, name });
  const otherNames = names
    .values()
    .filter((each) => each.namespace !== job.namespace || each.name !== job.name)
    .sort(compareNames);
  const description = members.find((each) => each.description !== null)?.description ?? null;
  return { ...job, description, otherNames };
}

function namesOf({ namespace, name, otherNames = [] }: Job): readonly Reference[] {
  return [{ namespace, name }, ...otherNames];
}

function compareJobs(a: Job, b: Job): number {
  return compareNames(a, b) || compareText(a.createdAt, b.createdAt) || compareText(a.id, b.id);
}

function compareNames(a: Reference, b: Reference): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
