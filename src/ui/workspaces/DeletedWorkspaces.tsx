import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';

import type { WorkspaceEntry } from '../../operations/workspaces/workspaces';
import type { Workspaces } from '../../state/workspaces';
import { MiddleCut } from '../shared/MiddleCut';
import { RelativeTime } from '../shared/RelativeTime';
import { Section } from '../shared/Section';
import { showFailure } from '../shared/useEdit';
import { useWorkspaceActions } from './useWorkspaceActions';
import { WorkspaceMark } from './WorkspaceMark';
import classes from './Workspaces.module.css';

interface DeletedWorkspacesProps {
  readonly entries: readonly WorkspaceEntry[];
  readonly workspaces: Workspaces;
}

/** Workspaces out of the list, which can be put back until they are removed for good. */
export function DeletedWorkspaces({ entries, workspaces }: DeletedWorkspacesProps) {
  const actions = useWorkspaceActions();
  const [removed, setRemoved] = useState<WorkspaceEntry | null>(null);
  if (entries.length === 0) return null;
  return (
    <Section label="Deleted">
      <Text size="sm" c="dimmed" mb="sm">
        Everything in them is still in this browser, and takes room.
      </Text>
      <ul className={classes.list}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.row} aria-label={entry.name}>
            <WorkspaceMark entry={entry} />
            <div>
              <MiddleCut text={entry.name} />
              <div className={classes.facts}>
                Deleted {entry.deletedAt && <RelativeTime at={entry.deletedAt} />}
              </div>
            </div>
            <Button size="xs" variant="default" onClick={() => void actions.putBack(entry)}>
              Put back
            </Button>
            <Button size="xs" variant="subtle" color="bad" onClick={() => setRemoved(entry)}>
              Remove for good
            </Button>
          </li>
        ))}
      </ul>
      {removed && <RemoveDialog entry={removed} workspaces={workspaces} onClose={() => setRemoved(null)} />}
    </Section>
  );
}

interface RemoveDialogProps {
  readonly entry: WorkspaceEntry;
  readonly workspaces: Workspaces;
  readonly onClose: () => void;
}

function RemoveDialog({ entry, workspaces, onClose }: RemoveDialogProps) {
  const [typed, setTyped] = useState('');
  const [isRemoving, setIsRemoving] = useState(false);
  const remove = async (): Promise<void> => {
    setIsRemoving(true);
    const result = await workspaces.removeForGood(entry.id);
    if (result.ok) notifications.show({ message: `${entry.name} is not in this browser any more` });
    else showFailure(result.error);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Remove ${entry.name} for good`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === entry.name) void remove();
        }}
      >
        <Stack gap="md">
          <Text>
            Every version, run, message and audit entry of this workspace leaves this browser. It cannot be
            undone. Bytes that other workspaces keep, too, stay.
          </Text>
          <TextInput
            label={`Type ${entry.name} to confirm`}
            value={typed}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <Button type="submit" color="bad" disabled={typed.trim() !== entry.name} loading={isRemoving}>
              Remove for good
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
