import type { Decision, Job, JobId, Reference } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import { classesOf, type Identities } from './identities';
import { PairMap } from './pairMap';

/** Which jobs are one, because they share a name or a person says so, and what people call them. Rules [L49], [L54] to [L56]. */
export class JobIdentities implements Identities<JobId> {
  readonly hasAny: boolean;
  readonly rootOf: (id: JobId) => JobId;
  readonly membersOf: (id: JobId) => readonly JobId[];
  /** Jobs by each name that some job has besides its own. */
  private readonly sharing = new PairMap<JobId[]>();
  /** Jobs that are one with another, or that something is decided of. */
  private readonly jobs = new Map<JobId, Job>();
  private readonly decided: ReadonlySet<JobId | null>;
  /** The names that people gave, in the order in which they did. */
  private readonly given: readonly { readonly jobId: JobId; readonly name: Reference }[];
  /** Whose a given name is: a split can give it to another one. */
  private readonly holders = new PairMap<JobId>();

  constructor(jobs: readonly Job[], decisions: readonly Decision[]) {
    const own = decisions.filter(({ jobId }) => jobId !== null);
    this.decided = new Set(own.flatMap(({ jobId, otherJobId }) => [jobId, otherJobId]));
    this.given = inOrderOfChange(own).flatMap(({ says, jobId, name }) =>
      says === 'named' && jobId !== null && name !== null ? { jobId, name } : [],
    );
    for (const { jobId, name } of this.given) this.holders.set(name.namespace, name.name, jobId);
    const telling = jobs.filter(({ id, otherNames }) => otherNames !== undefined || this.decided.has(id));
    for (const job of telling)
      for (const { namespace, name } of this.namesOf(job)) this.sharing.set(namespace, name, []);
    if (telling.length > 0)
      for (const job of jobs)
        for (const { namespace, name } of this.namesOf(job)) this.sharing.get(namespace, name)?.push(job.id);
    const said = own.flatMap(({ says, jobId: id, otherJobId: other, change = 0 }) =>
      id === null ? [] : { says, id, other, change },
    );
    const classes = classesOf<JobId, Job>(jobs, this.sharing.values(), said, compareJobs);
    ({ hasAny: this.hasAny, rootOf: this.rootOf, membersOf: this.membersOf } = classes);
    if (this.hasAny || this.decided.size > 0)
      for (const job of jobs)
        if (this.decided.has(job.id) || this.membersOf(job.id).length > 1) this.jobs.set(job.id, job);
  }

  /** Whether a job may be one with another or have another name, or may have been and had. */
  concerns(job: Job): boolean {
    const isShared = job.otherNames !== undefined || this.sharing.has(job.namespace, job.name);
    return isShared || this.decided.has(job.id);
  }

  /** Each that stands for itself or for several, by the name that it is shown by, with all further names. */
  joined(jobs: readonly Job[]): readonly Job[] {
    if (this.jobs.size === 0) return jobs;
    return jobs.flatMap((job) => {
      if (!this.jobs.has(job.id)) return job;
      return this.rootOf(job.id) === job.id ? this.joinedJob(job) : [];
    });
  }

  /** The name that all that are one with a job are shown by: the latest that a person gave, else the least of their own. */
  shown(job: Job): Reference {
    const members = new Set(this.membersOf(job.id));
    return this.given.findLast(({ jobId }) => members.has(jobId))?.name ?? this.rootOfJob(job);
  }

  private rootOfJob(job: Job): Job {
    return this.jobs.get(this.rootOf(job.id)) ?? job;
  }

  private joinedJob(job: Job): Job {
    const members = this.membersOf(job.id).map((id) => this.jobs.get(id) ?? job);
    const { namespace, name } = this.shown(job);
    const names = new PairMap<Reference>();
    for (const each of members.flatMap((member) => this.namesOf(member)))
      names.set(each.namespace, each.name, { namespace: each.namespace, name: each.name });
    const otherNames = names
      .values()
      .filter((each) => each.namespace !== namespace || each.name !== name)
      .sort(compareNames);
    const description = members.find((each) => each.description !== null)?.description ?? null;
    const { otherNames: before = [], ...own } = job;
    const isAsBefore =
      namespace === job.namespace &&
      name === job.name &&
      description === job.description &&
      JSON.stringify(otherNames) === JSON.stringify(before);
    if (isAsBefore) return job;
    return { ...own, namespace, name, description, ...(otherNames.length > 0 && { otherNames }) };
  }

  private namesOf({ id, namespace, name, otherNames = [] }: Job): readonly Reference[] {
    const isOwn = (given: (typeof this.given)[number]): boolean =>
      given.jobId === id && this.holders.get(given.name.namespace, given.name.name) === id;
    const given = this.decided.has(id) ? this.given.filter(isOwn) : [];
    return [{ namespace, name }, ...otherNames, ...given.map((each) => each.name)];
  }
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
