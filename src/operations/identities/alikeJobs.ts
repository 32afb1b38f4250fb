import type { JobId } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { JobView, Workspace } from '../core/workspace';

/** A job that may be another one by another name, and what speaks for it. */
export interface AlikeJob {
  readonly job: JobView;
  /** In words, strongest first: `writes the same artifacts`, `has the same name`. */
  readonly evidence: readonly string[];
}

/** A job, and the jobs that it may be one with. */
export interface JobToMeet {
  readonly job: JobView;
  readonly alike: readonly AlikeJob[];
}

const mostOffered = 3;

/** Of so many jobs of an import it is asked whether they are known by another name. */
const mostAsked = 5;

/**
 * Jobs that may be one with a job, likeliest first: such as the job of a run that was recorded by hand and that of imported lineage. They write the
 * same artifacts, or the last parts of their names agree without letter case.
 */
export function alikeJobs(workspace: Workspace, id: JobId): readonly AlikeJob[] {
  return likeness(workspace)(id).slice(0, mostOffered);
}

/**
 * The jobs that only what was recorded since then tells of, each with the jobs told of before that may be the same; of those with the
 * strongest evidence, a few. `since` is when an import began.
 */
export function jobsToMeet(workspace: Workspace, since: Timestamp): readonly JobToMeet[] {
  const isNew = new Map<JobId, boolean>();
  for (const { jobId, recordedAt } of workspace.observations)
    isNew.set(jobId, (isNew.get(jobId) ?? true) && recordedAt >= since);
  const told = [...isNew].flatMap(([id, only]) => (only ? id : []));
  if (told.length === 0 || told.length === isNew.size) return [];
  const alikeOf = likeness(workspace);
  return told
    .flatMap((id) => {
      const job = workspace.jobs.get(id);
      const alike = alikeOf(id)
        .filter((other) => isNew.get(other.job.job.id) === false)
        .slice(0, mostOffered);
      return job && alike.length > 0 ? [{ job, alike }] : [];
    })
    .sort((a, b) => b.alike[0]!.evidence.length - a.alike[0]!.evidence.length || compareNames(a.job, b.job))
    .slice(0, mostAsked);
}

/** By a job, those that may be one with it, likeliest first. */
function likeness({ jobs, observations }: Workspace): (id: JobId) => readonly AlikeJob[] {
  const written = new Map<JobId, Set<string>>();
  const read = new Map<JobId, Set<string>>();
  for (const { jobId, role, artifactId } of observations) {
    const side = role === 'output' ? written : read;
    const known = side.get(jobId);
    if (known) known.add(artifactId);
    else side.set(jobId, new Set([artifactId]));
  }
  const byName = new Map<string, JobView[]>();
  const byOutputs = new Map<string, JobView[]>();
  for (const job of jobs.values()) {
    note(byName, lastPart(job.job.name), job);
    const outputs = written.get(job.job.id);
    if (outputs) note(byOutputs, setKey(outputs), job);
  }
  return (id) => {
    const own = jobs.get(id);
    if (!own) return [];
    const name = lastPart(own.job.name);
    const outputs = written.get(id);
    const sameOutputs = new Set(outputs ? byOutputs.get(setKey(outputs)) : []);
    const evidenceOf = (other: JobView): readonly string[] => [
      ...(sameOutputs.has(other)
        ? [
            isSame(read.get(id), read.get(other.job.id))
              ? 'reads and writes the same artifacts'
              : 'writes the same artifacts',
          ]
        : []),
      ...(lastPart(other.job.name) === name ? ['has the same name'] : []),
    ];
    return [...new Set([...sameOutputs, ...(byName.get(name) ?? [])])]
      .filter((other) => other !== own)
      .map((job) => ({ job, evidence: evidenceOf(job) }))
      .sort((a, b) => b.evidence.length - a.evidence.length || compareNames(a.job, b.job));
  };
}

function note(groups: Map<string, JobView[]>, key: string, job: JobView): void {
  const known = groups.get(key);
  if (known) known.push(job);
  else groups.set(key, [job]);
}

function compareNames(a: JobView, b: JobView): number {
  return a.job.name < b.job.name ? -1 : 1;
}

function setKey(ids: ReadonlySet<string>): string {
  return [...ids].sort().join('\n');
}

function isSame(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  return one !== undefined && other?.size === one.size && [...one].every((each) => other.has(each));
}

/** `clean` of `shop.Clean` and `etl/clean`; empty where a name is of such signs alone. */
function lastPart(name: string): string {
  return (
    name
      .toLowerCase()
      .split(/[./\\:]/)
      .findLast((part) => part !== '') ?? ''
  );
}
