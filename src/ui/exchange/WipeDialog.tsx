import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { useWorkspaceName } from '../../state/currentWorkspace';
import { useServices } from '../../state/services';
import { download } from '../shared/download';
import { formatCounted } from '../shared/format';
import { showFailure } from '../shared/useEdit';
import { exportName } from './exportName';

interface WipeDialogProps {
  readonly workspace: Workspace;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Says what is lost, offers to keep it first, and wants the workspace's name typed. */
export function WipeDialog({ workspace, isOpen, onClose }: WipeDialogProps) {
  const workspaceName = useWorkspaceName();
  const [typed, setTyped] = useState('');
  const { isWiping, wipe } = useWipe(workspace, workspaceName);
  const close = (): void => {
    setTyped('');
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title="Wipe the workspace"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text>
          This deletes {formatCounted(workspace.artifacts.size, 'artifact')} with{' '}
          {formatCounted(workspace.snapshots.size, 'version')}, {formatCounted(workspace.runs.size, 'run')},
          every message and the whole audit log from this browser. It cannot be undone.
        </Text>
        <KeepFirst workspaceName={workspaceName} />
        <TextInput
          label={`Type ${workspaceName} to confirm`}
          value={typed}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button
            color="bad"
            disabled={typed.trim() !== workspaceName}
            loading={isWiping}
            onClick={() => void wipe()}
          >
            Wipe
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Empties the workspace, and goes to the first page once that is seen. */
function useWipe(workspace: Workspace, workspaceName: string) {
  const services = useServices();
  const navigate = useNavigate();
  const [isWiping, setIsWiping] = useState(false);
  const [isWiped, setIsWiped] = useState(false);
  const isEmpty = workspace.artifacts.size === 0 && workspace.jobs.size === 0;
  useEffect(() => {
    // Not before the workspace has told: the first page would still see what was there.
    if (isWiped && isEmpty) void navigate({ to: '/' });
  }, [isWiped, isEmpty, navigate]);
  const wipe = async (): Promise<void> => {
    setIsWiping(true);
    const result = await services.wipe();
    setIsWiping(false);
    if (!result.ok) {
      showFailure(result.error);
      return;
    }
    notifications.show({ message: `${workspaceName} is empty now` });
    setIsWiped(true);
  };
  return { isWiping, wipe };
}

function KeepFirst({ workspaceName }: { readonly workspaceName: string }) {
  const services = useServices();
  const keepFirst = async (): Promise<void> => {
    const bundle = await services.exportBundle(null);
    if (bundle.ok) download(bundle.value, exportName(workspaceName, 'throughline.json', new Date()));
    else showFailure(bundle.error);
  };
  return (
    <Button variant="default" onClick={() => void keepFirst()}>
      Download a bundle first
    </Button>
  );
}
