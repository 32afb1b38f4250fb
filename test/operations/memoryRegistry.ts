import { ok } from '../../src/lib/result';
import type { WorkspaceEntry, WorkspaceRegistry } from '../../src/operations/workspaces/workspaces';

/** A list of workspaces in memory, with the semantics of the browser's. */
export function memoryRegistry(first: readonly WorkspaceEntry[]): WorkspaceRegistry {
  let entries = [...first];
  return {
    all: async () => ok(entries),
    change: async (body) => {
      const changed = body(entries);
      if (!changed.ok) return changed;
      const { put, remove, value } = changed.value;
      const ids = new Set([...put.map(({ id }) => id), ...remove]);
      entries = [...entries.filter(({ id }) => !ids.has(id)), ...put];
      return ok(value);
    },
  };
}
