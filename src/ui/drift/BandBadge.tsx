import {
  IconCircle,
  IconCircleFilled,
  IconQuestionMark,
  IconSquareFilled,
  IconTrendingUp,
  IconTriangleFilled,
} from '@tabler/icons-react';

import type { ShownBand } from '../../drift/hasDrifted';
import classes from './BandBadge.module.css';

const shapes = {
  stable: IconCircleFilled,
  moderate: IconSquareFilled,
  significant: IconTriangleFilled,
  chance: IconCircle,
  grows: IconTrendingUp,
  unknown: IconQuestionMark,
} as const;

const words: Readonly<Record<ShownBand, string>> = {
  stable: 'Stable',
  moderate: 'Moderate',
  significant: 'Significant',
  chance: 'Within chance',
  grows: 'Only grows',
  unknown: 'Unknown',
};

/** A band as shape, word and colour; the shape alone where the word stands elsewhere. */
export function BandBadge({
  band,
  isShapeOnly = false,
}: {
  readonly band: ShownBand;
  readonly isShapeOnly?: boolean;
}) {
  const Shape = shapes[band];
  return (
    <span className={classes.root} data-band={band} title={isShapeOnly ? words[band] : undefined}>
      <Shape size={10} aria-hidden />
      <span className={isShapeOnly ? classes.hidden : undefined}>{words[band]}</span>
    </span>
  );
}
