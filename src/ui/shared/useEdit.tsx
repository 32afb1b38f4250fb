import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';

import type { Result } from '../../lib/result';
import { describeFailure } from '../../operations/core/describeFailure';
import type { Change, OperationFailure } from '../../operations/core/outcome';
import { useServices, type Services } from '../../state/services';
import { onceSeen } from '../../state/workspaceSource';

/**
 * Makes an edit and, when it is on the screen, says so in a toast with Undo; or says why it was not made.
 * Gives what the edit gave, or null where it failed.
 */
export function useEdit(): <T>(
  done: string,
  edit: () => Promise<Result<Change<T>, OperationFailure>>,
) => Promise<Change<T> | null> {
  const services = useServices();
  return useCallback(
    async (done, edit) => {
      const result = await edit();
      if (!result.ok) {
        showFailure(result.error);
        return null;
      }
      await onceSeen(services, result.value.auditSequence);
      showDone(done, result.value.auditSequence, services);
      return result.value;
    },
    [services],
  );
}

export function showFailure(failure: OperationFailure): void {
  notifications.show({ color: 'bad', message: describeFailure(failure), autoClose: false, role: 'alert' });
}

export function showDone(message: string, auditSequence: number, services: Services): void {
  showUndoable(message, async () => {
    const undone = await services.undo(auditSequence);
    if (undone.ok) await onceSeen(services, undone.value.auditSequence);
    return undone;
  });
}

/** Says what was done, and takes it back where a person asks for that while it is shown. */
export function showUndoable(message: string, undo: () => Promise<Result<unknown, OperationFailure>>): void {
  const takeBack = async (): Promise<void> => {
    notifications.hide(id);
    const result = await undo();
    if (result.ok) notifications.show({ message: `Undone: ${message}` });
    else showFailure(result.error);
  };
  const id = notifications.show({
    autoClose: 8000,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="subtle" flex="none" onClick={() => void takeBack()}>
          Undo
        </Button>
      </Group>
    ),
  });
}
