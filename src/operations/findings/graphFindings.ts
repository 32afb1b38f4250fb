import { traverse } from '../../lineage/traverse';
import { lastClaim } from '../../lineage/claims';
import type { ArtifactId } from '../../versioning/records';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { runsThatWrote } from '../core/runsThatWrote';
import { linkFindings } from '../lineage/linkFindings';
import { exactSnapshotsBehind } from '../lineage/provenance';
import { type Finding, findingOf } from './finding';

/** What the lineage alone shows: links that are missing, doubled or not declared, and owners that are missing. */
export function graphFindings(workspace: Workspace): readonly Finding[] {
  const writtenFromInputs = artifactsFromInputs(workspace);
  return [
    ...declaredAgainstObserved(workspace),
    ...copiesWithoutLink(workspace),
    ...[...workspace.artifacts.values()].flatMap((artifact) => [
      ...noProducer(workspace, artifact),
      ...unknownTraining(workspace, artifact, writtenFromInputs),
      ...noOwner(artifact),
    ]),
  ];
}

function* declaredAgainstObserved(workspace: Workspace): Generator<Finding> {
  for (const finding of linkFindings(workspace)) {
    if (finding.kind === 'twoProducers') {
      const names = finding.jobs.map(({ name }) => name).join(' and ');
      yield findingOf('twoProducers', finding.dataset, `${names} write it.`, finding.jobs);
    } else if (finding.kind === 'undeclared') {
      const found = `A run read ${finding.dataset.name}, which ${finding.job.name} does not declare.`;
      yield findingOf('undeclaredInput', finding.job, found, [finding.dataset]);
    } else {
      const found = `${finding.job.name} declares ${finding.dataset.name}, and no run read it.`;
      yield findingOf('unusedInput', finding.job, found, [finding.dataset]);
    }
  }
}

/** Versions of different artifacts with one digest, neither of which is upstream of the other. */
function* copiesWithoutLink(workspace: Workspace): Generator<Finding> {
  const byDigest = new Map<string, SnapshotView[]>();
  for (const view of workspace.snapshots.values()) {
    const { digest, byteLength } = view.snapshot;
    // Every empty file has the same digest, and says nothing.
    if (digest === null || byteLength === 0) continue;
    const known = byDigest.get(digest);
    if (known) known.push(view);
    else byDigest.set(digest, [view]);
  }
  const told = new Set<string>();
  for (const views of byDigest.values()) {
    const artifacts = new Map(views.map((view) => [view.artifactId, view]));
    if (artifacts.size < 2) continue;
    const [first, ...others] = [...artifacts.values()];
    const linked = reachedFrom(workspace, first!);
    const loose = others.filter((view) => !linked.has(`snapshot:${view.snapshot.id}`));
    const named = loose.flatMap((view) => workspace.artifacts.get(view.artifactId) ?? []);
    const own = workspace.artifacts.get(first!.artifactId);
    const key = [own, ...named].map((view) => view?.artifact.id).join(' ');
    if (!own || named.length === 0 || told.has(key)) continue;
    told.add(key);
    const names = named.map(({ name }) => name).join(', ');
    yield findingOf('sameBytes', own, `v${first!.snapshot.sequence} has the bytes of ${names}.`, named);
  }
}

function reachedFrom(workspace: Workspace, view: SnapshotView): ReadonlySet<string> {
  const graph = workspace.graph('version');
  const start = graph.indexOf.get(`snapshot:${view.snapshot.id}`);
  if (start === undefined) return new Set();
  const nodes = (['upstream', 'downstream'] as const).flatMap((way) => [
    ...traverse(graph, start, way).nodes,
  ]);
  return new Set(nodes.flatMap((index) => graph.nodes[index]?.key ?? []));
}

/** The latest version of what a job writes, that no run was seen to write although runs wrote others. */
function* noProducer(workspace: Workspace, artifact: ArtifactView): Generator<Finding> {
  const latest = artifact.snapshots.at(-1);
  if (!latest || artifact.snapshots.length < 2) return;
  if (runsThatWrote(workspace, latest.snapshot.id).length > 0) return;
  const written = artifact.snapshots.filter(
    ({ snapshot }) => runsThatWrote(workspace, snapshot.id).length > 0,
  );
  if (written.length === 0) return;
  const jobs = [
    ...new Map(
      written.flatMap(({ snapshot }) =>
        runsThatWrote(workspace, snapshot.id).map(({ job }) => [job.id, job] as const),
      ),
    ).values(),
  ];
  const names = jobs.map(({ name }) => name).join(', ');
  yield findingOf(
    'noProducer',
    artifact,
    `v${latest.snapshot.sequence} was written by no run, as others were by ${names}.`,
    jobs,
  );
}

/** A model of which nothing is upstream in any version. */
function* unknownTraining(
  workspace: Workspace,
  artifact: ArtifactView,
  writtenFromInputs: ReadonlySet<ArtifactId>,
): Generator<Finding> {
  if (artifact.artifact.kind !== 'model') return;
  const latest = artifact.snapshots.at(-1);
  const isKnown = latest ? behindOf(workspace, latest) : writtenFromInputs.has(artifact.artifact.id);
  if (isKnown) return;
  const which = latest ? ` of v${latest.snapshot.sequence}` : '';
  yield findingOf('unknownTraining', artifact, `The training data${which} is not known.`);
}

/** What jobs write that read something. */
function artifactsFromInputs({ observations }: Workspace): ReadonlySet<ArtifactId> {
  const reading = new Set(observations.flatMap(({ role, jobId }) => (role === 'input' ? jobId : [])));
  return new Set(
    observations.flatMap(({ role, jobId, artifactId }) =>
      role === 'output' && reading.has(jobId) ? artifactId : [],
    ),
  );
}

function behindOf(workspace: Workspace, { snapshot }: SnapshotView): boolean {
  const { snapshots, unknownVersions } = exactSnapshotsBehind(workspace, snapshot.id);
  return snapshots.length + unknownVersions.length > 0;
}

const ownedKinds: ReadonlySet<string> = new Set(['dataset', 'features', 'model', 'endpoint']);

/** Neither a version nor a source names an owner. */
function* noOwner(artifact: ArtifactView): Generator<Finding> {
  if (!ownedKinds.has(artifact.artifact.kind) || artifact.snapshots.length === 0) return;
  if (artifact.snapshots.some(({ owner }) => owner !== null)) return;
  if ((lastClaim(artifact.claims, 'owners')?.owners.length ?? 0) > 0) return;
  yield findingOf('noOwner', artifact, 'It has no owner.');
}
