import { useSearch } from '@tanstack/react-router';

import type { SnapshotId } from '../../versioning/records';
import type { Workspace } from '../../operations/core/workspace';
import { Page } from '../shared/Page';
import { WithWorkspace } from '../shared/WithWorkspace';
import type { PickedVersion } from './runForm';
import { RunForm } from './RunForm';

/** Records a run by hand; a link may say what it begins with. */
export function NewRunPage() {
  const { input, output } = useSearch({ from: '/runs/new' });
  return (
    <Page title="Record a run">
      <WithWorkspace>
        {(workspace) => (
          <RunForm
            workspace={workspace}
            inputs={pickedFrom(input, workspace)}
            outputs={pickedFrom(output, workspace)}
          />
        )}
      </WithWorkspace>
    </Page>
  );
}

function pickedFrom(snapshotId: string | undefined, workspace: Workspace): readonly PickedVersion[] {
  const view = snapshotId === undefined ? undefined : workspace.snapshots.get(snapshotId as SnapshotId);
  return view ? [{ artifactId: view.artifactId, snapshotId: view.snapshot.id }] : [];
}
