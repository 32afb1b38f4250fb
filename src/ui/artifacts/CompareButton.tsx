import type { ButtonProps } from '@mantine/core';

import type { SnapshotView } from '../../operations/core/workspace';
import type { CompareSearch } from '../compare/compareSearch';
import { comparisonWith } from '../compare/comparisonWith';
import { ButtonLink } from '../shared/ButtonLink';

interface CompareButtonProps extends Omit<ButtonProps, 'children'> {
  /** Several are taken together. */
  readonly references: readonly SnapshotView[];
  readonly current: SnapshotView;
  readonly tab?: NonNullable<CompareSearch['tab']>;
  readonly children: string;
}

/** Opens a version beside another, or beside a window. */
export function CompareButton({ references, current, tab, children, ...button }: CompareButtonProps) {
  return (
    <ButtonLink
      to="/compare"
      search={{ ...comparisonWith(references, current), ...(tab === undefined ? {} : { tab }) }}
      size="compact-sm"
      variant="default"
      {...button}
    >
      {children}
    </ButtonLink>
  );
}
