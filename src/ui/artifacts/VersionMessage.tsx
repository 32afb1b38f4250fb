import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';

import type { SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useEdit } from '../shared/useEdit';

/** What a person says of this version, changed in place. */
export function VersionMessage({ version }: { readonly version: SnapshotView }) {
  const services = useServices();
  const edit = useEdit();
  const [draft, setDraft] = useState<string | null>(null);
  const { snapshot, message } = version;
  if (draft === null) return <ShownMessage message={message} onEdit={() => setDraft(message ?? '')} />;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const text = draft.trim();
    setDraft(null);
    if (text === (message ?? '')) return;
    await edit(`Message of version ${snapshot.sequence} saved`, () =>
      services.annotate(snapshot.id, { kind: 'message', text }),
    );
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={`Message of version ${snapshot.sequence}`}
          placeholder="What is new in this version"
          value={draft}
          maxLength={500}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a press on Edit asked for it
          autoFocus
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setDraft(null);
          }}
          style={{ flex: 1, maxWidth: 520 }}
        />
        <Button type="submit">Save</Button>
        <Button variant="default" onClick={() => setDraft(null)}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

interface ShownMessageProps {
  readonly message: string | null;
  readonly onEdit: () => void;
}

function ShownMessage({ message, onEdit }: ShownMessageProps) {
  return (
    <Group gap={6} wrap="nowrap">
      {message === null ? (
        <Button variant="subtle" size="compact-sm" ml={-8} onClick={onEdit}>
          Add a message
        </Button>
      ) : (
        <>
          <Text style={{ overflowWrap: 'anywhere' }}>{message}</Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Edit the message"
            title="Edit the message"
            onClick={onEdit}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
    </Group>
  );
}
