import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import type { SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { ReasonForm } from '../shared/ReasonForm';
import { useEdit } from '../shared/useEdit';

/** Whether a version belongs to an incident: no window of versions has it then. */
export function IncidentMark({ version: { snapshot, incident } }: { readonly version: SnapshotView }) {
  const services = useServices();
  const edit = useEdit();
  const [isAsked, setIsAsked] = useState(false);
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
  if (!isAsked) {
    return (
      <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => setIsAsked(true)}>
        Mark as part of an incident
      </Button>
    );
  }
  return (
    <ReasonForm
      label={`The incident of version ${snapshot.sequence}`}
      placeholder="What went wrong"
      action="Save"
      onSave={async (reason) => {
        if (await say(reason)) setIsAsked(false);
      }}
      onCancel={() => setIsAsked(false)}
    />
  );
}
