import type { JobId } from '../../lineage/records';
import type { JobView, Workspace } from '../core/workspace';

/** A job that may be another one by another name, and what speaks for it. */
export interface AlikeJob {
  readonly job: JobView;
  /** In words, strongest first: `writes the same artifacts`, `the same name`. */
  readonly evidence: readonly string[];
}

const mostOffered = 3;

/**
 * Jobs that may be one with a job, likeliest first: such as the job of a run that was recorded by hand and that of imported lineage. They write the
 * same artifacts, or the last parts of their names agree without letter case.
 */
export function alikeJobs({ jobs, observations }: Workspace, id: JobId): readonly AlikeJob[] {
  const own = jobs.get(id);
  if (!own) return [];
  const written = new Map<JobId, Set<string>>();
  const read = new Map<JobId, Set<string>>();
  for (const { jobId, role, artifactId } of observations) {
    const side = role === 'output' ? written : read;
    const known = side.get(jobId);
    if (known) known.add(artifactId);
    else side.set(jobId, new Set([artifactId]));
  }
  const evidenceOf = (other: JobView): readonly string[] => {
    const writesSame = isSame(written.get(id), written.get(other.job.id));
    const readsSame = isSame(read.get(id), read.get(other.job.id));
    return [
      ...(writesSame
        ? [readsSame ? 'reads and writes the same artifacts' : 'writes the same artifacts']
        : []),
      ...(lastPart(own.job.name) === lastPart(other.job.name) ? ['has the same name'] : []),
    ];
  };
  return [...jobs.values()]
    .filter(({ job }) => job.id !== id)
    .map((job) => ({ job, evidence: evidenceOf(job) }))
    .filter(({ evidence }) => evidence.length > 0)
    .sort((a, b) => b.evidence.length - a.evidence.length || (a.job.job.name < b.job.job.name ? -1 : 1))
    .slice(0, mostOffered);
}

function isSame(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  return one !== undefined && other?.size === one.size && [...one].every((each) => other.has(each));
}

/** `clean` of `shop.Clean` and `etl/clean`. */
function lastPart(name: string): string {
  return (
    name
      .toLowerCase()
      .split(/[./\\:]/)
      .findLast((part) => part !== '') ?? ''
  );
}
