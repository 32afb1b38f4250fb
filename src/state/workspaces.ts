import { createContext, useContext, useSyncExternalStore } from 'react';

import type { WorkspaceLabel } from '../formats/workspaceFile/workspaceHead';
import type { Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { StoreFailure } from '../operations/core/store';
import type { WorkspaceColour, WorkspaceEntry, WorkspaceId } from '../operations/workspaces/workspaces';
import type { Timestamp } from '../versioning/timestamp';
import type { Services } from './services';

/** The list of this browser's workspaces as it is now. */
export type WorkspaceList =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly entries: readonly WorkspaceEntry[] }
  | { readonly status: 'failed'; readonly failure: StoreFailure };

/** What is known of a file before it is imported. */
export interface LookedAt {
  /** Null for a bundle, which has no name. */
  readonly label: WorkspaceLabel | null;
  readonly fileCount: number;
  /** Of the bytes that come along, each once. */
  readonly byteLength: number;
}

/** The end of a workspace's log. */
export interface LastChange {
  readonly changeCount: number;
  readonly at: Timestamp;
}

type Changed = Promise<Result<WorkspaceEntry, OperationFailure>>;

/** Everything that can be done with workspaces as wholes. Each change gives the entry as it was before, for its undo. */
export interface Workspaces {
  readonly list: () => WorkspaceList;
  /** Calls back after every change of the list, in this tab or another. Returns the unsubscriber. */
  readonly subscribe: (listener: () => void) => () => void;
  /** What views ask for or do in one workspace; the same object for as long as the page lives. */
  servicesOf(entry: WorkspaceEntry): Services;
  /** How much was done in a workspace; null where nothing was, or it cannot be read. */
  lastChange(entry: WorkspaceEntry): Promise<LastChange | null>;
  create(name: string, colour: WorkspaceColour | null): Changed;
  rename(id: WorkspaceId, name: string): Changed;
  recolour(id: WorkspaceId, colour: WorkspaceColour): Changed;
  /** A new workspace with all that this one holds now; bytes are shared, and not copied. */
  duplicate(id: WorkspaceId): Changed;
  /** Out of the list; everything stays until it is removed for good. */
  remove(id: WorkspaceId): Changed;
  putBack(id: WorkspaceId): Changed;
  /**
   * Writes a workspace with its bytes to the chosen file, or gives it as a blob where there is none. Null where it was
   * cancelled.
   */
  exportFile(
    entry: WorkspaceEntry,
    target: FileSystemFileHandle | null,
  ): Promise<Result<{ readonly blob: Blob | null }, OperationFailure> | null>;
  /** What a workspace file or bundle says of itself, from its first bytes. */
  look(file: File): Promise<Result<LookedAt, OperationFailure>>;
  /**
   * Takes a workspace file or bundle in, into a workspace or as one of its own; gives the workspace that it is in. With
   * `isLeavingOut`, what fits is taken where there are conflicts. Null where it was cancelled.
   */
  importFile(
    file: File,
    into: WorkspaceEntry | null,
    isLeavingOut: boolean,
  ): Promise<Result<WorkspaceEntry, OperationFailure> | null>;
  /** Removes a deleted workspace's records from this browser. Cannot be undone. */
  removeForGood(id: WorkspaceId): Promise<Result<void, OperationFailure>>;
}

/** Null where the page was made for one database alone. */
export const WorkspacesContext = createContext<Workspaces | null>(null);

/** Null where the page was made for one database alone. */
export function useWorkspaces(): Workspaces | null {
  return useContext(WorkspacesContext);
}

/** The list of workspaces as it is now; loading where there are none to ask. */
export function useWorkspaceList(workspaces: Workspaces | null): WorkspaceList {
  return useSyncExternalStore(workspaces?.subscribe ?? neverChanges, workspaces?.list ?? (() => loading));
}

const loading: WorkspaceList = { status: 'loading' };
const neverChanges = () => () => undefined;
