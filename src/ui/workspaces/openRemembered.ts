import { firstWorkspaceId, liveWorkspaces } from '../../operations/workspaces/workspaces';
import { rememberedWorkspaceId } from '../../state/currentWorkspace';
import type { WorkspaceList, Workspaces } from '../../state/workspaces';
import { linkToWorkspace } from './workspaceAddress';

/** Gives the page's own address, which names no view, the workspace that was looked at last. `#/` is the first one's. */
export async function openRemembered(workspaces: Workspaces): Promise<void> {
  if (window.location.hash.length > 1) return;
  const list = await firstList(workspaces);
  if (list.status !== 'ready') return;
  const live = liveWorkspaces(list.entries);
  const remembered = rememberedWorkspaceId();
  const wanted =
    live.find(({ id }) => id === remembered) ?? live.find(({ id }) => id === firstWorkspaceId) ?? live[0];
  if (wanted) window.history.replaceState(null, '', linkToWorkspace(wanted.id));
}

function firstList(workspaces: Workspaces): Promise<WorkspaceList> {
  return new Promise((resolve) => {
    const stop = workspaces.subscribe(() => {
      stop();
      resolve(workspaces.list());
    });
  });
}
