import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';

import type { Activity } from '../../state/activities';
import { useServices } from '../../state/services';
import { formatCounted } from '../shared/format';
import { showFailure } from '../shared/useEdit';

/** Undoes all that an activity wrote, last first; not there where it wrote nothing. */
export function UndoActivity({ activity }: { readonly activity: Activity }) {
  const services = useServices();
  const [isDone, setIsDone] = useState(false);
  const written = writtenBy(activity);
  if (written.length === 0) return null;
  const undo = async (): Promise<void> => {
    setIsDone(true);
    for (const auditSequence of written) {
      const result = await services.undo(auditSequence);
      if (!result.ok) {
        setIsDone(false);
        showFailure(result.error);
        return;
      }
    }
    notifications.show({ message: `${formatCounted(written.length, 'change')} undone` });
  };
  return (
    <Button size="compact-sm" variant="default" disabled={isDone} onClick={() => void undo()}>
      {isDone ? 'Undone' : 'Undo'}
    </Button>
  );
}

function writtenBy(activity: Activity): number[] {
  const sequences = activity.items.map(({ state }) =>
    state.kind === 'snapshotted' || state.kind === 'imported' || state.kind === 'readAgain'
      ? state.auditSequence
      : null,
  );
  return [...new Set(sequences.filter((sequence) => sequence !== null))].sort((a, b) => b - a);
}
