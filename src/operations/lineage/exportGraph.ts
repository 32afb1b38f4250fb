import type { ExportedGraph } from '../../formats/graphExports/exportedGraph';
import { type GraphFormat, graphWriters } from '../../formats/graphExports/graphFormats';
import { ok, type Result } from '../../lib/result';
import type { Reference } from '../../lineage/reference';
import { loadWorkspace } from '../core/loadWorkspace';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { Workspace } from '../core/workspace';
import { storedGraph } from './graphOutput';
import { type ExportScope, type LineageSelectionIds, selectLineage } from './lineageSelection';

/** What a scope takes of a workspace's lineage, in a format of others. */
export async function exportGraph(
  ports: OperationPorts,
  scope: ExportScope,
  format: GraphFormat,
): Promise<Result<string, OperationFailure>> {
  const workspace = await loadWorkspace(ports.store);
  if (!workspace.ok) return workspace;
  const graph = storedGraph(workspace.value) as unknown as ExportedGraph;
  const write = graphWriters[format];
  if (scope === null) return ok(write(graph));
  const ids = selectLineage(workspace.value, scope);
  return ids.ok ? ok(write(partOf(graph, workspace.value, ids.value))) : ids;
}

/** What of a graph is selected, and the links between that. */
function partOf(graph: ExportedGraph, workspace: Workspace, ids: LineageSelectionIds): ExportedGraph {
  const key = ({ namespace, name }: Reference): string => JSON.stringify([namespace, name]);
  const named = <T extends Reference>(views: Iterable<T>, isTaken: (view: T) => boolean): Set<string> =>
    new Set([...views].filter(isTaken).map(key));
  const datasets = named(workspace.artifacts.values(), ({ artifact }) => ids.artifacts.has(artifact.id));
  const jobs = named(
    [...workspace.jobs.values()].map(({ job }) => job),
    ({ id }) => ids.jobs.has(id),
  );
  const runs: ReadonlySet<string> = ids.runs;
  const isKept = (name: Reference): boolean => datasets.has(key(name)) || jobs.has(key(name));
  return {
    datasets: graph.datasets.filter((dataset) => datasets.has(key(dataset))),
    jobs: graph.jobs.filter((job) => jobs.has(key(job))),
    runs: graph.runs
      .filter(({ id }) => runs.has(id))
      .map((run) => ({
        ...run,
        inputs: run.inputs.filter(({ dataset }) => datasets.has(key(dataset))),
        outputs: run.outputs.filter(({ dataset }) => datasets.has(key(dataset))),
      })),
    links: graph.links.filter(({ from, to }) => isKept(from) && isKept(to)),
    columnLinks: graph.columnLinks,
  };
}
