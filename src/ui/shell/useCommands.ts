import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconBoxMultiple,
  IconCircleHalf2,
  IconFileCheck,
  IconDownload,
  IconFile,
  IconFolder,
  IconKeyboard,
  IconPlus,
  IconRocket,
  type Icon,
} from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';

import { liveWorkspaces } from '../../operations/workspaces/workspaces';
import { useCurrentWorkspace } from '../../state/currentWorkspace';
import { usePanels } from '../../state/panels';
import { useWorkspaceList, useWorkspaces } from '../../state/workspaces';
import { useFileIntake } from '../drop/fileIntake';
import { goToWorkspace } from '../workspaces/workspaceAddress';
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

type Navigate = ReturnType<typeof useNavigate>;

function viewCommands(navigate: Navigate): readonly Command[] {
  return views.map(({ to, label, icon, key }) => ({
    id: `go ${to}`,
    label: `Go to ${label}`,
    detail: `g ${key}`,
    keywords: 'open view',
    icon,
    run: () => void navigate({ to }),
  }));
}

function fileCommands(chooseFiles: () => void, chooseFolder: () => void): readonly Command[] {
  return [
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
  ];
}

/** What is done on a page of its own. */
function pageCommands(navigate: Navigate): readonly Command[] {
  return [
    {
      id: 'check',
      label: 'Is it all still the same?',
      detail: 'Compare this workspace with what is on disk',
      keywords: 'check verify against disk modified missing moved',
      icon: IconFileCheck,
      run: () => void navigate({ to: '/check' }),
    },
    {
      id: 'recordRun',
      label: 'Record a run',
      detail: 'Say which snapshots made which',
      keywords: 'new job link lineage add',
      icon: IconPlus,
      run: () => void navigate({ to: '/runs/new' }),
    },
    {
      id: 'promote',
      label: 'Promote or roll back a version',
      detail: 'Move an alias such as production',
      keywords: 'release alias production champion rollback guardrail deploy ship',
      icon: IconRocket,
      run: () => void navigate({ to: '/releases' }),
    },
    {
      id: 'export',
      label: 'Export lineage',
      detail: 'As OpenLineage JSON or as a bundle',
      keywords: 'download copy backup save json bundle',
      icon: IconDownload,
      run: () => void navigate({ to: '/exchange' }),
    },
  ];
}

/** Every action of the palette. */
export function useCommands(): readonly Command[] {
  const navigate = useNavigate();
  const { chooseFiles, chooseFolder } = useFileIntake();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const workspaceCommands = useWorkspaceCommands();
  return useMemo(
    () => [
      ...viewCommands(navigate),
      ...fileCommands(chooseFiles, chooseFolder),
      ...pageCommands(navigate),
      ...workspaceCommands,
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
    [navigate, chooseFiles, chooseFolder, setColorScheme, isDark, workspaceCommands],
  );
}

/** Another workspace by its name, and the page of all. */
function useWorkspaceCommands(): readonly Command[] {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const list = useWorkspaceList(useWorkspaces());
  const current = useCurrentWorkspace();
  return useMemo(() => {
    if (list.status !== 'ready') return [];
    const others = liveWorkspaces(list.entries).filter(({ id }) => id !== current?.id);
    return [
      ...others.map(({ id, name }): Command => ({
        id: `workspace ${id}`,
        label: `Open workspace ${name}`,
        detail: 'The same view of it',
        keywords: 'switch change',
        icon: IconBoxMultiple,
        run: () => goToWorkspace(id, pathname),
      })),
      {
        id: 'newWorkspace',
        label: 'New workspace',
        detail: 'Empty, with a name and a colour',
        keywords: 'create add',
        icon: IconPlus,
        run: () => void navigate({ to: '/workspaces', search: { make: 'new' } }),
      },
      {
        id: 'workspaces',
        label: 'Go to Workspaces',
        detail: 'Rename, duplicate, export, delete',
        keywords: 'open view manage rename recolour duplicate delete',
        icon: IconBoxMultiple,
        run: () => void navigate({ to: '/workspaces' }),
      },
    ];
  }, [navigate, pathname, list, current]);
}
