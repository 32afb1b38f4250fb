import { create } from 'zustand';

import { describeFailure } from '../operations/core/describeFailure';
import type { Leakage } from '../versioning/leakage';
import type { SnapshotId } from '../versioning/records';
import type { LeakageRequest, Services } from './services';

/** How the look at one pair of versions goes. */
export type LeakageLook =
  | { readonly status: 'running'; readonly share: number; readonly cancel: () => void }
  | { readonly status: 'failed'; readonly message: string }
  /** `leakage` null: the two share no column. */
  | { readonly status: 'done'; readonly leakage: Leakage | null };

/** Looks of this visit, by `leakageKey`; what they found is kept with the test set. */
export const useLeakageLooks = create<{ readonly looks: ReadonlyMap<string, LeakageLook> }>(() => ({
  looks: new Map(),
}));

/** Of equal pairs the same. */
export function leakageKey(training: SnapshotId, test: SnapshotId): string {
  return `${training} ${test}`;
}

/** Looks for the rows of a test set in a training set, and keeps what it finds; it holds in place of a look before of the same pair. */
export async function lookForLeakage(services: Services, request: LeakageRequest): Promise<void> {
  const key = leakageKey(request.training.snapshotId, request.test.snapshotId);
  const control = new AbortController();
  const cancel = (): void => control.abort();
  const note = (look: LeakageLook | null): void =>
    useLeakageLooks.setState(({ looks }) => {
      const next = new Map(looks);
      if (look) next.set(key, look);
      else next.delete(key);
      return { looks: next };
    });
  note({ status: 'running', share: 0, cancel });
  try {
    const found = await services.findLeakage(request, control.signal, (share) => {
      if (!control.signal.aborted) note({ status: 'running', share, cancel });
    });
    if (!found.ok) {
      note({ status: 'failed', message: describeFailure(found.error) });
      return;
    }
    if (found.value) {
      const { training, test } = request;
      const said = { kind: 'leakage', training: training.snapshotId, found: found.value } as const;
      const kept = await services.annotate(test.snapshotId, said);
      if (!kept.ok) {
        note({ status: 'failed', message: describeFailure(kept.error) });
        return;
      }
    }
    note({ status: 'done', leakage: found.value });
  } catch (error) {
    if (control.signal.aborted) note(null);
    else note({ status: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
