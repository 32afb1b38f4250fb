import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import type { SnapshotView } from '../../operations/core/workspace';
import classes from './VersionTimeline.module.css';

interface CompareIconProps {
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  /** The one of the two that the line is not about. */
  readonly against: SnapshotView;
}

/** Opens a line's version beside another. */
export function CompareIcon({ reference, current, against }: CompareIconProps) {
  const label = `Compare with version ${against.snapshot.sequence}`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes.compare ?? ''}
        variant="subtle"
        color="gray"
        size={24}
        aria-label={label}
        renderRoot={(props) => (
          <Link
            to="/compare"
            search={{ reference: reference.snapshot.id, current: current.snapshot.id }}
            {...props}
          />
        )}
      >
        <IconArrowsDiff size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
