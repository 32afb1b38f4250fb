import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';

import type { Result } from '../../lib/result';
import type { OperationFailure } from '../../operations/core/outcome';
import type { WorkspaceColour, WorkspaceEntry } from '../../operations/workspaces/workspaces';
import { useWorkspaces, type Workspaces } from '../../state/workspaces';
import { showFailure, showUndoable } from '../shared/useEdit';

type Changed = Promise<Result<WorkspaceEntry, OperationFailure>>;

/** What a person can do with a workspace. Each says what was done, with Undo where it can be taken back, or why it was not. */
export interface WorkspaceActions {
  create(name: string, colour: WorkspaceColour | null): Promise<WorkspaceEntry | null>;
  rename(entry: WorkspaceEntry, name: string): Promise<WorkspaceEntry | null>;
  recolour(entry: WorkspaceEntry, colour: WorkspaceColour): Promise<WorkspaceEntry | null>;
  duplicate(entry: WorkspaceEntry): Promise<WorkspaceEntry | null>;
  remove(entry: WorkspaceEntry): Promise<WorkspaceEntry | null>;
  putBack(entry: WorkspaceEntry): Promise<WorkspaceEntry | null>;
}

export function useWorkspaceActions(): WorkspaceActions {
  const workspaces = useWorkspaces();
  if (!workspaces) throw new Error('useWorkspaceActions outside WorkspacesContext');
  return useMemo(() => actionsOf(workspaces), [workspaces]);
}

function actionsOf(workspaces: Workspaces): WorkspaceActions {
  const change = async (
    done: (entry: WorkspaceEntry) => string,
    edit: Changed,
    undo?: (before: WorkspaceEntry) => Changed,
  ): Promise<WorkspaceEntry | null> => {
    const result = await edit;
    if (!result.ok) {
      showFailure(result.error);
      return null;
    }
    const message = done(result.value);
    if (undo) showUndoable(message, () => undo(result.value));
    else notifications.show({ message, autoClose: 8000 });
    return result.value;
  };
  return {
    create: (name, colour) =>
      change(
        (entry) => `${entry.name} is there, and empty`,
        workspaces.create(name, colour),
        (entry) => workspaces.remove(entry.id),
      ),
    rename: (entry, name) =>
      change(
        () => `${entry.name} is called ${name.trim()} now`,
        workspaces.rename(entry.id, name),
        (before) => workspaces.rename(entry.id, before.name),
      ),
    recolour: (entry, colour) =>
      change(
        () => `${entry.name} has another colour`,
        workspaces.recolour(entry.id, colour),
        (before) => workspaces.recolour(entry.id, before.colour),
      ),
    duplicate: (entry) =>
      change(
        (copy) => `${copy.name} holds what ${entry.name} holds now`,
        workspaces.duplicate(entry.id),
        (copy) => workspaces.remove(copy.id),
      ),
    remove: (entry) =>
      change(
        () => `${entry.name} is deleted, and can be put back`,
        workspaces.remove(entry.id),
        () => workspaces.putBack(entry.id),
      ),
    putBack: (entry) => change((back) => `${back.name} is back`, workspaces.putBack(entry.id)),
  };
}
