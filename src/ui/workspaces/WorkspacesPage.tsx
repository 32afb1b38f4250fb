import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { deletedWorkspaces, freeColour, liveWorkspaces } from '../../operations/workspaces/workspaces';
import { useCurrentWorkspace } from '../../state/currentWorkspace';
import { useWorkspaceList, useWorkspaces, type Workspaces } from '../../state/workspaces';
import { EmptyState } from '../shared/EmptyState';
import { Page } from '../shared/Page';
import { Section } from '../shared/Section';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { DeletedWorkspaces } from './DeletedWorkspaces';
import { ImportWorkspace } from './ImportWorkspace';
import { useWorkspaceActions } from './useWorkspaceActions';
import { goToWorkspace } from './workspaceAddress';
import { WorkspaceForm } from './WorkspaceForm';
import { WorkspaceRow } from './WorkspaceRow';
import classes from './Workspaces.module.css';

/** The workspaces of this device: open, make, rename, copy, delete. */
export function WorkspacesPage() {
  const workspaces = useWorkspaces();
  const navigate = useNavigate();
  const open = (make: 'new' | 'import' | undefined): void => {
    void navigate({ to: '/workspaces', search: make === undefined ? {} : { make } });
  };
  return (
    <Page
      title="Workspaces"
      actions={
        <Group gap="xs">
          <Button
            size="sm"
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => open('import')}
          >
            Import a workspace
          </Button>
          <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
            New workspace
          </Button>
        </Group>
      }
    >
      {workspaces ? (
        <Lists workspaces={workspaces} onClose={() => open(undefined)} />
      ) : (
        <EmptyState title="One workspace" hint="This page was opened for a single workspace." />
      )}
    </Page>
  );
}

interface ListsProps {
  readonly workspaces: Workspaces;
  readonly onClose: () => void;
}

function Lists({ workspaces, onClose }: ListsProps) {
  const list = useWorkspaceList(workspaces);
  const current = useCurrentWorkspace();
  const actions = useWorkspaceActions();
  const { make } = useSearch({ from: '/workspaces' });
  if (list.status !== 'ready') return <SlowSkeleton />;
  return (
    <Stack gap={32} maw={920}>
      <Section label="Workspaces on this device" title="On this device">
        <ul className={classes.list}>
          {liveWorkspaces(list.entries).map((entry) => (
            <WorkspaceRow
              key={entry.id}
              entry={entry}
              isCurrent={entry.id === current?.id}
              workspaces={workspaces}
            />
          ))}
        </ul>
      </Section>
      <DeletedWorkspaces entries={deletedWorkspaces(list.entries)} workspaces={workspaces} />
      <Modal
        opened={make === 'import'}
        onClose={onClose}
        title="Import a workspace"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ImportWorkspace workspaces={workspaces} entries={list.entries} current={current} onClose={onClose} />
      </Modal>
      <Modal
        opened={make === 'new'}
        onClose={onClose}
        title="New workspace"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <WorkspaceForm
          name=""
          colour={freeColour(list.entries)}
          verb="Make it"
          onCancel={onClose}
          onSave={async (name, colour) => {
            const made = await actions.create(name, colour);
            if (!made) return false;
            goToWorkspace(made.id);
            return true;
          }}
        />
      </Modal>
    </Stack>
  );
}
