import { runAtOnce, type Steps } from '../../lib/steps';
import type { JobId, Reference } from '../../lineage/records';
import type { ArtifactId } from '../../versioning/records';
import type { Workspace } from '../core/workspace';

/** What is odd about the links of jobs that both are declared and were seen to run. */
export type LinkFinding =
  | { readonly kind: 'undeclared' | 'unused'; readonly job: Reference; readonly dataset: Reference }
  | { readonly kind: 'twoProducers'; readonly dataset: Reference; readonly jobs: readonly Reference[] };

/**
 * Declared against observed [L50]: inputs that a run read and its job does not declare (`undeclared`), inputs that a job
 * declares and its runs were not seen to read (`unused`), and datasets that several jobs write, where one of them declares it
 * (`twoProducers`).
 */
export function linkFindings(workspace: Workspace): readonly LinkFinding[] {
  return runAtOnce(linkFindingsInSteps(workspace));
}

/** The same with stops. */
export function* linkFindingsInSteps(workspace: Workspace): Steps<readonly LinkFinding[]> {
  const jobs = new Map<JobId, JobLinks>();
  const writers = new Map<ArtifactId, Set<JobId>>();
  const declaredOutputs = new Set<ArtifactId>();
  const seen = new Set<ArtifactId>();
  for (const [at, { role, jobId, artifactId, origin }] of workspace.observations.entries()) {
    if (at % linksAtOnce === 0) yield at / workspace.observations.length;
    const isDeclared = origin === 'declared' || origin === 'manual';
    if (role === 'output') {
      const own = writers.get(artifactId);
      if (own) own.add(jobId);
      else writers.set(artifactId, new Set([jobId]));
      if (origin === 'declared') declaredOutputs.add(artifactId);
      continue;
    }
    const links = jobs.get(jobId) ?? { declared: new Set(), observed: new Set() };
    jobs.set(jobId, links);
    if (isDeclared) links.declared.add(artifactId);
    else if (origin === 'observed') {
      links.observed.add(artifactId);
      seen.add(artifactId);
    }
  }
  const inputs = yield* inputFindings(workspace, jobs, seen);
  return [...inputs, ...producers(workspace, writers, declaredOutputs)];
}

/** Links that are looked at before others have their turn. */
const linksAtOnce = 8192;

/** The inputs of one job. */
interface JobLinks {
  readonly declared: Set<ArtifactId>;
  readonly observed: Set<ArtifactId>;
}

/** Of what no run was ever seen to read nothing is known: some sources do not tell of it. */
function* inputFindings(
  workspace: Workspace,
  jobs: ReadonlyMap<JobId, JobLinks>,
  seen: ReadonlySet<ArtifactId>,
): Steps<readonly LinkFinding[]> {
  const findings: LinkFinding[] = [];
  for (const [id, { declared, observed }] of jobs) {
    const job = workspace.jobs.get(id)?.job;
    if (!job || declared.size === 0 || observed.size === 0) continue;
    const [said, read] = [new Inputs(workspace, declared), new Inputs(workspace, observed)];
    const find = (kind: 'undeclared' | 'unused', artifactId: ArtifactId, among: Inputs): void => {
      const view = workspace.artifacts.get(artifactId);
      if (!view || among.cover(artifactId, view)) return;
      findings.push({ kind, job: referenceOf(job), dataset: referenceOf(view) });
    };
    for (const artifactId of observed) find('undeclared', artifactId, said);
    for (const artifactId of declared) if (seen.has(artifactId)) find('unused', artifactId, read);
    yield 0;
  }
  return findings;
}

/** The names of some artifacts, and the folders around them. */
class Inputs {
  private readonly ids: ReadonlySet<ArtifactId>;
  private readonly names = new Set<string>();
  private readonly folders = new Set<string>();

  constructor(workspace: Workspace, ids: ReadonlySet<ArtifactId>) {
    this.ids = ids;
    for (const id of ids) {
      const view = workspace.artifacts.get(id);
      if (!view) continue;
      this.names.add(keyOf(view.namespace, view.name));
      for (const folder of foldersAround(view.name)) this.folders.add(keyOf(view.namespace, folder));
    }
  }

  /** Whether it is among them, lies in one that is a folder, or is the folder of one. */
  cover(id: ArtifactId, { namespace, name }: Reference): boolean {
    return (
      this.ids.has(id) ||
      this.folders.has(keyOf(namespace, withoutSlash(name))) ||
      foldersAround(name).some((folder) => this.names.has(keyOf(namespace, folder)))
    );
  }
}

/** A folder goes by its path with a slash at the end or without. */
function keyOf(namespace: string, name: string): string {
  return `${namespace} ${withoutSlash(name)}`;
}

function withoutSlash(name: string): string {
  return name.endsWith('/') ? name.slice(0, -1) : name;
}

/** Deeper paths are none that a person wrote. */
const mostFolders = 64;

function foldersAround(name: string): readonly string[] {
  const folders: string[] = [];
  for (let at = withoutSlash(name).lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
    if (folders.length === mostFolders) break;
    folders.push(name.slice(0, at));
  }
  return folders;
}

function* producers(
  workspace: Workspace,
  writers: ReadonlyMap<ArtifactId, ReadonlySet<JobId>>,
  declared: ReadonlySet<ArtifactId>,
): Generator<LinkFinding> {
  for (const [artifactId, ids] of writers) {
    if (ids.size < 2 || !declared.has(artifactId)) continue;
    const jobs = [...ids].flatMap((id) => {
      const job = workspace.jobs.get(id)?.job;
      return job ? [referenceOf(job)] : [];
    });
    const dataset = workspace.artifacts.get(artifactId);
    if (dataset) yield { kind: 'twoProducers', dataset: referenceOf(dataset), jobs: jobs.sort(byName) };
  }
}

function referenceOf({ namespace, name }: Reference): Reference {
  return { namespace, name };
}

function byName(a: Reference, b: Reference): number {
  const [textA, textB] = [`${a.namespace} ${a.name}`, `${b.namespace} ${b.name}`];
  return textA < textB ? -1 : Number(textA > textB);
}
