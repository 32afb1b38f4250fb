import type { RouterHistory } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';

import { liveWorkspaces, type WorkspaceEntry } from '../../operations/workspaces/workspaces';
import {
  CurrentWorkspaceContext,
  rememberWorkspaceId,
  setShownWorkspaceId,
} from '../../state/currentWorkspace';
import { ServicesContext } from '../../state/services';
import { useWorkspaceList, type Workspaces } from '../../state/workspaces';
import { FailureNotice } from '../shared/FailureNotice';
import { AbsentWorkspace } from './AbsentWorkspace';
import { basePathOf, workspaceIdOf } from './workspaceAddress';

interface WorkspaceGateProps {
  readonly workspaces: Workspaces;
  readonly history: RouterHistory;
  /** The views of one workspace, whose addresses begin with its path. */
  readonly children: (entry: WorkspaceEntry, basePath: string) => ReactNode;
}

/** Shows the workspace that the address names, and remembers it. */
export function WorkspaceGate({ workspaces, history, children }: WorkspaceGateProps) {
  const list = useWorkspaceList(workspaces);
  const pathname = useSyncExternalStore(history.subscribe, () => history.location.pathname);
  const live = list.status === 'ready' ? liveWorkspaces(list.entries) : null;
  const id = workspaceIdOf(pathname);
  const entry = live?.find((candidate) => candidate.id === id);
  useEffect(() => {
    if (!entry) return;
    setShownWorkspaceId(entry.id);
    rememberWorkspaceId(entry.id);
  }, [entry]);
  if (list.status === 'failed') {
    return <FailureNotice title="The workspaces of this browser could not be read" failure={list.failure} />;
  }
  if (list.status === 'loading') return null;
  if (!entry) {
    const known = list.entries.find((candidate) => candidate.id === id && candidate.isComplete);
    return <AbsentWorkspace workspaces={workspaces} entries={list.entries} deleted={known ?? null} />;
  }
  return (
    <ServicesContext value={workspaces.servicesOf(entry)}>
      <CurrentWorkspaceContext value={entry}>{children(entry, basePathOf(entry.id))}</CurrentWorkspaceContext>
    </ServicesContext>
  );
}
