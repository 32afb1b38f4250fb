import type { Artifact, Snapshot } from '../versioning/records';
import { withDerivations } from './derivedEdges';
import type { Derivation, GraphEdge, GraphKind, GraphNode, LineageGraph, NodeKey } from './graph';
import { artifactNode, byVersion, edgeOf, jobNode, runNode, snapshotNode } from './graphParts';
import type { Job, Observation, Run } from './records';

/** What a graph is derived from; what is withdrawn is left out beforehand. */
export interface GraphRecords {
  readonly artifacts: Iterable<Artifact>;
  readonly snapshots: Iterable<Snapshot>;
  readonly jobs: Iterable<Job>;
  readonly runs: Iterable<Run>;
  readonly observations: Iterable<Observation>;
  readonly derivations: Iterable<Derivation>;
}

/**
 * The definition graph (every artifact and job is a node) or the version graph (every snapshot and run, and the
 * artifacts and jobs that stand for a version or a run that is not known). An observation of what is not among the
 * records is left out. Rules [L1] to [L6] of SPEC.md.
 */
export function buildGraph(kind: GraphKind, records: GraphRecords): LineageGraph {
  const observations =
    kind === 'definition' ? records.observations : versionObservations(records.observations);
  const nodes = kind === 'definition' ? definitionNodes(records) : versionNodes({ ...records, observations });
  const indexOf = new Map<NodeKey, number>();
  nodes.forEach((node, index) => indexOf.set(node.key, index));
  const edges = mergeObservations(kind, observations, indexOf, nodes.length);
  const outgoing: number[][] = nodes.map(() => []);
  const incoming: number[][] = nodes.map(() => []);
  edges.forEach((edge, index) => {
    outgoing[edge.from]?.push(index);
    incoming[edge.to]?.push(index);
  });
  return withDerivations({ kind, nodes, edges, indexOf, outgoing, incoming }, records.derivations);
}

function definitionNodes(records: GraphRecords): GraphNode[] {
  const nodes: GraphNode[] = [];
  for (const artifact of records.artifacts) nodes.push(artifactNode(artifact));
  for (const job of records.jobs) nodes.push(jobNode(job));
  return nodes;
}

/** An artifact is in the version graph while no snapshot stands for it, or where a run names no version of it; a job likewise. */
function versionNodes(records: GraphRecords): GraphNode[] {
  const versionless = new Set<string>();
  const runless = new Set<string>();
  for (const observation of records.observations) {
    if (observation.snapshotId === null) versionless.add(observation.artifactId);
    if (observation.runId === null) runless.add(observation.jobId);
  }
  const kinds = new Map([...records.artifacts].map((artifact) => [artifact.id, artifact.kind]));
  const snapshots: GraphNode[] = [];
  const withSnapshot = new Set<string>();
  for (const snapshot of [...records.snapshots].sort(byVersion)) {
    withSnapshot.add(snapshot.artifactId);
    snapshots.push(snapshotNode(snapshot, kinds.get(snapshot.artifactId) ?? 'other'));
  }
  const runs: GraphNode[] = [];
  const withRun = new Set<string>();
  for (const run of records.runs) {
    withRun.add(run.jobId);
    runs.push(runNode(run));
  }
  const nodes: GraphNode[] = [];
  for (const artifact of records.artifacts) {
    if (versionless.has(artifact.id) || !withSnapshot.has(artifact.id)) nodes.push(artifactNode(artifact));
  }
  const jobs: GraphNode[] = [];
  for (const job of records.jobs) {
    if (runless.has(job.id) || !withRun.has(job.id)) jobs.push(jobNode(job));
  }
  return nodes.concat(snapshots, jobs, runs);
}

/**
 * What the version graph is made of: an observation that names neither a run nor a snapshot is of definitions alone,
 * and one without a version gives way where the same run names a version of the same artifact in the same role.
 */
function versionObservations(observations: Iterable<Observation>): readonly Observation[] {
  const told = [...observations].filter(({ runId, snapshotId }) => runId !== null || snapshotId !== null);
  const versioned = new Set<string>();
  const key = ({ runId, role, artifactId }: Observation): string => `${role} ${runId} ${artifactId}`;
  for (const observation of told) {
    if (observation.snapshotId !== null && observation.runId !== null) versioned.add(key(observation));
  }
  return told.filter((observation) => observation.snapshotId !== null || !versioned.has(key(observation)));
}

interface PairDraft {
  readonly from: number;
  readonly to: number;
  readonly observations: Observation[];
}

function mergeObservations(
  kind: GraphKind,
  observations: Iterable<Observation>,
  indexOf: ReadonlyMap<NodeKey, number>,
  nodeCount: number,
): GraphEdge[] {
  const pairs = new Map<number, PairDraft>();
  for (const observation of observations) {
    const data = indexOf.get(dataKey(kind, observation));
    const process = indexOf.get(processKey(kind, observation));
    if (data === undefined || process === undefined) continue;
    const [from, to] = observation.role === 'input' ? [data, process] : [process, data];
    const pair = from * nodeCount + to;
    const known = pairs.get(pair);
    if (known) known.observations.push(observation);
    else pairs.set(pair, { from, to, observations: [observation] });
  }
  return Array.from(pairs.values(), ({ from, to, observations: own }) => edgeOf(from, to, own));
}

function dataKey(kind: GraphKind, { snapshotId, artifactId }: Observation): NodeKey {
  return kind === 'version' && snapshotId !== null ? `snapshot:${snapshotId}` : `artifact:${artifactId}`;
}

function processKey(kind: GraphKind, { runId, jobId }: Observation): NodeKey {
  return kind === 'version' && runId !== null ? `run:${runId}` : `job:${jobId}`;
}
