import {
  IconCheck,
  IconCircle,
  IconCircleFilled,
  IconSquareFilled,
  IconTrendingUp,
  IconTriangleFilled,
} from '@tabler/icons-react';

import type { ShownBand } from '../../drift/hasDrifted';
import { isOpen, judgedColumns } from '../../operations/comparing/openDrift';
import type { Acknowledgement, SnapshotView, Workspace } from '../../operations/core/workspace';
import { useActorNames } from '../audit/useActorNames';
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

/** PSI of the column that drifted most from the baseline, with the band as shape, colour and word; quiet once that is acknowledged. */
export function DriftBadge({ workspace, snapshot, className = '' }: DriftBadgeProps) {
  const { drift, baseline } = useVersionDrift(workspace, snapshot);
  const most = drift?.most;
  if (!most || most.band === 'unknown') return null;
  const what =
    most.band === 'chance'
      ? 'no more drift than by chance'
      : most.band === 'grows'
        ? 'a column that only grows'
        : `${most.band} drift`;
  const words = `${what}: PSI ${most.figure} of ${most.name} ${baseline.words}, recipe ${drift.recipe}`;
  const judged = judgedColumns(snapshot, baseline, drift);
  const acknowledged = isOpen(judged) ? null : (judged[0]?.acknowledged ?? null);
  const shown = { band: most.band, figure: most.figure, words, className };
  return acknowledged ? <Acknowledged {...shown} acknowledged={acknowledged} /> : <Figure {...shown} />;
}

interface FigureProps {
  readonly band: Exclude<ShownBand, 'unknown'>;
  readonly figure: string;
  readonly words: string;
  readonly className: string;
  readonly isAcknowledged?: true;
}

function Figure({ band, figure, words, className, isAcknowledged }: FigureProps) {
  const Shape = shapes[band];
  return (
    <span
      className={`${classes.drift} ${className}`}
      data-band={band}
      data-acknowledged={isAcknowledged}
      role="img"
      aria-label={words}
      title={words}
    >
      <Shape size={9} aria-hidden />
      {figure}
      {isAcknowledged && <IconCheck size={11} aria-hidden />}
    </span>
  );
}

function Acknowledged({
  acknowledged: { actor, reason },
  words,
  ...figure
}: FigureProps & { readonly acknowledged: Acknowledgement }) {
  const nameOf = useActorNames();
  return (
    <Figure {...figure} words={`${words}, acknowledged by ${nameOf(actor)}: ${reason}`} isAcknowledged />
  );
}
