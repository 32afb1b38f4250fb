import type { ColumnLink, JobId, Observation } from '../../lineage/records';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { runsThatWrote } from '../core/runsThatWrote';
import type { SnapshotView, Workspace } from '../core/workspace';
import type { VersionDrift } from './versionDrift';

/** One version on the way back to where drift began, with the column that drifted there; null where no figure of it is known. */
export interface OriginStep {
  readonly view: SnapshotView;
  readonly column: string;
  readonly hasDrifted: boolean;
}

/**
 * The way from a drifted column back to the first ancestor that drifted, nearest first; empty where none did. `driftOf` gives null or
 * undefined where nothing is known. Rule [D27].
 */
export function driftOrigin(
  workspace: Workspace,
  version: SnapshotView,
  column: string,
  driftOf: (view: SnapshotView) => VersionDrift | null | undefined,
): readonly OriginStep[] {
  const seen = new Set<string>([`${version.snapshot.id} ${column}`]);
  let farthest: readonly OriginStep[] = [];
  let greatest = -1;
  let layer: (readonly OriginStep[])[] = [[{ view: version, column, hasDrifted: true }]];
  while (layer.length > 0) {
    const next: (readonly OriginStep[])[] = [];
    greatest = -1;
    for (const path of layer) {
      const last = path.at(-1)!;
      for (const { view, columns } of sourcesOf(workspace, last.view, last.column)) {
        const drift = driftOf(view);
        for (const name of columnsBack(drift, columns, last.column)) {
          const key = `${view.snapshot.id} ${name}`;
          if (seen.has(key)) continue;
          seen.add(key);
          const found = drift?.drifted.find((each) => each.name === name);
          const way = [...path, { view, column: name, hasDrifted: found !== undefined }];
          next.push(way);
          if (!found || found.psi <= greatest) continue;
          greatest = found.psi;
          farthest = way;
        }
      }
    }
    layer = next;
  }
  return farthest.slice(1);
}

/** The columns by which the walk goes on; none where a version is known not to have drifted. */
function columnsBack(
  drift: VersionDrift | null | undefined,
  linked: readonly string[] | null,
  own: string,
): readonly string[] {
  if (!drift) return linked ?? [own];
  const drifted = drift.drifted.map(({ name }) => name);
  if (linked) return drifted.filter((name) => linked.includes(name));
  return drifted.includes(own) ? [own] : drifted.slice(0, 1);
}

interface Source {
  readonly view: SnapshotView;
  /** The columns that links name; null where none is known, so that the whole table speaks. */
  readonly columns: readonly string[] | null;
}

function sourcesOf(workspace: Workspace, version: SnapshotView, column: string): readonly Source[] {
  const links = linksOf(workspace);
  const runs = runsThatWrote(workspace, version.snapshot.id);
  const read =
    runs.length > 0
      ? runs.flatMap(({ job, inputs }) =>
          inputs.map(({ artifactId, snapshotId }) => ({ jobId: job.id, artifactId, snapshotId })),
        )
      : [...(links.writers.get(version.artifactId) ?? [])].flatMap((jobId) =>
          Array.from(links.read.get(jobId) ?? [], (artifactId) => ({ jobId, artifactId, snapshotId: null })),
        );
  return read.flatMap(({ jobId, artifactId, snapshotId }): Source[] => {
    const view = viewOf(workspace, version, artifactId, snapshotId);
    if (!view || view === version) return [];
    const known = (links.columns.get(`${jobId} ${version.artifactId}`) ?? []).filter(
      ({ output }) => output === column || output === null,
    );
    if (known.length === 0) return [{ view, columns: null }];
    const columns = known.filter((link) => link.inputArtifactId === artifactId).map(({ input }) => input);
    return columns.length > 0 ? [{ view, columns }] : [];
  });
}

/** The version that a link names, else the latest that came no later. */
function viewOf(
  workspace: Workspace,
  { snapshot }: SnapshotView,
  artifactId: ArtifactId,
  snapshotId: SnapshotId | null,
): SnapshotView | undefined {
  if (snapshotId !== null) return workspace.snapshots.get(snapshotId);
  return workspace.artifacts
    .get(artifactId)
    ?.snapshots.findLast((view) => view.snapshot.createdAt <= snapshot.createdAt);
}

interface Links {
  readonly writers: ReadonlyMap<ArtifactId, ReadonlySet<JobId>>;
  readonly read: ReadonlyMap<JobId, ReadonlySet<ArtifactId>>;
  /** By job and output. */
  readonly columns: ReadonlyMap<string, readonly ColumnLink[]>;
}

const incrementalLinks = new WeakMap<readonly Observation[], Links>();

function linksOf({ observations }: Workspace): Links {
  const known = incrementalLinks.get(observations);
  if (known) return known;
  const writers = new Map<ArtifactId, Set<JobId>>();
  const read = new Map<JobId, Set<ArtifactId>>();
  const columns = new Map<string, ColumnLink[]>();
  for (const { role, jobId, artifactId, columns: own } of observations) {
    if (role === 'input') add(read, jobId, artifactId);
    else add(writers, artifactId, jobId);
    if (role === 'input' || !own) continue;
    const key = `${jobId} ${artifactId}`;
    const known = columns.get(key) ?? [];
    for (const link of own) known.push(link);
    columns.set(key, known);
  }
  const links = { writers, read, columns };
  incrementalLinks.set(observations, links);
  return links;
}

function add<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}
