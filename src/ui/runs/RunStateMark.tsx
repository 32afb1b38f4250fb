import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconPlayerStop,
  IconProgress,
  type Icon,
} from '@tabler/icons-react';

import type { RunState } from '../../lineage/records';
import { runStateNames } from './runWords';

const marks: Readonly<Record<RunState, { readonly icon: Icon; readonly colour: string }>> = {
  scheduled: { icon: IconClock, colour: 'var(--tl-quiet)' },
  running: { icon: IconProgress, colour: 'var(--tl-reference-text)' },
  completed: { icon: IconCircleCheck, colour: 'var(--tl-good-text)' },
  failed: { icon: IconCircleX, colour: 'var(--tl-bad-text)' },
  aborted: { icon: IconPlayerStop, colour: 'var(--tl-moderate-text)' },
  unknown: { icon: IconCircleDashed, colour: 'var(--tl-quiet)' },
};

/** A run's state: shape, colour and word. */
export function RunStateMark({ state }: { readonly state: RunState }) {
  const { icon: Shape, colour } = marks[state];
  return (
    <span
      title={state === 'unknown' ? 'No event or person said how it stands' : undefined}
      style={{ display: 'inline-flex', alignItems: 'center', verticalAlign: 'bottom', gap: 6, color: colour }}
    >
      <Shape size={16} stroke={1.8} aria-hidden style={{ flex: 'none' }} />
      {runStateNames[state]}
    </span>
  );
}
