import { Button, Popover, ScrollArea, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';

import { useActivitiesHere } from '../../state/activities';
import { isRunning } from '../../state/activityProgress';
import { usePanels } from '../../state/panels';
import { ActivityCard } from '../drop/ActivityCard';
import { formatCount } from '../shared/format';

/** What runs and what has ended since the page was opened. */
export function ActivityTray() {
  const activities = useActivitiesHere();
  const isOpen = usePanels((panels) => panels.isTrayOpen);
  const setTrayOpen = usePanels((panels) => panels.setTrayOpen);
  const runningCount = activities.filter(isRunning).length;
  return (
    <Popover
      opened={isOpen}
      onChange={setTrayOpen}
      position="bottom-end"
      width="min(440px, calc(100vw - 16px))"
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          h={34}
          px={8}
          title="Activity"
          aria-label={
            runningCount === 0 ? 'Activity: nothing is running' : `Activity: ${runningCount} running`
          }
          onClick={() => setTrayOpen(!isOpen)}
          // The popover hears Escape only from inside itself, and the focus stays here.
          onKeyDown={(event) => event.key === 'Escape' && setTrayOpen(false)}
        >
          <IconRefresh size={18} stroke={1.7} aria-hidden />
          {runningCount > 0 && <span style={{ marginLeft: 5 }}>{formatCount(runningCount)}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Activity">
        <ScrollArea.Autosize mah="min(560px, 70dvh)" type="auto" offsetScrollbars="y">
          {activities.length === 0 ? (
            <Text c="dimmed" size="sm" p="md">
              Nothing is running. Drops, imports and their results show here until the page is closed.
            </Text>
          ) : (
            activities.map((activity) => <ActivityCard key={activity.id} activity={activity} />)
          )}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
