import { traverse, type TraversalDirection } from '../../lineage/traverse';
import type { Observation } from '../../lineage/records';
import type { SnapshotId } from '../../versioning/records';
import { shortDigest } from '../../versioning/digest';
import { pointerWords } from '../taking/pointerText';
import { requestWords } from './versionRange';
import { runsThatWrote } from '../core/runsThatWrote';
import type { ArtifactView, RunView, SnapshotView, Workspace } from '../core/workspace';

/** A version that another one comes from or goes into. */
export interface RelatedSnapshot {
  readonly view: SnapshotView;
  readonly artifact: ArtifactView;
  /** The least number of steps between versions: 1 for what a run read to write this one. */
  readonly hops: number;
}

/** What is behind a version: exact versions, and artifacts of which no version was recorded. */
export interface SnapshotsBehind {
  /** Nearest first, then by name and sequence. */
  readonly snapshots: readonly RelatedSnapshot[];
  /** Read on the way, in a version that nobody recorded. */
  readonly unknownVersions: readonly ArtifactView[];
}

/** The exact snapshots that a model's or endpoint's version was built from; those that `isWanted`, where that is asked. */
export function exactSnapshotsBehind(
  workspace: Workspace,
  snapshotId: SnapshotId,
  isWanted?: (view: SnapshotView) => boolean,
): SnapshotsBehind {
  return related(workspace, snapshotId, 'upstream', isWanted);
}

/** Every version of a model or endpoint that a snapshot went into, nearest first. */
export function modelsThatSaw(workspace: Workspace, snapshotId: SnapshotId): readonly RelatedSnapshot[] {
  return related(workspace, snapshotId, 'downstream').snapshots.filter(
    ({ artifact }) => artifact.artifact.kind === 'model' || artifact.artifact.kind === 'endpoint',
  );
}

function related(
  workspace: Workspace,
  snapshotId: SnapshotId,
  direction: TraversalDirection,
  isWanted: (view: SnapshotView) => boolean = () => true,
): SnapshotsBehind {
  const graph = workspace.graph('version');
  const start = graph.indexOf.get(`snapshot:${snapshotId}`);
  if (start === undefined) return { snapshots: [], unknownVersions: [] };
  const { nodes, hops } = traverse(graph, start, direction);
  const snapshots: RelatedSnapshot[] = [];
  const unknownVersions: ArtifactView[] = [];
  for (const index of nodes) {
    const node = graph.nodes[index];
    if (index === start || !node || (node.type !== 'snapshot' && node.type !== 'artifact')) continue;
    const artifact = workspace.artifacts.get(node.artifactId);
    const view = node.type === 'snapshot' ? workspace.snapshots.get(node.snapshotId) : undefined;
    if (view && !isWanted(view)) continue;
    if (artifact && view) snapshots.push({ view, artifact, hops: Math.ceil(hops[index]! / 2) });
    else if (artifact) unknownVersions.push(artifact);
  }
  snapshots.sort(
    (a, b) =>
      a.hops - b.hops ||
      compareText(a.artifact.name, b.artifact.name) ||
      a.view.snapshot.sequence - b.view.snapshot.sequence,
  );
  return { snapshots, unknownVersions };
}

/** One link of a provenance chain: a version, the runs that wrote it, and what they read. */
export interface ProvenanceStep {
  readonly view: SnapshotView;
  readonly artifact: ArtifactView;
  readonly hops: number;
  /** Runs that wrote it, in ascending order of time; none for what came from outside. */
  readonly madeBy: readonly RunView[];
  /** What those runs read; `snapshot` is null where no version was recorded. */
  readonly from: readonly ProvenanceSource[];
  readonly sentence: string;
}

/** A version that a run read, and what it had asked for: empty words where it named no range. */
export interface ProvenanceSource {
  readonly artifact: ArtifactView;
  readonly snapshot: SnapshotView | null;
  readonly request: string;
}

/** A version's history in readable steps: itself first, then everything behind it, nearest first. */
export function provenanceOf(workspace: Workspace, snapshotId: SnapshotId): readonly ProvenanceStep[] {
  const view = workspace.snapshots.get(snapshotId);
  const artifact = view && workspace.artifacts.get(view.artifactId);
  if (!view || !artifact) return [];
  const behind = exactSnapshotsBehind(workspace, snapshotId).snapshots;
  return [{ view, artifact, hops: 0 }, ...behind].map((each) => stepOf(workspace, each));
}

function stepOf(workspace: Workspace, { view, artifact, hops }: RelatedSnapshot): ProvenanceStep {
  const madeBy = runsThatWrote(workspace, view.snapshot.id);
  const observations = madeBy.flatMap((run) => run.inputs);
  const from = observations.flatMap((input) => sourceOf(workspace, input));
  return { view, artifact, hops, madeBy, from, sentence: sentenceOf(view, artifact, madeBy, from) };
}

function sourceOf(workspace: Workspace, input: Observation): ProvenanceStep['from'] {
  const artifact = workspace.artifacts.get(input.artifactId);
  const snapshot = input.snapshotId === null ? null : (workspace.snapshots.get(input.snapshotId) ?? null);
  return artifact ? [{ artifact, snapshot, request: requestWords(input, artifact) }] : [];
}

function sentenceOf(
  { snapshot }: SnapshotView,
  artifact: ArtifactView,
  madeBy: readonly RunView[],
  from: ProvenanceStep['from'],
): string {
  const bytes = snapshot.digest === null ? 'bytes unknown' : `sha256 ${shortDigest(snapshot.digest)}…`;
  const what = `${artifact.name} v${snapshot.sequence} (${bytes})`;
  if (madeBy.length === 0) return `${what} ${arrival(snapshot.source)}.`;
  const runs = madeBy.map(({ run, job }) => {
    const code = run.codeVersion === null ? '' : `, code ${run.codeVersion}`;
    const who = run.actor === null ? '' : `, by ${run.actor}`;
    return `run ${run.id.slice(0, 8)} of ${job.name}${code}${who}`;
  });
  const sources = from.map((each) =>
    each.snapshot
      ? `${each.artifact.name} v${each.snapshot.snapshot.sequence}${each.request === '' ? '' : ` (${each.request})`}`
      : `${each.artifact.name} (version not recorded)`,
  );
  return `${what} was made by ${runs.join(' and ')}${sources.length > 0 ? ` from ${sources.join(', ')}` : ''}.`;
}

function arrival(source: SnapshotView['snapshot']['source']): string {
  switch (source.kind) {
    case 'drop':
      return `was dropped as ${source.path}`;
    case 'pointer':
      return `was named by ${pointerWords(source)}`;
    case 'import':
      return `was imported from ${source.format} (${source.reference})`;
    case 'manual':
      return 'was entered by hand';
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
