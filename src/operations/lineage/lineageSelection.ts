import { err, ok, type Result } from '../../lib/result';
import type { GraphKind, LineageGraph, NodeKey } from '../../lineage/graph';
import type { JobId, Observation, RunId } from '../../lineage/records';
import { closureOf } from '../../lineage/traverse';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import type { OperationFailure } from '../core/outcome';
import type { Workspace } from '../core/workspace';

/** What an export takes: everything, a node with its closure, or exactly some nodes with the links between them. */
export type ExportScope = null | NodeKey | { readonly only: readonly NodeKey[] };

/** Ids of what an export takes: every id that one of them refers to is there too (I3). */
export interface LineageSelectionIds {
  readonly artifacts: ReadonlySet<ArtifactId>;
  readonly snapshots: ReadonlySet<SnapshotId>;
  readonly jobs: ReadonlySet<JobId>;
  readonly runs: ReadonlySet<RunId>;
  readonly observations: ReadonlySet<string>;
}

/** The ids that a scope takes; `notFound` names the first node that is not in the workspace. */
export function selectLineage(
  workspace: Workspace,
  scope: ExportScope,
): Result<LineageSelectionIds, OperationFailure> {
  if (scope === null) return ok(selectAll(workspace));
  const nodes = typeof scope === 'string' ? [scope] : scope.only;
  const missing = nodes.find((key) => !graphOf(workspace, key).indexOf.has(key));
  if (missing !== undefined)
    return err({ kind: 'notFound', message: `${missing} is not in this workspace.` });
  return ok(typeof scope === 'string' ? selectClosure(workspace, scope) : selectNodes(workspace, nodes));
}

/** Everything of a workspace. */
function selectAll(workspace: Workspace): LineageSelectionIds {
  return {
    artifacts: new Set(workspace.artifacts.keys()),
    snapshots: new Set(workspace.snapshots.keys()),
    jobs: new Set(workspace.jobs.keys()),
    runs: new Set(workspace.runs.keys()),
    observations: new Set(workspace.observations.map(({ id }) => id)),
  };
}

/** The graph that has a node. */
function graphOf(workspace: Workspace, key: NodeKey): LineageGraph {
  const kind: GraphKind = /^(?:artifact|job):/.test(key) ? 'definition' : 'version';
  return workspace.graph(kind);
}

/**
 * A node with its ancestors and descendants: for an artifact or job those of the definition graph with their versions
 * and runs, for a snapshot or run those of the version graph.
 */
function selectClosure(workspace: Workspace, within: NodeKey): LineageSelectionIds {
  const graph = graphOf(workspace, within);
  const chosen = new Chosen(workspace);
  const closure = closureOf(graph, graph.indexOf.get(within)!);
  for (const index of closure.nodes) chosen.takeNode(graph, index);
  const inClosure = new Set([...closure.edges].flatMap((edge) => graph.edges[edge]!.observationIds));
  for (const observation of workspace.observations) {
    if (inClosure.has(observation.id)) chosen.takeObservation(observation);
  }
  return chosen;
}

/** These nodes, artifacts with their versions and jobs with their runs, and the links that have both ends among them. */
function selectNodes(workspace: Workspace, nodes: readonly NodeKey[]): LineageSelectionIds {
  const chosen = new Chosen(workspace);
  for (const key of nodes) {
    const graph = graphOf(workspace, key);
    chosen.takeNode(graph, graph.indexOf.get(key)!);
  }
  const between = workspace.observations.filter(({ jobId, runId, artifactId, snapshotId }) => {
    const isOfRun = runId === null ? chosen.jobs.has(jobId) : chosen.runs.has(runId);
    return (
      isOfRun && (snapshotId === null ? chosen.artifacts.has(artifactId) : chosen.snapshots.has(snapshotId))
    );
  });
  for (const observation of between) chosen.takeObservation(observation);
  return chosen;
}

/** Takes what a taken record refers to along with it. */
class Chosen implements LineageSelectionIds {
  readonly artifacts = new Set<ArtifactId>();
  readonly snapshots = new Set<SnapshotId>();
  readonly jobs = new Set<JobId>();
  readonly runs = new Set<RunId>();
  readonly observations = new Set<string>();
  private readonly workspace: Workspace;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  takeNode(graph: LineageGraph, index: number): void {
    const node = graph.nodes[index]!;
    switch (node.type) {
      case 'artifact':
        this.artifacts.add(node.artifactId);
        if (graph.kind === 'definition') {
          for (const { snapshot } of this.workspace.artifacts.get(node.artifactId)?.snapshots ?? []) {
            this.takeSnapshot(snapshot.id);
          }
        }
        break;
      case 'snapshot':
        this.takeSnapshot(node.snapshotId);
        break;
      case 'job':
        this.jobs.add(node.jobId);
        if (graph.kind === 'definition') {
          for (const { run } of this.workspace.jobs.get(node.jobId)?.runs ?? []) this.addRun(run.id);
        }
        break;
      case 'run':
        this.addRun(node.runId);
        break;
    }
  }

  takeObservation(observation: Observation): void {
    this.observations.add(observation.id);
    this.jobs.add(observation.jobId);
    this.artifacts.add(observation.artifactId);
    if (observation.snapshotId !== null) this.takeSnapshot(observation.snapshotId);
    if (observation.runId !== null) this.addRun(observation.runId);
    for (const { inputArtifactId } of observation.columns ?? []) {
      if (inputArtifactId !== null) this.artifacts.add(inputArtifactId);
    }
  }

  private takeSnapshot(id: SnapshotId): void {
    const waiting = [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const view = this.workspace.snapshots.get(next);
      if (!view || this.snapshots.has(next)) continue;
      this.snapshots.add(next);
      this.artifacts.add(view.artifactId);
      waiting.push(...view.snapshot.parents);
    }
  }

  private addRun(id: RunId): void {
    for (let next: RunId | null = id; next !== null && !this.runs.has(next);) {
      const view = this.workspace.runs.get(next);
      if (!view) return;
      this.runs.add(next);
      this.jobs.add(view.job.id);
      next = view.run.parentRunId;
    }
  }
}
