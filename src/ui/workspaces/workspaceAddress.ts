import { firstWorkspaceId, parseWorkspaceId, type WorkspaceId } from '../../operations/workspaces/workspaces';

/** What the addresses of a workspace's views begin with: nothing for the first, so that older links stay good. */
export function basePathOf(id: WorkspaceId): string {
  return id === firstWorkspaceId ? '/' : `/w/${id}`;
}

/** Which workspace an address is of; null where it names something that could not be one. */
export function workspaceIdOf(pathname: string): WorkspaceId | null {
  const named = /^\/w\/([^/]*)/i.exec(pathname);
  return named ? parseWorkspaceId(named[1]!.toLowerCase()) : firstWorkspaceId;
}

/** Goes to a workspace, as its link does. */
export function goToWorkspace(id: WorkspaceId, shownPath = '/'): void {
  window.location.hash = linkToWorkspace(id, shownPath).slice(1);
}

/** The link to a workspace; to the view of that name where one is open that every workspace has. */
export function linkToWorkspace(id: WorkspaceId, shownPath = '/'): string {
  const base = basePathOf(id);
  const view = /^\/[a-z]+/.exec(shownPath)?.[0] ?? '/';
  return `#${base === '/' ? '' : base}${view}`;
}
