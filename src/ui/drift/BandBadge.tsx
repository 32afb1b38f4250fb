import {
  IconCircle,
  IconCircleFilled,
  IconQuestionMark,
  IconSquareFilled,
  IconTriangleFilled,
} from '@tabler/icons-react';

import type { Band } from '../../drift/report';
import classes from './BandBadge.module.css';

const shapes = {
  stable: IconCircleFilled,
  moderate: IconSquareFilled,
  significant: IconTriangleFilled,
  chance: IconCircle,
  unknown: IconQuestionMark,
} as const;

const words: Readonly<Record<Band | 'chance', string>> = {
  stable: 'Stable',
  moderate: 'Moderate',
  significant: 'Significant',
  chance: 'Within chance',
  unknown: 'Unknown',
};

/** A band as shape, word and colour; the shape alone where the word stands elsewhere. */
export function BandBadge({
  band,
  isShapeOnly = false,
}: {
  /** `chance` where it would be above stable, and chance alone gives as much. */
  readonly band: Band | 'chance';
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
