import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import {
  addWorkspace,
  changeWorkspace,
  forgetWorkspace,
  type WorkspaceEntry,
  type WorkspaceId,
  type WorkspaceRegistry,
} from '../operations/workspaces/workspaces';
import { deleteDatabase } from '../storage/dexieStore';

/** Fills a new workspace under a lock; it comes into the list only when `fill` has written all of it. */
export async function addFilled(
  registry: WorkspaceRegistry,
  entry: WorkspaceEntry,
  fill: () => Promise<Result<void, OperationFailure>>,
): Promise<Result<WorkspaceEntry, OperationFailure>> {
  return withLock(entry.id, async () => {
    const added = await addWorkspace(registry, { ...entry, isComplete: false });
    if (!added.ok) return added;
    const filled = await fill();
    if (!filled.ok) {
      await deleteDatabase(entry.databaseName);
      await forgetWorkspace(registry, entry.id);
      return filled;
    }
    const finished = await changeWorkspace(registry, entry.id, { isComplete: true });
    return finished.ok ? ok(entry) : finished;
  });
}

/** Takes away what a page that died was filling: nobody holds its lock any more. */
export async function removeUnfinished(registry: WorkspaceRegistry): Promise<void> {
  const entries = await registry.all();
  if (!entries.ok) return;
  for (const { id, databaseName, isComplete } of entries.value) {
    if (isComplete) continue;
    await navigator.locks?.request(lockOf(id), { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      await deleteDatabase(databaseName);
      await forgetWorkspace(registry, id);
    });
  }
}

function lockOf(id: WorkspaceId): string {
  return `throughline-filling-${id}`;
}

function withLock<T>(id: WorkspaceId, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(lockOf(id), work) as Promise<T>) : work();
}
