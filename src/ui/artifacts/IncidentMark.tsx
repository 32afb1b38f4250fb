import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';

import type { SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useEdit } from '../shared/useEdit';

/** Whether a version belongs to an incident: no window of versions has it then. */
export function IncidentMark({ version: { snapshot, incident } }: { readonly version: SnapshotView }) {
  const services = useServices();
  const edit = useEdit();
  const [draft, setDraft] = useState<string | null>(null);
  const say = (reason: string | null): Promise<unknown> =>
    edit(
      reason === null
        ? `Version ${snapshot.sequence} counts in windows again`
        : `Version ${snapshot.sequence} is left out of windows`,
      () => services.annotate(snapshot.id, { kind: 'incident', reason }),
    );
  if (incident !== null) {
    return (
      <Group gap="xs">
        <Text size="sm">Part of an incident: {incident}. A window of versions leaves it out.</Text>
        <Button variant="subtle" size="compact-sm" onClick={() => void say(null)}>
          Count it again
        </Button>
      </Group>
    );
  }
  if (draft === null) {
    return (
      <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => setDraft('')}>
        Mark as part of an incident
      </Button>
    );
  }
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const reason = draft.trim();
    if (reason === '') return;
    setDraft(null);
    await say(reason);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs">
        <TextInput
          aria-label={`The incident of version ${snapshot.sequence}`}
          placeholder="What went wrong"
          value={draft}
          required
          maxLength={500}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a press on the button asked for it
          autoFocus
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setDraft(null);
          }}
          style={{ flex: 1, minWidth: 160, maxWidth: 520 }}
        />
        <Button type="submit">Save</Button>
        <Button variant="default" onClick={() => setDraft(null)}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
