import type { Job, JobId, Reference } from '../../lineage/records';
import { derivedId } from '../../versioning/derivedId';
import type { Artifact, ArtifactId, Binding } from '../../versioning/records';
import { type Timestamp, timestampAfter } from '../../versioning/timestamp';
import { kindNow } from '../core/artifactKind';
import type { ChangeWriter } from '../core/commitChange';
import { byShownName } from '../core/identities';
import { jobsNamed, nameKey } from '../core/lineageNames';
import { PairMap } from '../core/pairMap';
import type { OperationPorts } from '../core/ports';
import type { ImportedRecords } from './importedRecords';
import { decidedDatasets, deletedJobs, type LeftOutNames } from './decidedNames';
import { compareNames, type LineagePlan, type PlannedDataset } from './lineagePlan';
import { readStoredNames, type StoredNames } from '../core/storedNames';

/** What the names of an import mean in this store. */
export interface ResolvedNames {
  /** By namespace and name; undefined for a name that neither the store nor the import has. */
  artifactNamed(namespace: string, name: string): ArtifactId | undefined;
  /** Every artifact that is one with it, itself included. */
  membersOf(id: ArtifactId): readonly ArtifactId[];
  readonly jobs: PairMap<JobId>;
  /** Jobs that the store had before. */
  readonly knownJobs: ReadonlySet<JobId>;
  /** What the import names and a person deleted: it is left out ([L57]). */
  readonly leftOut: LeftOutNames;
}

/** Finds each name's artifact or job, or plans to make it under an id that is derived from the name. Rule [L33]. */
export async function resolveNames(
  ports: OperationPorts,
  change: ChangeWriter,
  plan: LineagePlan,
  records: ImportedRecords,
): Promise<ResolvedNames> {
  const stored = await readStoredNames(change.live);
  const naming = new Naming(ports, change.now, stored, records);
  const { datasets, leftOut } = await decidedDatasets(change.live, plan.datasets, stored);
  for (const dataset of datasets) naming.resolve(dataset);
  const { jobs, known, deleted } = await resolveJobs(ports, change, plan, records);
  return {
    leftOut: { datasets: leftOut, jobs: deleted },
    artifactNamed: (namespace, name) =>
      naming.artifacts.get(namespace, name) ?? stored.artifactNamed(namespace, name)?.id,
    membersOf: (id) => naming.members.get(id) ?? stored.identities.membersOf(id),
    jobs,
    knownJobs: known,
  };
}

/** Binds the names of an import to artifacts. */
class Naming {
  readonly artifacts = new PairMap<ArtifactId>();
  /** Of artifacts that this import finds to be one. */
  readonly members = new Map<ArtifactId, readonly ArtifactId[]>();
  private readonly ports: OperationPorts;
  private readonly now: Timestamp;
  private readonly shownAt: Timestamp;
  private readonly stored: StoredNames;
  private readonly records: ImportedRecords;

  constructor(ports: OperationPorts, now: Timestamp, stored: StoredNames, records: ImportedRecords) {
    this.ports = ports;
    this.now = now;
    this.shownAt = timestampAfter(now, now);
    this.stored = stored;
    this.records = records;
  }

  resolve(dataset: PlannedDataset): void {
    const known = new Set<Artifact>();
    for (const { namespace, name } of dataset.names) {
      const artifact = this.stored.artifactNamed(namespace, name);
      if (artifact) known.add(artifact);
    }
    const shown = dataset.names.find(({ isDirect }) => isDirect)!;
    const [oldest, ...others] = [...known].sort(this.stored.compareAge);
    const id = oldest ? this.join(dataset, oldest, others, shown) : this.make(dataset, shown);
    for (const { namespace, name } of dataset.names) {
      const own = others.length === 0 ? this.stored.storedUnder(namespace, name) : undefined;
      this.artifacts.set(namespace, name, own ?? id);
    }
  }

  private make({ names, kind }: PlannedDataset, shown: Reference): ArtifactId {
    const id = derivedId('artifact', shown.namespace, shown.name, this.ports) as ArtifactId;
    this.records.ensure('artifacts', { id, kind: kind ?? 'dataset', createdAt: this.now });
    for (const name of names) this.bind(name, id, name !== shown);
    return id;
  }

  /** Gives what the store has the further names, and says which artifacts are one. */
  private join(
    { names, kind }: PlannedDataset,
    oldest: Artifact,
    others: readonly Artifact[],
    least: Reference,
  ): ArtifactId {
    const bindings = [oldest, ...others].map(({ id }) => this.stored.bindingsOf(id));
    const shown = this.shownName(bindings, least);
    for (const [index, other] of others.entries()) {
      const { namespace, name } = bindings[index + 1]!.at(-1)!;
      const id = derivedId(`same as ${oldest.id}`, '', other.id, this.ports);
      this.add({ id, namespace, name, artifactId: oldest.id, isOtherName: true, same: other.id });
    }
    if (others.length > 0) {
      const members = [oldest, ...others].flatMap(({ id }) => this.stored.identities.membersOf(id));
      this.members.set(oldest.id, members);
    }
    for (const name of names) {
      const isBound = this.stored.artifactNamed(name.namespace, name.name) !== undefined;
      if (!isBound && !isSame(name, shown)) this.bind(name, oldest.id, true);
    }
    this.show(shown, oldest.id, bindings.flat());
    this.tellKind(oldest, kind, bindings.flat());
    return oldest.id;
  }

  /** The name of what a person named stays; else it is the least that is used directly, whatever order the names came in. */
  private shownName(bindings: readonly (readonly Binding[])[], least: Reference): Reference {
    const shown = bindings.flatMap((own) => own.at(-1) ?? []);
    const byPerson = shown.filter((binding) => !this.isImported(binding));
    if (byPerson.length > 0) return byPerson.at(-1)!;
    return [...shown, least].sort(compareNames)[0]!;
  }

  private isImported({ id, namespace, name, artifactId }: Binding): boolean {
    return (
      id === derivedId('binding', namespace, name, this.ports) ||
      id === this.bindingId({ namespace, name }, artifactId) ||
      id === this.shownId({ namespace, name }, artifactId)
    );
  }

  private show(name: Reference, artifactId: ArtifactId, bindings: readonly Binding[]): void {
    const last = bindings.toSorted(byShownName).at(-1);
    if (last && !last.isOtherName && isSame(last, name)) return;
    const { namespace } = name;
    const isBound = this.stored.artifactNamed(namespace, name.name) !== undefined;
    const id = isBound ? this.shownId(name, artifactId) : this.bindingId(name, artifactId);
    this.add({ id, namespace, name: name.name, artifactId, recordedAt: this.shownAt });
  }

  /** What is only a dataset by default becomes what this import says it is. */
  private tellKind(artifact: Artifact, kind: Artifact['kind'] | null, bindings: readonly Binding[]): void {
    if (kind === null || kind === 'dataset' || kindNow(artifact, bindings) !== 'dataset') return;
    if (bindings.some((binding) => binding.kind !== undefined)) return;
    const { namespace, name } = bindings.at(-1)!;
    const id = derivedId(`${kind} ${artifact.id}`, namespace, name, this.ports);
    this.add({ id, namespace, name, artifactId: artifact.id, kind, isOtherName: true });
  }

  private bind(name: Reference, artifactId: ArtifactId, isOtherName: boolean): void {
    const { namespace } = name;
    const id = this.bindingId(name, artifactId);
    if (isOtherName) this.add({ id, namespace, name: name.name, artifactId, isOtherName });
    else this.add({ id, namespace, name: name.name, artifactId, recordedAt: this.shownAt });
  }

  /** The same for the same name and artifact; where the artifact's id is made of the name, of the name alone. */
  private bindingId({ namespace, name }: Reference, artifactId: ArtifactId): string {
    const isOwn = derivedId('artifact', namespace, name, this.ports) === artifactId;
    return derivedId(isOwn ? 'binding' : `name of ${artifactId}`, namespace, name, this.ports);
  }

  private shownId({ namespace, name }: Reference, artifactId: ArtifactId): string {
    return derivedId(`shown ${artifactId}`, namespace, name, this.ports);
  }

  private add(binding: Omit<Binding, 'recordedAt'> & { readonly recordedAt?: Timestamp }): void {
    this.records.ensure('bindings', { ...binding, recordedAt: binding.recordedAt ?? this.now });
  }
}

function isSame(a: Reference, b: Reference): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

/** A job that is there without some of its names gets a record beside it, which is one with it by its name. */
function ensureNames(
  found: Job,
  otherNames: readonly Reference[],
  job: Job,
  records: ImportedRecords,
  ports: OperationPorts,
): void {
  const isKnown = otherNames.every((other) => found.otherNames?.some((each) => isSame(each, other)));
  if (isKnown) return;
  const key = otherNames.map(nameKey).join(' ');
  const id = derivedId(`names of ${found.namespace} ${found.name}`, '', key, ports) as JobId;
  records.ensure('jobs', { ...job, id, description: null, otherNames });
}

async function resolveJobs(
  ports: OperationPorts,
  change: ChangeWriter,
  plan: LineagePlan,
  records: ImportedRecords,
): Promise<{
  readonly jobs: PairMap<JobId>;
  readonly known: ReadonlySet<JobId>;
  readonly deleted: readonly Reference[];
}> {
  const named = await jobsNamed(change.live, plan.jobs);
  const unknown = plan.jobs.filter((job) => !named.has(nameKey(job)));
  const deleted = await deletedJobs(change.live, unknown);
  const leftOut = new Set(deleted);
  const jobs = new PairMap<JobId>();
  const known = new Set<JobId>();
  for (const planned of plan.jobs) {
    if (leftOut.has(planned)) continue;
    const { namespace, name, description, otherNames } = planned;
    const found = named.get(nameKey(planned));
    const id = found?.id ?? (derivedId('job', namespace, name, ports) as JobId);
    jobs.set(namespace, name, id);
    const job: Job = { id, namespace, name, description, createdAt: change.now };
    if (found) known.add(id);
    else records.ensure('jobs', otherNames.length === 0 ? job : { ...job, otherNames });
    if (found) ensureNames(found, otherNames, job, records, ports);
  }
  return { jobs, known, deleted };
}
