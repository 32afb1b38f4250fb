import { ok, type Result } from '../../lib/result';
import { runWithPauses } from '../../lib/steps';
import { readLiveRecords } from './liveRecords';
import { readRecordsAfter } from './readChanges';
import type { Store, StoreFailure } from './store';
import type { Workspace } from './workspace';
import { foldInSteps, type WorkspaceFold } from './workspaceFold';

/** A workspace that follows its store: after a change only what the change touched is read and folded. */
export class IncrementalWorkspace {
  private readonly store: Store;
  private readonly pause: () => Promise<void>;
  private fold: WorkspaceFold | null = null;

  /** `pause` is asked for now and then while a whole workspace is folded. */
  constructor(store: Store, pause: () => Promise<void>) {
    this.store = store;
    this.pause = pause;
  }

  /** The workspace as it is now. Whoever asks waits for the answer before asking again. */
  async read(): Promise<Result<Workspace, StoreFailure>> {
    const { fold } = this;
    // Until it went well: what threw half way is no base for the next one.
    this.fold = null;
    const after =
      fold && (await this.store.read((transaction) => readRecordsAfter(transaction, fold.folded)));
    if (after && !after.ok) return after;
    if (fold && after?.value) {
      const workspace = fold.update(after.value);
      this.fold = fold;
      return ok(workspace);
    }
    const records = await this.store.read(readLiveRecords);
    if (!records.ok) return records;
    this.fold = await runWithPauses(foldInSteps(records.value), this.pause);
    return ok(this.fold.workspace);
  }

  /** Makes ready, with pauses, what a view of the workspace would wait for. A change in between ends it. */
  async prepare(): Promise<void> {
    if (this.fold) await runWithPauses(this.fold.prepare(), this.pause);
  }
}
