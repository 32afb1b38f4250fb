import type { JobId, Reference } from '../../lineage/records';
import type { ArtifactId } from '../../versioning/records';
import type { LiveTransaction } from '../core/liveTransaction';
import { PairMap } from '../core/pairMap';
import type { StoredNames } from '../core/storedNames';
import {
  compareNames,
  type LineagePlan,
  moreTelling,
  type PlannedDataset,
  type PlannedJob,
  type PlannedName,
} from './lineagePlan';

/** What an import names and a person deleted, each by one name. */
export interface LeftOutNames {
  readonly datasets: readonly Reference[];
  readonly jobs: readonly Reference[];
}

/**
 * The datasets of an import as the store and its people know them: what was deleted is left out ([L57]), names that were set
 * apart are of different things ([L55]), and names of what the store has as one are of one.
 */
export async function decidedDatasets(
  live: LiveTransaction,
  planned: LineagePlan['datasets'],
  stored: StoredNames,
): Promise<{ readonly datasets: readonly PlannedDataset[]; readonly leftOut: readonly Reference[] }> {
  const deleted = await readDeletedNames(live, stored);
  const leftOut: Reference[] = [];
  const datasets = planned.flatMap((dataset) => {
    const known = withoutDeleted(dataset, deleted);
    if (!known) leftOut.push(dataset.names.find(({ isDirect }) => isDirect)!);
    return known ?? [];
  });
  return { datasets: joinKnown(asDecided(datasets, stored), stored), leftOut };
}

/** Those of these jobs that a person deleted. */
export async function deletedJobs(
  live: LiveTransaction,
  jobs: readonly PlannedJob[],
): Promise<readonly PlannedJob[]> {
  if (!live.hasDeletions || jobs.length === 0) return [];
  const deleted = new PairMap<boolean>();
  const isDeleted = (id: JobId): boolean => live.isDeleted('jobs', id);
  for (const { id, namespace, name, otherNames = [] } of await live.raw.all('jobs'))
    if (isDeleted(id)) for (const each of [{ namespace, name }, ...otherNames]) note(each);
  for (const { id, jobId, name } of await live.raw.all('decisions'))
    if (jobId !== null && name !== null && isDeleted(jobId) && !live.isHidden('decisions', id)) note(name);
  for (const { namespace, name } of await live.all('jobs')) deleted.set(namespace, name, false);
  return jobs.filter(({ namespace, name }) => deleted.get(namespace, name) === true);

  function note({ namespace, name }: Reference): void {
    deleted.set(namespace, name, true);
  }
}

/** The names whose artifact a person deleted, and that no other has got since. */
async function readDeletedNames(live: LiveTransaction, stored: StoredNames): Promise<PairMap<true>> {
  const deleted = new PairMap<true>();
  if (!live.hasDeletions) return deleted;
  for (const { id, namespace, name } of await live.raw.all('bindings'))
    if (live.isDeleted('bindings', id) && !stored.artifactNamed(namespace, name))
      deleted.set(namespace, name, true);
  return deleted;
}

/** A dataset without names that a person deleted; null where no other is left that a statement speaks of it by. */
function withoutDeleted(dataset: PlannedDataset, deleted: PairMap<true>): PlannedDataset | null {
  if (deleted.size === 0) return dataset;
  const names = dataset.names.filter(({ namespace, name }) => !deleted.has(namespace, name));
  if (names.length === dataset.names.length) return dataset;
  return names.some(({ isDirect }) => isDirect) ? { ...dataset, names } : null;
}

/** Names that a person set apart from others are of different things, whatever the import says ([L55]). */
function asDecided(datasets: readonly PlannedDataset[], stored: StoredNames): readonly PlannedDataset[] {
  return datasets.flatMap((dataset) => {
    const apart = new Map<ArtifactId, PlannedName[]>();
    const rest: PlannedName[] = [];
    for (const each of dataset.names) {
      const artifact = stored.artifactNamed(each.namespace, each.name);
      if (!artifact || !stored.isApart(artifact.id)) rest.push(each);
      else apart.set(artifact.id, [...(apart.get(artifact.id) ?? []), each]);
    }
    if (apart.size === 0 || (apart.size === 1 && rest.length === 0)) return dataset;
    return [...apart.values(), rest].flatMap((names) => {
      if (names.length === 0) return [];
      // What only further names were left of is spoken of by the first of them.
      const isSpokenOf = names.some(({ isDirect }) => isDirect);
      return { ...dataset, names: isSpokenOf ? names : names.map((each) => ({ ...each, isDirect: true })) };
    });
  });
}

/** Names that the import does not know to be one thing are one where the store says so. */
function joinKnown(datasets: readonly PlannedDataset[], stored: StoredNames): readonly PlannedDataset[] {
  const ofArtifact = new Map<ArtifactId, PlannedDataset>();
  const joined = new Set<PlannedDataset>();
  for (const dataset of datasets) {
    let whole = dataset;
    for (const id of artifactsOf(dataset, stored)) {
      const other = ofArtifact.get(id);
      if (!other || !joined.delete(other)) continue;
      whole = joinDatasets(whole, other);
    }
    joined.add(whole);
    for (const id of artifactsOf(whole, stored)) ofArtifact.set(id, whole);
  }
  return [...joined];
}

function artifactsOf({ names }: PlannedDataset, stored: StoredNames): readonly ArtifactId[] {
  return names.flatMap(({ namespace, name }) => stored.artifactNamed(namespace, name)?.id ?? []);
}

function joinDatasets(a: PlannedDataset, b: PlannedDataset): PlannedDataset {
  return {
    names: [...a.names, ...b.names].sort(compareNames),
    kind: b.kind === null ? a.kind : moreTelling(a.kind, b.kind),
  };
}
