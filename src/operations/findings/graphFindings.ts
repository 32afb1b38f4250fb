import { inSlices, type Steps } from '../../lib/steps';
import { flatEdgesOf } from '../../lineage/adjacency';
import { lastClaim } from '../../lineage/claims';
import type { ArtifactId } from '../../versioning/records';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { runsThatWrote } from '../core/runsThatWrote';
import { type LinkFinding, linkFindingsInSteps } from '../lineage/linkFindings';
import { copiesWithoutLink } from './copiesWithoutLink';
import { type Finding, findingOf } from './finding';

/** What the lineage alone shows: links that are missing, doubled or not declared, and owners that are missing. */
export function* graphFindings(workspace: Workspace): Steps<readonly Finding[]> {
  const findings = [...declaredAgainstObserved(yield* linkFindingsInSteps(workspace))];
  yield 0;
  findings.push(...(yield* copiesWithoutLink(workspace)));
  const writtenFromInputs = artifactsFromInputs(workspace);
  yield* inSlices([...workspace.artifacts.values()], artifactsAtOnce, (some) => {
    for (const artifact of some)
      findings.push(
        ...noProducer(workspace, artifact),
        ...unknownTraining(workspace, artifact, writtenFromInputs),
        ...noOwner(artifact),
      );
  });
  return findings;
}

/** A few milliseconds' worth. */
const artifactsAtOnce = 128;

function* declaredAgainstObserved(links: readonly LinkFinding[]): Generator<Finding> {
  for (const finding of links) {
    if (finding.kind === 'twoProducers') {
      const names = finding.jobs.map(({ name }) => name);
      const found = `${names.join(' and ')} write it.`;
      yield findingOf('twoProducers', finding.dataset, {
        found,
        about: JSON.stringify(names),
        others: finding.jobs,
      });
      continue;
    }
    const { job, dataset } = finding;
    const about = JSON.stringify([dataset.namespace, dataset.name]);
    const isUndeclared = finding.kind === 'undeclared';
    const found = isUndeclared
      ? `A run read ${dataset.name}, which ${job.name} does not declare.`
      : `${job.name} declares ${dataset.name}, and no run read it.`;
    const kind = isUndeclared ? 'undeclaredInput' : 'unusedInput';
    yield findingOf(kind, job, { found, about, others: [dataset] });
  }
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
  yield findingOf('noProducer', artifact, {
    found: `v${latest.snapshot.sequence} was written by no run, as others were by ${names}.`,
    about: latest.snapshot.id,
    others: jobs,
  });
}

/** A model of which nothing is upstream in any version. */
function* unknownTraining(
  workspace: Workspace,
  artifact: ArtifactView,
  writtenFromInputs: ReadonlySet<ArtifactId>,
): Generator<Finding> {
  if (artifact.artifact.kind !== 'model') return;
  const latest = artifact.snapshots.at(-1);
  const isKnown = latest ? isMadeOfSomething(workspace, latest) : writtenFromInputs.has(artifact.artifact.id);
  if (isKnown) return;
  const which = latest ? ` of v${latest.snapshot.sequence}` : '';
  yield findingOf('unknownTraining', artifact, {
    found: `The training data${which} is not known.`,
    about: latest?.snapshot.id ?? '',
  });
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

/** Whether a version or artifact is upstream: the run or job before it read something, or it came of another one directly. */
function isMadeOfSomething(workspace: Workspace, { snapshot }: SnapshotView): boolean {
  const graph = workspace.graph('version');
  const { starts, neighbours } = flatEdgesOf(graph).upstream;
  const at = graph.indexOf.get(`snapshot:${snapshot.id}`);
  if (at === undefined) return false;
  return neighbours.subarray(starts[at], starts[at + 1]).some((before) => {
    const type = graph.nodes[before]?.type;
    const isProcess = type === 'run' || type === 'job';
    return !isProcess || starts[before + 1]! > starts[before]!;
  });
}

const ownedKinds: ReadonlySet<string> = new Set(['dataset', 'features', 'model', 'endpoint']);

/** Neither a version nor a source names an owner. */
function* noOwner(artifact: ArtifactView): Generator<Finding> {
  if (!ownedKinds.has(artifact.artifact.kind) || artifact.snapshots.length === 0) return;
  if (artifact.snapshots.some(({ owner }) => owner !== null)) return;
  if ((lastClaim(artifact.claims, 'owners')?.owners.length ?? 0) > 0) return;
  yield findingOf('noOwner', artifact, { found: 'It has no owner.' });
}
