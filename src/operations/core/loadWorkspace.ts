import { ok, type Result } from '../../lib/result';
import { runWithPauses } from '../../lib/steps';
import { type OpenLive, readLiveRecords } from './liveRecords';
import { openInView, openLive } from './liveTransaction';
import type { Store, StoreFailure } from './store';
import type { Workspace } from './workspace';
import { foldInSteps } from './workspaceFold';

/**
 * Everything that views derive from, read in one transaction, so that it is of one moment. `pause` is asked for now and then
 * while a large one is joined, so that a page has turns for other things.
 */
export function loadWorkspace(
  store: Store,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Result<Workspace, StoreFailure>> {
  return load(store, openLive, pause);
}

/** The same of a store that this process has written by itself: every record was looked at before it was written. */
export function loadOwnWorkspace(store: Store): Promise<Result<Workspace, StoreFailure>> {
  return load(store, openInView, () => Promise.resolve());
}

async function load(
  store: Store,
  open: OpenLive,
  pause: () => Promise<void>,
): Promise<Result<Workspace, StoreFailure>> {
  const records = await store.read((transaction) => readLiveRecords(transaction, open));
  if (!records.ok) return records;
  return ok((await runWithPauses(foldInSteps(records.value), pause)).workspace);
}
