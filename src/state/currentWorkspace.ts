import { createContext, useContext } from 'react';

import { firstWorkspaceId, type WorkspaceEntry, type WorkspaceId } from '../operations/workspaces/workspaces';

/** The workspace that the page shows; null where the page was made for one database alone, and keeps no list. */
export const CurrentWorkspaceContext = createContext<WorkspaceEntry | null>(null);

/** The workspace that the page shows; null where it keeps no list of them. */
export function useCurrentWorkspace(): WorkspaceEntry | null {
  return useContext(CurrentWorkspaceContext);
}

/** What the workspace is called. */
export function useWorkspaceName(): string {
  return useCurrentWorkspace()?.name ?? 'My workspace';
}

let shownId: WorkspaceId = firstWorkspaceId;

/** Which workspace what begins now belongs to: a page shows one at a time. */
export function shownWorkspaceId(): WorkspaceId {
  return shownId;
}

/** Says which workspace the page shows from now on. */
export function setShownWorkspaceId(id: WorkspaceId): void {
  shownId = id;
}

const rememberedKey = 'throughline-last-workspace';

/** The workspace that was looked at last on this device, where the address names none. */
export function rememberedWorkspaceId(): string | null {
  try {
    return localStorage.getItem(rememberedKey);
  } catch {
    return null;
  }
}

/** Notes which workspace the next visit begins with. */
export function rememberWorkspaceId(id: WorkspaceId): void {
  try {
    localStorage.setItem(rememberedKey, id);
  } catch {
    // Where nothing can be kept, the next visit begins with the first workspace.
  }
}
