import type { NodeKey } from '../lineage/graph';
import type { ExportScope } from '../operations/lineage/lineageSelection';
import type { Workspace } from '../operations/core/workspace';
import { UsageError } from './command';

/** The nodes that `--within` and `--only` name. Throws `UsageError` where a name is nothing's, or more than one thing's. */
export function exportScopeOf(
  workspace: Workspace,
  within: string | null,
  only: readonly string[],
): ExportScope {
  if (within !== null && only.length > 0) throw new UsageError('--within and --only exclude each other');
  if (within !== null) return nodeNamed(workspace, within);
  return only.length === 0 ? null : { only: only.map((name) => nodeNamed(workspace, name)) };
}

/** An artifact or a job by its name, or by its namespace, a slash and its name. */
function nodeNamed(workspace: Workspace, wanted: string): NodeKey {
  const nodes = [
    ...[...workspace.artifacts.values()].flatMap(({ artifact, names }) =>
      names.map((each) => ({ ...each, key: `artifact:${artifact.id}` as const })),
    ),
    ...[...workspace.jobs.values()].map(({ job: { id, namespace, name } }) => ({
      namespace,
      name,
      key: `job:${id}` as const,
    })),
  ];
  const whole = nodes.filter(({ namespace, name }) => `${namespace}/${name}` === wanted);
  const found = whole.length > 0 ? whole : nodes.filter(({ name }) => name === wanted);
  const [key, ...others] = new Set(found.map((each) => each.key));
  if (key === undefined)
    throw new UsageError(`no dataset and no job is called ${JSON.stringify(wanted)} in what was read`);
  if (others.length === 0) return key;
  const choices = found.map(({ namespace, name }) => JSON.stringify(`${namespace}/${name}`));
  throw new UsageError(
    `${JSON.stringify(wanted)} is the name of several things: write ${choices.join(' or ')}`,
  );
}
