import { Slider, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';

import { momentsOf } from '../../operations/core/workspaceAsOf';
import type { Workspace } from '../../operations/core/workspace';
import type { Timestamp } from '../../versioning/timestamp';
import { formatCount } from '../shared/format';
import { formatDay, formatTime } from '../shared/formatTime';
import classes from './TimeScrubber.module.css';

interface TimeScrubberProps {
  /** With everything up to now. */
  readonly workspace: Workspace;
  /** Null for now. */
  readonly asOf: Timestamp | null;
  readonly onChange: (asOf: Timestamp | null) => void;
}

/** Goes back in time, one version or run after another: the graph, its cards and the inspector show what was there. */
export function TimeScrubber({ workspace, asOf, onChange }: TimeScrubberProps) {
  const moments = useMemo(() => momentsOf(workspace), [workspace]);
  const last = moments.length - 1;
  if (last < 1) return null;
  // A link may name a time between two moments.
  const reached =
    asOf === null
      ? last
      : Math.max(
          0,
          moments.findLastIndex((moment) => moment <= asOf),
        );
  const words = (index: number) => (index === last ? 'now' : formatTime(moments[index] ?? moments[0]!));
  return (
    <div className={classes.scrubber} role="group" aria-label="Time">
      <span className={classes.end}>{formatDay(moments[0]!)}</span>
      <Slider
        className={classes.slider}
        size={4}
        thumbSize={16}
        color="var(--tl-selection)"
        min={0}
        max={last}
        value={reached}
        label={words}
        thumbLabel="Show the graph as of"
        thumbValueText={words}
        onChange={(index) => onChange(index >= last ? null : (moments[index] ?? null))}
      />
      <span className={classes.end}>
        {asOf === null ? (
          `now, ${formatCount(moments.length)} moments`
        ) : (
          <>
            as of {formatDay(asOf)} ·{' '}
            <UnstyledButton className={classes.now} onClick={() => onChange(null)}>
              now
            </UnstyledButton>
          </>
        )}
      </span>
    </div>
  );
}
