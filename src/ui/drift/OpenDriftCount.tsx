import { IconAlertTriangle } from '@tabler/icons-react';

import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import { formatCounted } from '../shared/format';
import classes from './DriftBadge.module.css';
import { useOpenDrift } from './useOpenDrift';

interface OpenDriftCountProps {
  readonly workspace: Workspace;
  readonly artifact: ArtifactView;
}

/** How many versions drifted that nobody acknowledged; nothing where none did. */
export function OpenDriftCount({ workspace, artifact }: OpenDriftCountProps) {
  const count = useOpenDrift(workspace, artifact);
  if (count === 0) return null;
  const words = `${formatCounted(count, 'drifted version')} nobody acknowledged`;
  return (
    <span className={classes.drift} role="img" aria-label={words} title={words}>
      <IconAlertTriangle size={12} aria-hidden />
      {count}
    </span>
  );
}
