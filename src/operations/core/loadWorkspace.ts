import { ok, type Result } from '../../lib/result';
import { runWithPauses } from '../../lib/steps';
import { readLiveRecords } from './liveRecords';
import type { Store, StoreFailure } from './store';
import type { Workspace } from './workspace';
import { foldInSteps } from './workspaceFold';

/**
 * Everything that views derive from, read in one transaction, so that it is of one moment. `pause` is asked for now and then
 * while a large one is joined, so that a page has turns for other things.
 */
export async function loadWorkspace(
  store: Store,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Result<Workspace, StoreFailure>> {
  const records = await store.read(readLiveRecords);
  if (!records.ok) return records;
  return ok((await runWithPauses(foldInSteps(records.value), pause)).workspace);
}
