import { Spotlight } from '@mantine/spotlight';
import { IconGitCommit, IconSearch, IconTarget } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactNode } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { usePanels } from '../../state/panels';
import { useWorkspace } from '../../state/useWorkspace';
import { shortDigest } from '../../versioning/digest';
import { tellApart } from '../shared/tellApart';
import { formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { paletteStore } from './openPalette';
import { searchWorkspace } from './searchWorkspace';
import { useCommands } from './useCommands';

const shownPerGroup = 7;

interface Row {
  readonly id: string;
  readonly label: string;
  /** The name that the label is short for. */
  readonly whole?: string;
  readonly detail: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

/** Finds any artifact, snapshot, job, run and action by a few letters. */
export function CommandPalette() {
  const [query, setQuery] = useState('');
  // Not deferred: Enter, pressed by a quick hand, must find the rows of what is typed and not of what was.
  const groups = useRows(query);
  useFirstSelected(groups);
  const isEmpty = groups.every(({ rows }) => rows.length === 0);
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      scrollable
      maxHeight="min(480px, 70dvh)"
      transitionProps={{ duration: 100 }}
      attributes={{ content: { 'aria-label': 'Search or run a command' } }}
    >
      <Spotlight.Search
        placeholder="A name, version, digest or action"
        aria-label="Search or run a command"
        leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
      />
      {/* Its scroll area takes what its own type does not name. */}
      <Spotlight.ActionsList {...({ viewportProps: { tabIndex: 0 } } as object)}>
        {groups.map(
          ({ title, rows }) =>
            rows.length > 0 && (
              <Spotlight.ActionsGroup key={title} label={title}>
                {rows.map((row) => (
                  <Spotlight.Action
                    key={row.id}
                    label={row.label}
                    title={row.whole}
                    description={row.detail}
                    leftSection={row.icon}
                    onClick={row.run}
                  />
                ))}
              </Spotlight.ActionsGroup>
            ),
        )}
        {isEmpty && (
          <Spotlight.Empty>
            Nothing matches “{query}”. Try part of a name, or the first four digits of a digest.
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/**
 * Enter runs the first row. The library marks a selection on elements before React has put the found rows there,
 * hence again once they are.
 */
function useFirstSelected(groups: unknown): void {
  useEffect(() => {
    const { listId } = paletteStore.getState();
    const list = listId === '' ? null : document.getElementById(listId);
    list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
    list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    paletteStore.updateState((state) => ({ ...state, selected: 0 }));
  }, [groups]);
}

interface RowGroup {
  readonly title: string;
  readonly rows: readonly Row[];
}

function actionRows(commands: ReturnType<typeof useCommands>, query: string): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .filter(({ label, keywords }) =>
      words.every((word) => `${label} ${keywords}`.toLowerCase().includes(word)),
    )
    .map(({ id, label, detail, icon: Icon, run }): Row => ({
      id,
      label,
      detail,
      icon: <Icon size={18} stroke={1.6} aria-hidden />,
      run,
    }));
}

type FoundVersion = ReturnType<typeof searchWorkspace>['snapshots'][number];

function versionDetail({ semanticVersion, aliases, digest, range }: FoundVersion): string {
  return [
    range === undefined ? null : `highest of ${range}`,
    aliases.join(', '),
    semanticVersion,
    digest === null ? null : shortDigest(digest),
  ]
    .filter(Boolean)
    .join(' · ');
}

function foundRows(
  found: ReturnType<typeof searchWorkspace>,
  navigate: ReturnType<typeof useNavigate>,
): readonly RowGroup[] {
  const names = tellApart([...found.artifacts, ...found.snapshots, ...found.jobs].map(({ name }) => name));
  const shortOf = (name: string): string => names.get(name) ?? name;
  return [
    {
      title: 'Artifacts',
      rows: found.artifacts.map(({ artifactId, kind, name, versionCount }): Row => ({
        id: `artifact:${artifactId}`,
        label: shortOf(name),
        whole: name,
        detail: formatCounted(versionCount, 'version'),
        icon: <KindIcon kind={kind} />,
        run: () => void navigate({ to: '/artifacts/$artifactId', params: { artifactId } }),
      })),
    },
    {
      title: 'Snapshots',
      rows: found.snapshots.map((version): Row => ({
        id: `snapshot:${version.artifactId}:${version.sequence}`,
        label: `${shortOf(version.name)} v${version.sequence}`,
        whole: version.name,
        detail: versionDetail(version),
        icon: <IconGitCommit size={18} stroke={1.6} aria-hidden />,
        run: () =>
          void navigate({
            to: '/artifacts/$artifactId',
            params: { artifactId: version.artifactId },
            search: { version: version.sequence },
          }),
      })),
    },
    {
      title: 'Jobs',
      rows: found.jobs.map(({ name, runCount }): Row => ({
        id: `job:${name}`,
        label: shortOf(name),
        whole: name,
        detail: formatCounted(runCount, 'run'),
        icon: <KindIcon kind="job" />,
        run: () => void navigate({ to: '/runs', search: { q: name } }),
      })),
    },
    {
      title: 'Runs',
      rows: found.runs.map(({ runId, jobName, state: runState }): Row => ({
        id: `run:${runId}`,
        label: `${jobName} ${runId.slice(0, 8)}`,
        detail: runState,
        icon: <KindIcon kind="run" />,
        run: () => void navigate({ to: '/runs/$runId', params: { runId } }),
      })),
    },
  ];
}

/** `baseline trips`: of which artifacts to choose the baseline. */
function baselineRows(workspace: Workspace, query: string): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isAsked = (word: string): boolean => word.length > 3 && 'baseline'.startsWith(word);
  if (!words.some(isAsked)) return [];
  const named = words.filter((word) => !isAsked(word));
  return [...workspace.artifacts.values()]
    .filter(
      ({ name, snapshots }) =>
        snapshots.some(({ reading }) => reading !== null) &&
        named.every((word) => name.toLowerCase().includes(word)),
    )
    .slice(0, shownPerGroup)
    .map(({ artifact, name }) => ({
      id: `baseline:${artifact.id}`,
      label: `Choose the baseline of ${name}`,
      detail: 'What its versions are compared with',
      icon: <IconTarget size={18} stroke={1.6} aria-hidden />,
      run: () => usePanels.getState().chooseBaselineOf(artifact.id),
    }));
}

function useRows(query: string): readonly RowGroup[] {
  const state = useWorkspace();
  const navigate = useNavigate();
  const commands = useCommands();
  return useMemo(() => {
    const actions = actionRows(commands, query);
    if (state.status !== 'ready') return [{ title: 'Actions', rows: actions }];
    const found = searchWorkspace(state.workspace, query, shownPerGroup);
    const baselines = baselineRows(state.workspace, query);
    return [...foundRows(found, navigate), { title: 'Actions', rows: [...baselines, ...actions] }];
  }, [query, state, commands, navigate]);
}
