import { Button, Group, Progress, Text } from '@mantine/core';

import type { Activity } from '../../state/activities';
import { activityProgress, hasEnded, isRunning } from '../../state/activityProgress';
import { usePanels } from '../../state/panels';
import { ButtonLink } from '../shared/ButtonLink';
import { formatCount, formatTimeLeft, formatRate } from '../shared/format';
import classes from './ActivityCard.module.css';
import { ActivityLine } from './ActivityLine';
import { activitySummary } from './activitySummary';
import { UndoActivity } from './UndoActivity';

/** Lines beyond this are counted; the result page has them all. */
const shownLines = 6;

/** One activity in the tray: its progress while it runs, its result after. */
export function ActivityCard({ activity }: { readonly activity: Activity }) {
  const running = isRunning(activity);
  const unended = activity.items.filter((item) => !hasEnded(item));
  const failed = activity.items.filter((item) => item.state.kind === 'failed');
  const lines = (running ? unended : failed).slice(0, shownLines);
  return (
    <section className={classes.card} aria-label={activity.title}>
      <div className={classes.top}>
        <div className={classes.title}>{activity.title}</div>
        {running ? (
          <Button size="compact-sm" variant="default" onClick={() => activity.cancel()}>
            {activity.items.length > 1 ? 'Cancel all' : 'Cancel'}
          </Button>
        ) : (
          <ResultButtons activity={activity} />
        )}
      </div>
      {running ? (
        <RunningProgress activity={activity} />
      ) : (
        <Text size="sm" c="dimmed">
          {activitySummary(activity)}
        </Text>
      )}
      {lines.length > 0 && (
        <ul className={classes.items}>
          {lines.map((item) => (
            <ActivityLine key={item.id} item={item} onCancel={() => activity.cancelItem(item.id)} />
          ))}
        </ul>
      )}
      {running && unended.length > shownLines && (
        <Text size="xs" c="dimmed" mt={6}>
          and {formatCount(unended.length - shownLines)} more waiting
        </Text>
      )}
    </section>
  );
}

function ResultButtons({ activity }: { readonly activity: Activity }) {
  const setTrayOpen = usePanels((panels) => panels.setTrayOpen);
  return (
    <Group gap={4}>
      <UndoActivity activity={activity} />
      <ButtonLink
        to="/"
        search={{ drop: activity.id }}
        size="compact-sm"
        variant="subtle"
        onClick={() => setTrayOpen(false)}
      >
        Show result
      </ButtonLink>
    </Group>
  );
}

function RunningProgress({ activity }: { readonly activity: Activity }) {
  const { share, itemsEnded, itemCount, bytesPerSecond, timeLeftMs } = activityProgress(activity);
  return (
    <>
      <Progress value={share * 100} size="sm" my={6} aria-label={`Progress of ${activity.title}`} />
      <Text size="xs" c="dimmed">
        {formatCount(itemsEnded)} of {formatCount(itemCount)} done
        {bytesPerSecond !== null && ` · ${formatRate(bytesPerSecond)}`}
        {timeLeftMs !== null && ` · ${formatTimeLeft(timeLeftMs)}`}
      </Text>
    </>
  );
}
