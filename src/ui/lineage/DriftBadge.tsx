import {
  IconCircle,
  IconCircleFilled,
  IconSquareFilled,
  IconTrendingUp,
  IconTriangleFilled,
} from '@tabler/icons-react';

import type { SnapshotView } from '../../operations/core/workspace';
import { useCanvas } from './canvasContext';
import classes from './NodeCard.module.css';
import { useDriftFromParent } from './useDriftFromParent';

const shapes = {
  stable: IconCircleFilled,
  chance: IconCircle,
  grows: IconTrendingUp,
  moderate: IconSquareFilled,
  significant: IconTriangleFilled,
};

/** PSI of the column that drifted most from the parent version, with the band as shape, colour and word. */
export function DriftBadge({ snapshot }: { readonly snapshot: SnapshotView }) {
  const { workspace } = useCanvas();
  const drift = useDriftFromParent(workspace, snapshot);
  if (!drift || drift.band === 'unknown') return null;
  const Shape = shapes[drift.band];
  const what =
    drift.band === 'chance'
      ? 'no more drift than by chance'
      : drift.band === 'grows'
        ? 'a column that only grows'
        : `${drift.band} drift`;
  const words = `${what}: PSI ${drift.psi} of ${drift.column} against v${drift.parentSequence}, recipe ${drift.recipe}`;
  return (
    <span className={classes.drift} data-band={drift.band} role="img" aria-label={words} title={words}>
      <Shape size={9} aria-hidden />
      {drift.psi}
    </span>
  );
}
