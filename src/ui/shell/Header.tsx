import {
  ActionIcon,
  Kbd,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconCircleHalf2, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';

import { useFollowedEvents } from '../../state/followedEvents';
import { DropMenu } from '../drop/DropMenu';
import { WorkspaceSwitcher } from '../workspaces/WorkspaceSwitcher';
import { ActivityTray } from './ActivityTray';
import classes from './Header.module.css';
import { commandKey } from './keyList';
import { openPalette } from './openPalette';

const LiveEvents = lazy(async () => ({ default: (await import('../sources/LiveEvents')).LiveEvents }));

export function Header() {
  const followed = useFollowedEvents(({ state }) => state.kind);
  return (
    <header className={classes.header}>
      <WorkspaceSwitcher className={classes.workspace ?? ''} />
      <UnstyledButton className={classes.search} onClick={openPalette} aria-label="Search or run a command">
        <IconSearch size={16} stroke={1.8} aria-hidden />
        <span className={classes.searchWords}>Search or run a command</span>
        <Kbd size="xs" className={classes.searchKey ?? ''}>
          {commandKey} K
        </Kbd>
      </UnstyledButton>
      <div className={classes.actions}>
        {followed !== 'none' && (
          <Suspense>
            <LiveEvents kind={followed} />
          </Suspense>
        )}
        <ActivityTray />
        <DropMenu wordsClassName={classes.dropWords ?? ''} />
        <ThemeToggle />
      </div>
    </header>
  );
}

function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        aria-label={label}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        <IconCircleHalf2 size={19} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
