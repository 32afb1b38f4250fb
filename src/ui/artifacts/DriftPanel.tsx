import { Group, Text } from '@mantine/core';

import { baselineOf } from '../../operations/comparing/baselineOf';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { AcknowledgeDrift } from '../drift/AcknowledgeDrift';
import { CompareButton } from './CompareButton';
import { DriftFromBaseline } from './DriftFromBaseline';

interface DriftPanelProps {
  readonly workspace: Workspace;
  readonly current: SnapshotView;
  readonly first: SnapshotView;
}

/** Drift against the baseline; the course over all versions is one click away. */
export function DriftPanel({ workspace, current, first }: DriftPanelProps) {
  const baseline = baselineOf(workspace, current);
  const reference = baseline.versions.at(-1);
  return (
    <>
      <Group mb="sm" gap="xs">
        <Text size="sm" c="dimmed" mr="auto">
          Version {current.snapshot.sequence}
          {reference && ` ${baseline.words}`}
        </Text>
        {reference && (
          <CompareButton references={baseline.versions} current={current}>
            Compare in full
          </CompareButton>
        )}
        <CompareButton references={[reference ?? first]} current={current} tab="time">
          Drift over time
        </CompareButton>
      </Group>
      <AcknowledgeDrift workspace={workspace} version={current} />
      <DriftFromBaseline baseline={baseline} current={current} limit={20} />
    </>
  );
}
