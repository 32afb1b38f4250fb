import { Button } from '@mantine/core';

import { EmptyState } from './EmptyState';
import { formatCounted } from './format';

interface NoMatchProps {
  /** One of what the list is of, such as `run`. */
  readonly noun: string;
  readonly hiddenCount: number;
  readonly onClear: () => void;
}

/** Stands for a list that a filter hides whole: how much it hides, and how to see it again. */
export function NoMatch({ noun, hiddenCount, onClear }: NoMatchProps) {
  return (
    <EmptyState
      title={`No ${noun} matches the filter`}
      hint={`${formatCounted(hiddenCount, 'is', 'are')} hidden by it.`}
      actions={
        <Button variant="default" onClick={onClear}>
          Clear the filter
        </Button>
      }
    />
  );
}
