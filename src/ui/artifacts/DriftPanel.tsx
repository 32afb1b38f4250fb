import { Group, Text } from '@mantine/core';

import type { SnapshotView } from '../../operations/core/workspace';
import { CompareButton } from './CompareButton';
import { DriftFromParent } from './DriftFromParent';

interface DriftPanelProps {
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  readonly first: SnapshotView;
}

/** Drift since the version before; the course over all versions is one click away. */
export function DriftPanel({ reference, current, first }: DriftPanelProps) {
  return (
    <>
      <Group mb="sm" gap="xs">
        <Text size="sm" c="dimmed" mr="auto">
          Version {current.snapshot.sequence} against version {reference.snapshot.sequence}
        </Text>
        <CompareButton reference={reference} current={current}>
          Compare in full
        </CompareButton>
        <CompareButton reference={first} current={current} tab="time">
          Drift over time
        </CompareButton>
      </Group>
      <DriftFromParent reference={reference} current={current} limit={20} />
    </>
  );
}
