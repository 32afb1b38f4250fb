import { writeOpenLineage } from '../../formats/openlineage/writeOpenLineage';
import { ok, type Result } from '../../lib/result';
import { derivedId } from '../../versioning/derivedId';
import { type ExportScope, type LineageSelectionIds, selectLineage } from './lineageSelection';
import { loadWorkspace } from '../core/loadWorkspace';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { ArtifactView, Workspace } from '../core/workspace';

/** What a scope takes of a workspace, as a JSON list of OpenLineage events, one a line. */
export async function exportOpenLineage(
  ports: OperationPorts,
  scope: ExportScope,
): Promise<Result<string, OperationFailure>> {
  const workspace = await loadWorkspace(ports.store);
  if (!workspace.ok) return workspace;
  const ids = selectLineage(workspace.value, scope);
  return ids.ok ? ok(openLineageText(ports, workspace.value, ids.value)) : ids;
}

/** The events of a selection as text; the same workspace always gives the same. */
export function openLineageText(
  ports: Pick<OperationPorts, 'hashers' | 'text'>,
  workspace: Workspace,
  ids: LineageSelectionIds,
): string {
  const events = writeOpenLineage(
    {
      artifacts: [...workspace.artifacts.values()]
        .filter(({ artifact }) => ids.artifacts.has(artifact.id))
        .map((view) => ({
          artifact: view.artifact,
          namespace: view.namespace,
          name: view.name,
          aliases: aliasesOf(view),
          claims: view.claims.filter(
            ({ snapshotId }) => snapshotId === null || ids.snapshots.has(snapshotId),
          ),
        })),
      snapshots: [...workspace.snapshots.values()].filter(({ snapshot }) => ids.snapshots.has(snapshot.id)),
      jobs: [...workspace.jobs.values()].filter(({ job }) => ids.jobs.has(job.id)),
      runs: [...workspace.runs.values()].map(({ run }) => run).filter(({ id }) => ids.runs.has(id)),
      observations: workspace.observations.filter(({ id }) => ids.observations.has(id)),
    },
    (id) => (uuid.test(id) ? id : derivedId('run', '', id, ports)),
  );
  return `[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]\n`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function aliasesOf({ namespace, name, names }: ArtifactView): ArtifactView['names'] {
  const shown = JSON.stringify([namespace, name]);
  const others = new Map(names.map((each) => [JSON.stringify([each.namespace, each.name]), each]));
  others.delete(shown);
  return [...others.values()];
}
