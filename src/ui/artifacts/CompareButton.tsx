import { Button, type ButtonProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import type { SnapshotView } from '../../operations/workspace';
import type { CompareSearch } from '../compare/compareSearch';

interface CompareButtonProps extends Omit<ButtonProps, 'children'> {
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  readonly tab?: NonNullable<CompareSearch['tab']>;
  readonly children: string;
}

/** Opens two versions side by side. */
export function CompareButton({ reference, current, tab, children, ...button }: CompareButtonProps) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      {...button}
      renderRoot={(props) => (
        <Link
          to="/compare"
          search={{
            reference: reference.snapshot.id,
            current: current.snapshot.id,
            ...(tab === undefined ? {} : { tab }),
          }}
          {...props}
        />
      )}
    >
      {children}
    </Button>
  );
}
