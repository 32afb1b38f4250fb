import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { describeFailure } from '../../operations/core/describeFailure';
import type { Workspace } from '../../operations/core/workspace';
import type { NamedThing } from './thingWords';
import type { IdentityEdit } from './useIdentityEdit';

/** What every form of the dialog is told. */
export interface FormProps {
  readonly named: NamedThing;
  readonly workspace: Workspace;
  readonly onClose: () => void;
}

interface EditFormProps {
  readonly verb: string;
  readonly edit: IdentityEdit;
  readonly onClose: () => void;
  readonly isReady: boolean;
  readonly isDanger?: boolean;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
}

/** Fields with what can be done, and why it could not be. */
export function EditForm({
  verb,
  edit,
  onClose,
  isReady,
  isDanger = false,
  onSubmit,
  children,
}: EditFormProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void onSubmit();
      }}
    >
      <Stack gap="md">
        {children}
        {edit.failure && (
          <Text size="sm" c="var(--tl-bad-text)" role="alert">
            {describeFailure(edit.failure)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady} {...(isDanger && { color: 'bad' })}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
