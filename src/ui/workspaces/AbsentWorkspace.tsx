import { Button, Stack, Text, VisuallyHidden } from '@mantine/core';

import { liveWorkspaces, type WorkspaceEntry } from '../../operations/workspaces/workspaces';
import type { Workspaces } from '../../state/workspaces';
import { EmptyState } from '../shared/EmptyState';
import { showFailure } from '../shared/useEdit';
import { usePageTitle } from '../shared/usePageTitle';
import { linkToWorkspace } from './workspaceAddress';
import classes from './Workspaces.module.css';
import { WorkspaceMark } from './WorkspaceMark';

interface AbsentWorkspaceProps {
  readonly workspaces: Workspaces;
  readonly entries: readonly WorkspaceEntry[];
  /** The one that the address names, where it was deleted here. */
  readonly deleted: WorkspaceEntry | null;
}

/** What a link shows whose workspace is not here: it was deleted, or it is on another device. */
export function AbsentWorkspace({ workspaces, entries, deleted }: AbsentWorkspaceProps) {
  usePageTitle('No such workspace');
  const putBack = async (entry: WorkspaceEntry): Promise<void> => {
    const result = await workspaces.putBack(entry.id);
    if (!result.ok) showFailure(result.error);
  };
  return (
    <main className={classes.absent}>
      <VisuallyHidden component="h1">No such workspace here</VisuallyHidden>
      <EmptyState
        title={deleted ? `${deleted.name} was deleted` : 'This workspace is not on this device'}
        hint={
          deleted
            ? 'Everything in it is still here. Put it back, or open another one.'
            : 'Workspaces stay in the browser that they were made in. Ask whoever shared the link for the workspace’s file, and import it on the page of any workspace below.'
        }
        actions={deleted && <Button onClick={() => void putBack(deleted)}>Put it back</Button>}
      />
      <Stack gap={4} align="stretch">
        <Text size="sm" c="dimmed">
          Workspaces on this device
        </Text>
        {liveWorkspaces(entries).map((entry) => (
          <a key={entry.id} className={classes.absentLink} href={linkToWorkspace(entry.id, '/workspaces')}>
            <WorkspaceMark entry={entry} />
            {entry.name}
          </a>
        ))}
      </Stack>
    </main>
  );
}
