import { lineageFormats } from '../../formats/lineageFormats';
import { compareClaims, vanishedChange } from '../../lineage/claims';
import type { Claim, JobId, Observation } from '../../lineage/records';
import { derivedId } from '../../versioning/derivedId';
import type { ArtifactId } from '../../versioning/records';
import type { ChangeWriter } from '../core/commitChange';
import type { OperationPorts } from '../core/ports';
import type { ResolvedNames } from './importedNames';
import type { ImportedRecords } from './importedRecords';
import type { TimedStatement } from './importedRuns';

/** What earlier imports of the same files told of and this one does not. It stays in the graph, and is marked. */
export interface Vanished {
  readonly jobs: readonly JobId[];
  readonly artifacts: readonly ArtifactId[];
  /** Declared links that are no longer declared, of things that are still told of too. */
  readonly linkCount: number;
}

const nothing: Vanished = { jobs: [], artifacts: [], linkCount: 0 };
const stateFormats = new Set(lineageFormats.flatMap(({ name, tellsState }) => (tellsState ? [name] : [])));

/**
 * Finds and marks what vanished from files that tell a state, such as a manifest: declared links, and the jobs and artifacts that nothing declares any
 * more. What is told of again loses its mark. Files that share a name and tell of other things are other files: at least half of the jobs that were told of have to be there.
 */
export async function markVanished(
  ports: OperationPorts,
  { live, now }: ChangeWriter,
  timed: readonly TimedStatement[],
  names: ResolvedNames,
  records: ImportedRecords,
): Promise<Vanished> {
  const told = new ToldState(timed, names);
  if (told.prefixes.size === 0 || names.knownJobs.size === 0) return nothing;
  const declared = (await live.all('observations')).filter(
    ({ origin, source }) => origin === 'declared' && told.prefixes.has(source),
  );
  const isSameFile = sameFiles(declared, told.jobs);
  const stale = declared.filter((each) => !told.hasRecordOf(each) && isSameFile(each.source));
  const gone = stale.filter((each) => !told.links.has(linkKey(each)));
  const isStale = new Set(stale.map(({ id }) => id));
  const isDeclaredElsewhere = async (index: 'jobId' | 'artifactId', id: string): Promise<boolean> =>
    (await live.where('observations', index, id)).some(
      (each) => each.origin === 'declared' && !isStale.has(each.id),
    );
  const jobs: JobId[] = [];
  for (const id of new Set(gone.map(({ jobId }) => jobId)))
    if (!told.jobs.has(id) && !(await isDeclaredElsewhere('jobId', id))) jobs.push(id);
  const artifacts: ArtifactId[] = [];
  for (const id of new Set(gone.map(({ artifactId }) => artifactId)))
    if (!told.artifacts.has(id) && !(await isDeclaredElsewhere('artifactId', id))) artifacts.push(id);
  const marks = new Marks(ports, now, await lifecycleClaims(live, told, jobs, artifacts), records);
  const sources = new Map<string, string>();
  for (const { jobId, artifactId, source } of gone) sources.set(jobId, source).set(artifactId, source);
  for (const id of jobs) marks.put({ jobId: id }, sources.get(id)!);
  for (const id of artifacts) marks.put({ artifactId: id }, sources.get(id)!);
  for (const id of told.jobs) marks.take({ jobId: id }, told.prefixes);
  for (const id of told.artifacts) marks.take({ artifactId: id }, told.prefixes);
  return { jobs, artifacts, linkCount: new Set(gone.map(linkKey)).size };
}

/**
 * Beginnings of the ids of records that files of a state tell and that were there before: they stay where another source that told them
 * first is taken back.
 */
export function toldBefore(timed: readonly TimedStatement[]): readonly string[] {
  return timed.flatMap(({ format, digest, isNew }) =>
    !isNew && stateFormats.has(format) ? digest.slice(0, prefixLength) : [],
  );
}

/** What the statements of an import tell of, by what the store has. */
class ToldState {
  /** Beginnings of the ids of what the records of a file make, by its path. */
  readonly prefixes = new Map<string, Set<string>>();
  readonly jobs = new Set<JobId>();
  readonly artifacts = new Set<ArtifactId>();
  readonly links = new Set<string>();

  constructor(timed: readonly TimedStatement[], names: ResolvedNames) {
    for (const { path, format, digest, statement } of timed) {
      for (const { namespace, name } of statement.datasets) {
        const id = names.artifactNamed(namespace, name);
        if (id !== undefined) this.artifacts.add(id);
      }
      for (const { namespace, name } of statement.jobs) {
        const id = names.jobs.get(namespace, name);
        if (id !== undefined) this.jobs.add(id);
      }
      for (const { role, job, dataset } of statement.links) {
        const jobId = names.jobs.get(job.namespace, job.name);
        const artifactId = names.artifactNamed(dataset.namespace, dataset.name);
        if (jobId !== undefined && artifactId !== undefined)
          this.links.add(linkKey({ role, jobId, artifactId }));
      }
      if (!stateFormats.has(format) || !statement.links.some(({ origin }) => origin === 'declared')) continue;
      const known = this.prefixes.get(path);
      if (known) known.add(digest.slice(0, prefixLength));
      else this.prefixes.set(path, new Set([digest.slice(0, prefixLength)]));
    }
  }

  hasRecordOf({ id, source }: Observation): boolean {
    return this.prefixes.get(source)!.has(id.slice(0, prefixLength));
  }
}

/** Whether a file still tells of half of the jobs that one of its name told of. */
function sameFiles(declared: readonly Observation[], told: ReadonlySet<JobId>): (path: string) => boolean {
  const jobs = new Map<string, Set<JobId>>();
  for (const { source, jobId } of declared) {
    const known = jobs.get(source);
    if (known) known.add(jobId);
    else jobs.set(source, new Set([jobId]));
  }
  const same = new Set(
    [...jobs].flatMap(([path, ids]) =>
      [...ids].filter((id) => told.has(id)).length * 2 >= ids.size ? path : [],
    ),
  );
  return (path) => same.has(path);
}

/** As `importedObservations` and `importedClaims` make the ids of their records. */
export const prefixLength = 24;

type Subject = { readonly jobId: JobId } | { readonly artifactId: ArtifactId };

/** Marks on things, as claims. */
class Marks {
  private readonly ports: OperationPorts;
  private readonly now: Claim['recordedAt'];
  /** The last that is told of each thing's life, by its id. */
  private readonly last = new Map<string, Claim>();
  private readonly records: ImportedRecords;

  constructor(
    ports: OperationPorts,
    now: Claim['recordedAt'],
    claims: readonly Claim[],
    records: ImportedRecords,
  ) {
    this.ports = ports;
    this.now = now;
    this.records = records;
    for (const claim of claims.toSorted(compareClaims))
      this.last.set((claim.jobId ?? claim.artifactId)!, claim);
  }

  put(subject: Subject, source: string): void {
    if (!isMark(this.last.get(idOf(subject)))) this.add(subject, source, { change: vanishedChange });
  }

  take(subject: Subject, paths: ReadonlyMap<string, unknown>): void {
    const last = this.last.get(idOf(subject));
    if (last?.source != null && isMark(last) && paths.has(last.source)) this.add(subject, last.source, null);
  }

  private add(subject: Subject, source: string, body: { readonly change: string } | null): void {
    this.records.ensureNew('claims', {
      about: 'lifecycle',
      body,
      artifactId: null,
      snapshotId: null,
      jobId: null,
      ...subject,
      id: derivedId('vanished', idOf(subject), `${source} ${this.now}`, this.ports),
      runId: null,
      source,
      eventTime: this.now,
      recordedAt: this.now,
    });
  }
}

/** Whether a claim marks a thing as vanished from its source. */
export function isMark(claim: Pick<Claim, 'about' | 'body'> | undefined): boolean {
  return (
    claim?.about === 'lifecycle' && (claim.body as { change?: string } | null)?.change === vanishedChange
  );
}

async function lifecycleClaims(
  live: ChangeWriter['live'],
  told: ToldState,
  jobs: readonly JobId[],
  artifacts: readonly ArtifactId[],
): Promise<readonly Claim[]> {
  const found = [
    ...(await live.whereAny('claims', 'jobId', [...told.jobs, ...jobs])),
    ...(await live.whereAny('claims', 'artifactId', [...told.artifacts, ...artifacts])),
  ];
  return found.filter(({ about, snapshotId }) => about === 'lifecycle' && snapshotId === null);
}

function idOf(subject: Subject): string {
  return 'jobId' in subject ? subject.jobId : subject.artifactId;
}

function linkKey({ role, jobId, artifactId }: Pick<Observation, 'role' | 'jobId' | 'artifactId'>): string {
  return `${role} ${jobId} ${artifactId}`;
}
