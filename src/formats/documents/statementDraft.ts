import type { Json } from '../../lib/json';
import type { ClaimFact, Tag } from '../../lineage/claims';
import type {
  DatasetFact,
  JobFact,
  LineageStatement,
  LinkFact,
  RunFact,
  VersionFact,
} from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import { parseDigest, parseMd5 } from '../../versioning/digest';
import type { Timestamp } from '../../versioning/timestamp';

/** What a dataset is told of, beyond its name. */
export type DatasetDetails = Partial<Omit<DatasetFact, keyof Reference>>;

/** A dataset of which nothing is told but what is given. */
export function datasetFact({ namespace, name }: Reference, details: DatasetDetails = {}): DatasetFact {
  return { namespace, name, kind: null, otherNames: [], version: null, columnSources: [], ...details };
}

/** A version by the name that its source has for it, with what else is known. */
export function versionFact(name: string | null, details: Partial<VersionFact> = {}): VersionFact {
  return {
    name,
    digest: null,
    md5: null,
    byteLength: null,
    content: 'unknown',
    format: null,
    createdAt: null,
    own: null,
    ...details,
  };
}

/** The bytes of a version in a source's words; a digest that is none is left out. */
export interface BytesTold {
  readonly sha256?: string | null;
  readonly md5?: string | null;
  readonly byteLength?: number | null;
  readonly format?: string | null;
}

/** A version of a file that a source knows by its bytes; null where it tells no digest. */
export function versionOfBytes({ sha256, md5, byteLength, format }: BytesTold): VersionFact | null {
  const digest = parseDigest(sha256 ?? '');
  const md5Digest = parseMd5(md5 ?? '');
  if (!digest.ok && !md5Digest.ok) return null;
  const isLength = Number.isSafeInteger(byteLength) && byteLength! >= 0;
  return versionFact(digest.ok ? digest.value : md5Digest.ok ? md5Digest.value : null, {
    digest: digest.ok ? digest.value : null,
    md5: md5Digest.ok ? md5Digest.value : null,
    byteLength: isLength ? byteLength! : null,
    content: md5Digest.ok && md5Digest.value.endsWith('.dir') ? 'directory' : 'file',
    format: format ?? null,
  });
}

/** A job of which nothing is told but what is given. */
export function jobFact(
  { namespace, name }: Reference,
  details: Partial<Omit<JobFact, keyof Reference>> = {},
): JobFact {
  return { namespace, name, description: null, ...details };
}

/** A run of which nothing is told but what is given. */
export function runFact(id: string, job: JobFact | null, details: Partial<RunFact> = {}): RunFact {
  return {
    id,
    job,
    transition: null,
    course: null,
    parent: null,
    root: null,
    parameters: {},
    metrics: {},
    environment: null,
    codeVersion: null,
    seed: null,
    actor: null,
    ...details,
  };
}

/** Tags as a claim; none where there are no tags. */
export function tagsOf(tags: readonly Tag[]): readonly ClaimFact[] {
  return tags.length === 0 ? [] : [{ about: 'tags', body: { tags } }];
}

/** Text as documentation; none where there is no text. */
export function documentationOf(text: string | null | undefined): readonly ClaimFact[] {
  return text === null || text === undefined || text.trim() === ''
    ? []
    : [{ about: 'documentation', body: { text } }];
}

/** Puts together what one record says: what links name is among its datasets, jobs and runs. */
export class StatementDraft {
  private readonly time: Timestamp | null;
  private readonly datasets: DatasetFact[] = [];
  private readonly jobs = new Map<string, JobFact>();
  private readonly runs: RunFact[] = [];
  private readonly links: LinkFact[] = [];

  constructor(time: Timestamp | null) {
    this.time = time;
  }

  dataset(fact: DatasetFact): DatasetFact {
    this.datasets.push(fact);
    return fact;
  }

  /** A job that is told of again adds nothing: the first holds. */
  job(fact: JobFact): JobFact {
    const key = JSON.stringify([fact.namespace, fact.name]);
    const known = this.jobs.get(key);
    if (known) return known;
    this.jobs.set(key, fact);
    return fact;
  }

  run(fact: RunFact): RunFact {
    if (fact.job) this.job(fact.job);
    this.runs.push(fact);
    return fact;
  }

  link(
    role: LinkFact['role'],
    job: JobFact,
    runId: string | null,
    dataset: DatasetFact,
    details: Partial<Pick<LinkFact, 'origin' | 'purpose' | 'requested' | 'claims'>> = {},
  ): void {
    this.datasets.push(dataset);
    this.links.push({
      role,
      job: this.job(job),
      runId,
      dataset,
      origin: runId === null ? 'declared' : 'observed',
      purpose: null,
      requested: null,
      ...details,
    });
  }

  end(): LineageStatement {
    const { time, datasets, runs, links } = this;
    return { time, jobs: [...this.jobs.values()], runs, datasets, links };
  }
}

/** Values of any kind as text, as people see them in a list of tags; null for nothing. */
export function shortText(value: Json | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
