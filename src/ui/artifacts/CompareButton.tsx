import type { ButtonProps } from '@mantine/core';

import type { SnapshotView } from '../../operations/core/workspace';
import type { CompareSearch } from '../compare/compareSearch';
import { ButtonLink } from '../shared/ButtonLink';

interface CompareButtonProps extends Omit<ButtonProps, 'children'> {
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  readonly tab?: NonNullable<CompareSearch['tab']>;
  readonly children: string;
}

/** Opens two versions side by side. */
export function CompareButton({ reference, current, tab, children, ...button }: CompareButtonProps) {
  return (
    <ButtonLink
      to="/compare"
      search={{
        reference: reference.snapshot.id,
        current: current.snapshot.id,
        ...(tab === undefined ? {} : { tab }),
      }}
      size="compact-sm"
      variant="default"
      {...button}
    >
      {children}
    </ButtonLink>
  );
}
