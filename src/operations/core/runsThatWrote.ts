import type { NodeKey } from '../../lineage/graph';
import type { SnapshotId } from '../../versioning/records';
import { compareText } from './arrival';
import type { RunView, Workspace } from './workspace';

/** The runs that wrote a version, in ascending order of time; none where it came from outside. */
export function runsThatWrote(workspace: Workspace, snapshotId: SnapshotId): readonly RunView[] {
  const graph = workspace.graph('version');
  const index = graph.indexOf.get(`snapshot:${snapshotId}` satisfies NodeKey);
  const runs = (index === undefined ? [] : (graph.incoming[index] ?? [])).flatMap((edge) => {
    const node = graph.nodes[graph.edges[edge]!.from];
    const run = node?.type === 'run' ? workspace.runs.get(node.runId) : undefined;
    return run ? [run] : [];
  });
  return runs.sort((a, b) => compareText(a.time, b.time));
}
