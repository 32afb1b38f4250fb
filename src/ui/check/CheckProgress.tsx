import { Button, Group, Progress, Text } from '@mantine/core';

import type { Check } from '../../state/checks';
import { formatCount, formatTimeLeft, formatRate } from '../shared/format';
import classes from './Check.module.css';

interface CheckProgressProps {
  readonly state: Extract<Check['state'], { kind: 'running' }>;
  readonly onCancel: () => void;
}

export function CheckProgress({ state, onCancel }: CheckProgressProps) {
  const { filesDone, fileCount, bytesDone, byteCount, bytesPerSecond } = state;
  const leftMs = bytesPerSecond === null ? null : ((byteCount - bytesDone) / bytesPerSecond) * 1000;
  return (
    <Group className={classes.progress ?? ''} gap="sm" wrap="nowrap" role="status">
      <Progress
        style={{ flex: 1 }}
        value={byteCount === 0 ? 0 : (bytesDone / byteCount) * 100}
        size="sm"
        aria-label="Progress of the comparison"
      />
      <Text size="sm" c="dimmed">
        {fileCount === null ? 'Finding the files' : `${formatCount(filesDone)} of ${formatCount(fileCount)}`}
        {bytesPerSecond !== null && ` · ${formatRate(bytesPerSecond)}`}
        {leftMs !== null && Number.isFinite(leftMs) && ` · ${formatTimeLeft(leftMs)}`}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}
