import type { LineageWarning } from '../../formats/openlineage/event';
import type { Job, JobId } from '../../lineage/records';
import { derivedId } from '../../versioning/derivedId';
import type { Artifact, ArtifactId, Binding } from '../../versioning/records';
import { timestampAfter } from '../../versioning/timestamp';
import type { ChangeWriter } from '../core/commitChange';
import type { ImportedRecords } from './importedRecords';
import { artifactsNamed, jobsNamed, nameKey } from '../core/lineageNames';
import type { LineagePlan, PlannedDataset } from './lineagePlan';
import { PairMap } from '../core/pairMap';
import type { OperationPorts } from '../core/ports';
import type { Withdrawn } from '../core/withdrawals';

/** What the names of an import mean in this store. */
export interface ResolvedNames {
  /** By namespace and name, aliases included. */
  readonly artifacts: PairMap<ArtifactId>;
  readonly jobs: PairMap<JobId>;
  /** Artifacts and jobs that the store had before. */
  readonly known: ReadonlySet<string>;
  readonly warnings: readonly LineageWarning[];
}

/** Finds each name's artifact or job, or plans to make it under an id that is derived from the name. */
export async function resolveNames(
  ports: OperationPorts,
  change: ChangeWriter,
  withdrawn: Withdrawn,
  plan: LineagePlan,
  records: ImportedRecords,
): Promise<ResolvedNames> {
  const names = [...plan.datasets.values(), ...plan.aliases.values(), ...plan.columnDatasets.values()];
  const named = await artifactsNamed(change.transaction, withdrawn, names);
  const artifacts = new PairMap<ArtifactId>();
  const known = new Set<string>();
  for (const name of names) {
    const artifact = named.get(nameKey(name));
    if (!artifact) continue;
    artifacts.set(name.namespace, name.name, artifact.id);
    known.add(artifact.id);
  }
  const shownAt = timestampAfter(change.now, change.now);
  for (const dataset of plan.datasets.values()) {
    const { namespace, name, kind } = dataset;
    if (artifacts.has(namespace, name) || meansAnother(plan, dataset)) continue;
    const id = derivedId('artifact', namespace, name, ports) as ArtifactId;
    artifacts.set(namespace, name, id);
    const artifact: Artifact = { id, kind: kind ?? 'dataset', createdAt: change.now };
    records.ensure('artifacts', artifact);
    records.ensure('bindings', bindingOf(ports, { namespace, name }, id, shownAt));
  }
  const warnings = await resolveAliases(ports, change, withdrawn, plan, records, { artifacts, known });
  return {
    artifacts,
    jobs: await resolveJobs(ports, change, withdrawn, plan, records, known),
    known,
    warnings,
  };
}

/** A name that the file also gives as another name of a dataset is that dataset, unless the two name each other. */
function meansAnother({ aliases }: LineagePlan, { namespace, name }: PlannedDataset): boolean {
  const alias = aliases.get(namespace, name);
  return alias !== undefined && !aliases.has(alias.of.namespace, alias.of.name);
}

/** An alias is bound before the name that is shown, since an artifact is shown by its latest. */
async function resolveAliases(
  ports: OperationPorts,
  change: ChangeWriter,
  withdrawn: Withdrawn,
  plan: LineagePlan,
  records: ImportedRecords,
  { artifacts, known }: Pick<ResolvedNames, 'artifacts' | 'known'>,
): Promise<LineageWarning[]> {
  const warnings: LineageWarning[] = [];
  const shown = new Set<ArtifactId>();
  for (const alias of plan.aliases.values()) {
    const artifactId = artifacts.get(alias.of.namespace, alias.of.name);
    if (artifactId === undefined) continue;
    const before = artifacts.get(alias.namespace, alias.name);
    if (before === artifactId) continue;
    if (before !== undefined) {
      const message = 'another name of a dataset is an artifact of its own here: the two stay apart';
      warnings.push({ message, place: `${alias.namespace} ${alias.name}`, count: 1 });
      continue;
    }
    artifacts.set(alias.namespace, alias.name, artifactId);
    records.ensure('bindings', bindingOf(ports, alias, artifactId, change.now));
    if (!known.has(artifactId) || shown.has(artifactId)) continue;
    shown.add(artifactId);
    const current = await shownBinding(change, withdrawn, artifactId);
    if (!current) continue;
    const id = derivedId('shownAgain', alias.namespace, alias.name, ports);
    records.ensure('bindings', { ...current, id, recordedAt: timestampAfter(change.now, change.now) });
  }
  return warnings;
}

async function shownBinding(
  { transaction }: ChangeWriter,
  withdrawn: Withdrawn,
  artifactId: ArtifactId,
): Promise<Binding | undefined> {
  return (await transaction.where('bindings', 'artifactId', artifactId))
    .filter(({ id }) => !withdrawn.has('bindings', id))
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
    .at(-1);
}

async function resolveJobs(
  ports: OperationPorts,
  change: ChangeWriter,
  withdrawn: Withdrawn,
  plan: LineagePlan,
  records: ImportedRecords,
  known: Set<string>,
): Promise<PairMap<JobId>> {
  const named = await jobsNamed(change.transaction, withdrawn, plan.jobs.values());
  const jobs = new PairMap<JobId>();
  for (const { namespace, name, description } of plan.jobs.values()) {
    const found = named.get(nameKey({ namespace, name }));
    const id = found?.id ?? (derivedId('job', namespace, name, ports) as JobId);
    jobs.set(namespace, name, id);
    if (found) known.add(id);
    else {
      const job: Job = { id, namespace, name, description, createdAt: change.now };
      records.ensure('jobs', job);
    }
  }
  return jobs;
}

function bindingOf(
  ports: OperationPorts,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  artifactId: ArtifactId,
  recordedAt: Binding['recordedAt'],
): Binding {
  return { id: derivedId('binding', namespace, name, ports), namespace, name, artifactId, recordedAt };
}

/** The artifact that column lineage names, by exact name or by one that differs in a leading slash alone. */
export function artifactOfColumn(
  { artifacts }: ResolvedNames,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): ArtifactId | undefined {
  const other = name.startsWith('/') ? name.slice(1) : `/${name}`;
  return artifacts.get(namespace, name) ?? artifacts.get(namespace, other);
}
