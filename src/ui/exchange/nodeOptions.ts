import type { NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { kindNames } from '../shared/kindNames';

/** What an export can be limited to: artifacts and jobs, and the node that a link already names. */
export function nodeOptions(
  workspace: Workspace,
  within: NodeKey | undefined,
): { value: NodeKey; label: string }[] {
  const artifacts = [...workspace.artifacts.values()].map(({ artifact, name }) => ({
    value: `artifact:${artifact.id}` as const,
    label: `${name} · ${kindNames[artifact.kind]}`,
  }));
  const jobs = [...workspace.jobs.values()].map(({ job }) => ({
    value: `job:${job.id}` as const,
    label: `${job.name} · ${kindNames.job}`,
  }));
  const options = [...artifacts, ...jobs].sort((a, b) => a.label.localeCompare(b.label));
  if (within === undefined || options.some(({ value }) => value === within)) return options;
  return [{ value: within, label: nodeName(workspace, within) }, ...options];
}

function nodeName(workspace: Workspace, key: NodeKey): string {
  for (const { snapshot, artifactId } of workspace.snapshots.values()) {
    if (key === `snapshot:${snapshot.id}`) {
      return `${workspace.artifacts.get(artifactId)?.name ?? 'an artifact'} v${snapshot.sequence}`;
    }
  }
  for (const { run, job } of workspace.runs.values()) {
    if (key === `run:${run.id}`) return `Run ${run.id.slice(0, 8)} of ${job.name}`;
  }
  return 'A node that this workspace does not have';
}
