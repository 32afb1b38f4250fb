import { ActionIcon, Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

import { describeFailure } from '../../operations/core/describeFailure';
import type { ActivityItem } from '../../state/activities';
import { formatBytes, formatTimeLeft, formatRate } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import classes from './ActivityCard.module.css';

interface ActivityLineProps {
  readonly item: ActivityItem;
  readonly onCancel: () => void;
}

/** One file that is not done, or failed. */
export function ActivityLine({ item, onCancel }: ActivityLineProps) {
  const { state } = item;
  if (state.kind === 'failed') {
    return (
      <li className={classes.item}>
        <MiddleCut text={item.path} />
        <span className={classes.failed}>{describeFailure(state.failure)}</span>
      </li>
    );
  }
  const share = state.kind === 'running' && item.byteLength > 0 ? state.bytesDone / item.byteLength : 0;
  return (
    <li className={classes.item}>
      <MiddleCut text={item.path} />
      <span style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
        <span className={classes.state}>{progressWords(item)}</span>
        <ActionIcon
          size={22}
          variant="subtle"
          color="gray"
          aria-label={`Cancel ${item.path}`}
          title="Cancel"
          onClick={onCancel}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </span>
      <Progress
        className={classes.bar ?? ''}
        value={share * 100}
        size={3}
        aria-label={`Progress of ${item.path}`}
      />
    </li>
  );
}

/** `86 MB/s · 12 s left`, or the size of what waits. What is read may take its time to be profiled and stored. */
export function progressWords({ state, byteLength }: ActivityItem): string {
  if (state.kind !== 'running') return byteLength === 0 ? 'Waiting' : `${formatBytes(byteLength)}, waiting`;
  if (byteLength === 0) return 'Working';
  if (state.bytesDone >= byteLength) return 'All read, finishing';
  if (state.bytesPerSecond === null || state.bytesPerSecond <= 0) return formatBytes(byteLength);
  const leftMs = (Math.max(byteLength - state.bytesDone, 0) / state.bytesPerSecond) * 1000;
  return `${formatRate(state.bytesPerSecond)} · ${formatTimeLeft(leftMs)}`;
}
