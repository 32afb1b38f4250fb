import { Button, Group, Progress, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import type { Activity } from '../../state/activities';
import { activityProgress, isRunning } from '../../state/activityProgress';
import { formatBytes, formatCount, formatDuration, formatTimeLeft, formatRate } from '../shared/format';
import { Page } from '../shared/Page';
import { activitySummary } from './activitySummary';
import { NextStep } from './NextStep';
import { ResultTable } from './ResultTable';
import { UndoActivity } from './UndoActivity';

const OneAnswer = lazy(() => import('./OneAnswer').then((module) => ({ default: module.OneAnswer })));

interface DropResultPageProps {
  readonly activity: Activity;
  readonly workspace: Workspace;
}

/** A drop while it runs and what came of it: a line a file. */
export function DropResultPage({ activity, workspace }: DropResultPageProps) {
  const running = isRunning(activity);
  return (
    <Page
      title={activity.title}
      actions={
        running ? (
          <Button variant="default" onClick={() => activity.cancel()}>
            {activity.items.length > 1 ? 'Cancel all' : 'Cancel'}
          </Button>
        ) : (
          <UndoActivity activity={activity} />
        )
      }
    >
      <div role="status" style={{ minHeight: 44, paddingBottom: 12 }}>
        {running ? (
          <BatchProgress activity={activity} />
        ) : (
          <Text c="dimmed">
            {activitySummary(activity)}
            {activity.endedAtMs !== null &&
              activity.endedAtMs > activity.startedAtMs &&
              `, in ${formatDuration(activity.endedAtMs - activity.startedAtMs)}`}
          </Text>
        )}
      </div>
      {!running && (
        <Suspense fallback={null}>
          <OneAnswer activity={activity} workspace={workspace} />
        </Suspense>
      )}
      <ResultTable activity={activity} workspace={workspace} />
      {!running && <NextStep activity={activity} workspace={workspace} />}
    </Page>
  );
}

function BatchProgress({ activity }: { readonly activity: Activity }) {
  const progress = activityProgress(activity);
  return (
    <>
      <Progress value={progress.share * 100} aria-label="Progress of the whole drop" />
      <Group gap="md" mt={6}>
        <Text size="sm" c="dimmed">
          {formatCount(progress.itemsEnded)} of {formatCount(progress.itemCount)} done ·{' '}
          {formatBytes(progress.bytesDone)} of {formatBytes(progress.byteLength)}
          {progress.bytesPerSecond !== null && ` · ${formatRate(progress.bytesPerSecond)}`}
          {progress.timeLeftMs !== null && ` · ${formatTimeLeft(progress.timeLeftMs)}`}
        </Text>
      </Group>
    </>
  );
}
