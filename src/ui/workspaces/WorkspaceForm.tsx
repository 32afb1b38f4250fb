import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { WorkspaceColour } from '../../operations/workspaces/workspaces';
import { ColourPicker } from './ColourPicker';

interface WorkspaceFormProps {
  readonly name: string;
  readonly colour: WorkspaceColour;
  /** The button's verb. */
  readonly verb: string;
  readonly onSave: (name: string, colour: WorkspaceColour) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** A workspace's name and colour. */
export function WorkspaceForm({
  name: before,
  colour: colourBefore,
  verb,
  onSave,
  onCancel,
}: WorkspaceFormProps) {
  const [name, setName] = useState(before);
  const [colour, setColour] = useState(colourBefore);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    if (!(await onSave(name, colour))) setIsSaving(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void save();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          value={name}
          maxLength={80}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ColourPicker value={colour} onChange={setColour} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === ''} loading={isSaving}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
