import {
  IconBan,
  IconCheck,
  IconClock,
  type Icon,
  IconPlayerPlay,
  IconQuestionMark,
  IconX,
} from '@tabler/icons-react';

import type { RunState } from '../../lineage/records';
import classes from './NodeCard.module.css';

const icons: Readonly<Record<RunState, Icon>> = {
  scheduled: IconClock,
  running: IconPlayerPlay,
  completed: IconCheck,
  failed: IconX,
  aborted: IconBan,
  unknown: IconQuestionMark,
};

interface RunStateIconProps {
  readonly state: RunState;
  /** It is a job's last run that is meant. */
  readonly isLast?: boolean;
}

export function RunStateIcon({ state, isLast = false }: RunStateIconProps) {
  const Shape = icons[state];
  const words = isLast ? `last run ${state}` : state;
  return (
    <span className={classes.state} data-state={state} role="img" aria-label={words} title={words}>
      <Shape size={15} stroke={2.2} aria-hidden />
    </span>
  );
}
