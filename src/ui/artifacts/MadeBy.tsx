import { useMemo } from 'react';

import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { TextLink } from '../shared/TextLink';

/** The run that wrote a version, as a link; says so where none is known. */
export function MadeBy({
  version,
  workspace,
}: {
  readonly version: SnapshotView;
  readonly workspace: Workspace;
}) {
  const { observations } = workspace;
  const { id } = version.snapshot;
  // Most changes leave all links as they are.
  const written = useMemo(
    () =>
      observations.find(
        ({ role, snapshotId, runId }) => role === 'output' && snapshotId === id && runId !== null,
      ),
    [observations, id],
  );
  const run = written?.runId ? workspace.runs.get(written.runId) : undefined;
  if (!run) return 'no recorded run';
  return (
    <TextLink to="/runs/$runId" params={{ runId: run.run.id }} inherit>
      run {run.run.id.slice(0, 8)} of {run.job.name}
    </TextLink>
  );
}
