import {
  IconCircle,
  IconCircleFilled,
  IconSquareFilled,
  IconTrendingUp,
  IconTriangleFilled,
} from '@tabler/icons-react';

import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import classes from './DriftBadge.module.css';
import { useVersionDrift } from './useVersionDrift';

const shapes = {
  stable: IconCircleFilled,
  chance: IconCircle,
  grows: IconTrendingUp,
  moderate: IconSquareFilled,
  significant: IconTriangleFilled,
};

interface DriftBadgeProps {
  readonly workspace: Workspace;
  readonly snapshot: SnapshotView;
  /** Where it stands on a card. */
  readonly className?: string | undefined;
}

/** PSI of the column that drifted most from the baseline, with the band as shape, colour and word. */
export function DriftBadge({ workspace, snapshot, className = '' }: DriftBadgeProps) {
  const { drift, baseline } = useVersionDrift(workspace, snapshot);
  const most = drift?.most;
  if (!most || most.band === 'unknown') return null;
  const Shape = shapes[most.band];
  const what =
    most.band === 'chance'
      ? 'no more drift than by chance'
      : most.band === 'grows'
        ? 'a column that only grows'
        : `${most.band} drift`;
  const words = `${what}: PSI ${most.figure} of ${most.name} ${baseline.words}, recipe ${drift.recipe}`;
  return (
    <span
      className={`${classes.drift} ${className}`}
      data-band={most.band}
      role="img"
      aria-label={words}
      title={words}
    >
      <Shape size={9} aria-hidden />
      {most.figure}
    </span>
  );
}
