import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { AuditEntry } from '../versioning/records';
import { AuditRecords } from './auditPages';
import { WorkspaceDatabase } from './database';
import { storeFailureOf } from './storeFailures';

/**
 * Copies everything of one workspace's database into a new one: tables, kept handles, and which files' bytes are kept
 * (the chunks themselves are shared by all workspaces). Read in one transaction and written in one, so that the copy is
 * the workspace at one moment, whole or not at all. `entryAfter` makes the copy's own first audit entry. The source has
 * to be of this version: whoever asks has read from it.
 */
export async function copyWorkspace(
  fromName: string,
  toName: string,
  entryAfter: (last: AuditEntry | undefined) => AuditEntry,
): Promise<Result<void, OperationFailure>> {
  const [from, to] = [new WorkspaceDatabase(fromName), new WorkspaceDatabase(toName)];
  try {
    await from.open();
    const copied = await from.transaction('r', from.tables, () =>
      Promise.all(from.tables.map(async ({ name }) => [name, await from.table(name).toArray()] as const)),
    );
    await to.open();
    await to.transaction('rw', to.tables, async () => {
      for (const [name, records] of copied) await to.table(name).bulkAdd(records);
      const log = new AuditRecords(to);
      await log.add([entryAfter(await log.last())]);
    });
    return ok(undefined);
  } catch (error) {
    const failure = storeFailureOf(error);
    if (!failure) throw error;
    return { ok: false, error: failure };
  } finally {
    from.close();
    to.close();
  }
}
