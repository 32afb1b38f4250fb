import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconCircleHalf2,
  IconDownload,
  IconFileCheck,
  IconFile,
  IconFolder,
  IconKeyboard,
  IconPlus,
  type Icon,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';

import { usePanels } from '../../state/panels';
import { useFileIntake } from '../drop/fileIntake';
import { views } from './views';

interface Command {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Further words to find it by. */
  readonly keywords: string;
  readonly icon: Icon;
  readonly run: () => void;
}

/** Every action of the palette. */
export function useCommands(): readonly Command[] {
  const navigate = useNavigate();
  const { chooseFiles, chooseFolder } = useFileIntake();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return useMemo(
    () => [
      ...views.map(({ to, label, icon, key }) => ({
        id: `go ${to}`,
        label: `Go to ${label}`,
        detail: `g ${key}`,
        keywords: 'open view',
        icon,
        run: () => void navigate({ to }),
      })),
      {
        id: 'chooseFiles',
        label: 'Choose files',
        detail: 'Snapshot files from this machine',
        keywords: 'drop add open snapshot upload',
        icon: IconFile,
        run: chooseFiles,
      },
      {
        id: 'chooseFolder',
        label: 'Choose a folder',
        detail: 'Snapshot a folder as one artifact',
        keywords: 'drop add open snapshot directory',
        icon: IconFolder,
        run: chooseFolder,
      },
      {
        id: 'recordRun',
        label: 'Record a run',
        detail: 'Say which snapshots made which',
        keywords: 'new job link lineage add',
        icon: IconPlus,
      {
        id: 'check',
        label: 'Is it all still the same?',
        detail: 'Compare this workspace with what is on disk',
        keywords: 'check verify against disk modified missing moved',
        icon: IconFileCheck,
        run: () => void navigate({ to: '/check' }),
      },
        run: () => void navigate({ to: '/runs/new' }),
      },
      {
        id: 'export',
        label: 'Export lineage',
        detail: 'As OpenLineage JSON or as a bundle',
        keywords: 'download copy backup save json bundle',
        icon: IconDownload,
        run: () => void navigate({ to: '/exchange' }),
      },
      {
        id: 'theme',
        label: isDark ? 'Use the light theme' : 'Use the dark theme',
        detail: '',
        keywords: 'toggle color scheme mode',
        icon: IconCircleHalf2,
        run: () => setColorScheme(isDark ? 'light' : 'dark'),
      },
      {
        id: 'keys',
        label: 'Show all keys',
        detail: '?',
        keywords: 'help keyboard shortcuts',
        icon: IconKeyboard,
        run: () => usePanels.getState().setKeysOpen(true),
      },
    ],
    [navigate, chooseFiles, chooseFolder, setColorScheme, isDark],
  );
}
