import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconArrowMerge,
  IconArrowsSplit2,
  IconBoxMultiple,
  IconCircleHalf2,
  IconFileCheck,
  IconDownload,
  IconFile,
  IconFileImport,
  IconFolder,
  IconGitCompare,
  IconKeyboard,
  IconClockHour4,
  IconLicense,
  IconLink,
  IconListSearch,
  IconPencil,
  IconPlus,
  IconRocket,
  IconTrash,
  IconWaveSine,
  type Icon,
} from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';

import type { JobId } from '../../lineage/records';
import type { Thing } from '../../operations/identities/thing';
import { liveWorkspaces } from '../../operations/workspaces/workspaces';
import { useCurrentWorkspace } from '../../state/currentWorkspace';
import { type IdentityAct, useIdentityDialog } from '../../state/identityDialog';
import { usePanels } from '../../state/panels';
import { useWorkspaceList, useWorkspaces } from '../../state/workspaces';
import type { ArtifactId } from '../../versioning/records';
import { useFileIntake } from '../drop/fileIntake';
import { goToWorkspace } from '../workspaces/workspaceAddress';
import { copyLink } from './copyLink';
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

/** The gates that follow the graph. */
function gateCommands(navigate: Navigate): readonly Command[] {
  return [
    {
      id: 'freshness',
      label: 'Freshness',
      detail: 'What is late, and what waits for it',
      keywords: 'stale late objective deadline slo error budget burn',
      icon: IconClockHour4,
      run: () => void navigate({ to: '/freshness' }),
    },
    {
      id: 'licences',
      label: 'Licences',
      detail: 'Under which licences things are, and what stands against that',
      keywords: 'license spdx policy commercial attribution conflict',
      icon: IconLicense,
      run: () => void navigate({ to: '/licences' }),
    },
  ];
}

/** What is looked at on a page of its own. */
function reviewCommands(navigate: Navigate): readonly Command[] {
  return [
    {
      id: 'check',
      label: 'Check everything against disk',
      detail: 'Compare this workspace with what is on disk',
      keywords: 'check verify against disk modified missing moved',
      icon: IconFileCheck,
      run: () => void navigate({ to: '/check' }),
    },
    {
      id: 'drift',
      label: 'What drifted',
      detail: 'Every drifted column, and where it began',
      keywords: 'psi baseline acknowledge origin page',
      icon: IconWaveSine,
      run: () => void navigate({ to: '/drift' }),
    },
    {
      id: 'findings',
      label: 'Findings',
      detail: 'What nobody declared, and what speaks against a figure',
      keywords: 'undeclared copies producers owner skew tail leakage review',
      icon: IconListSearch,
      run: () => void navigate({ to: '/findings' }),
    },
    ...gateCommands(navigate),
    {
      id: 'sources',
      label: 'Sources of lineage',
      detail: 'What was imported, its warnings, and what vanished from it',
      keywords: 'imports dvc dbt mlflow git openlineage take back undo up to date',
      icon: IconFileImport,
      run: () => void navigate({ to: '/sources' }),
    },
    {
      id: 'revisions',
      label: 'Compare revisions of a repository',
      detail: 'Two commits, or two manifests of dbt, side by side',
      keywords: 'git branch tag dvc dbt state modified parameters metrics data versions diff',
      icon: IconGitCompare,
      run: () => void navigate({ to: '/revisions' }),
    },
  ];
}

/** What is done on a page of its own. */
function pageCommands(navigate: Navigate): readonly Command[] {
  return [
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

/** Of the artifact that the page is of, or of one that the dialog asks for. */
function useIdentityCommands(): readonly Command[] {
  const { pathname, search } = useLocation();
  const { ask } = useIdentityDialog();
  const thing = shownThing(pathname, search);
  const key = thing && `${thing.is} ${thing.id}`;
  return useMemo(() => {
    const command = (act: IdentityAct, label: string, keywords: string, icon: Icon): Command => ({
      id: `identity ${act}`,
      label,
      detail: thing ? `The ${thing.is} that is shown` : '',
      keywords,
      icon,
      run: () => ask(act, thing),
    });
    return [
      command('rename', 'Rename an artifact or job', 'name call', IconPencil),
      command('merge', 'Merge artifacts or jobs', 'join same one duplicate identity', IconArrowMerge),
      command('split', 'Split an artifact or job', 'part separate undo merge identity', IconArrowsSplit2),
      command('delete', 'Delete an artifact or job', 'remove withdraw', IconTrash),
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- the key says which thing it is
  }, [key, ask]);
}

/** The artifact or job that an address shows: the page's, or what is selected in the graph. */
function shownThing(pathname: string, search: unknown): Thing | null {
  const [, ofPage] = /\/artifacts\/([^/]+)$/.exec(pathname) ?? [];
  if (ofPage !== undefined) return { is: 'artifact', id: decodeURIComponent(ofPage) as ArtifactId };
  const { select } = search as { readonly select?: string };
  if (!pathname.endsWith('/lineage') || select === undefined) return null;
  const id = select.slice(select.indexOf(':') + 1);
  if (select.startsWith('artifact:')) return { is: 'artifact', id: id as ArtifactId };
  return select.startsWith('job:') ? { is: 'job', id: id as JobId } : null;
}

/** Every action of the palette. */
export function useCommands(): readonly Command[] {
  const navigate = useNavigate();
  const { chooseFiles, chooseFolder } = useFileIntake();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const workspaceCommands = useWorkspaceCommands();
  const identityCommands = useIdentityCommands();
  return useMemo(
    () => [
      ...viewCommands(navigate),
      ...fileCommands(chooseFiles, chooseFolder),
      ...reviewCommands(navigate),
      ...pageCommands(navigate),
      ...identityCommands,
      ...workspaceCommands,
      {
        id: 'copyLink',
        label: 'Copy link',
        detail: 'y',
        keywords: 'share url address this view page',
        icon: IconLink,
        run: copyLink,
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
    [navigate, chooseFiles, chooseFolder, setColorScheme, isDark, workspaceCommands, identityCommands],
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
