import { create } from 'zustand';

import { describeFailure } from '../operations/core/describeFailure';
import type { Workspace } from '../operations/core/workspace';
import type { Finding } from '../operations/findings/finding';
import type { Leakage } from '../operations/findings/leakage';
import { leakageAbout, leakageFinding } from '../operations/findings/leakageFinding';
import type { SnapshotId } from '../versioning/records';
import type { LeakageRequest, Services } from './services';

/** How the look at one pair of versions goes. */
export type LeakageLook =
  | { readonly status: 'running'; readonly share: number; readonly cancel: () => void }
  | { readonly status: 'failed'; readonly message: string }
  /** `leakage` null: the two share no column. */
  | { readonly status: 'done'; readonly leakage: Leakage | null };

/** Looks of this visit, by `leakageKey`; those that ended stay, as versions never change. */
export const useLeakageLooks = create<{ readonly looks: ReadonlyMap<string, LeakageLook> }>(() => ({
  looks: new Map(),
}));

/** Of equal pairs the same. */
export function leakageKey(training: SnapshotId, test: SnapshotId): string {
  return `${training} ${test}`;
}

/** Looks for the rows of a test set in a training set; the look replaces one before of the same pair. */
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
    if (found.ok) note({ status: 'done', leakage: found.value });
    else note({ status: 'failed', message: describeFailure(found.error) });
  } catch (error) {
    if (control.signal.aborted) note(null);
    else note({ status: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** What the looks of this visit found, as findings of the artifacts. */
export function foundLeakage({ snapshots, artifacts }: Workspace): readonly Finding[] {
  return [...useLeakageLooks.getState().looks].flatMap(([key, look]) => {
    if (look.status !== 'done' || !look.leakage) return [];
    const [training, test] = key.split(' ').map((id) => snapshots.get(id as SnapshotId));
    const [learned, tested] = [training, test].map((view) => view && artifacts.get(view.artifactId));
    if (!training || !test || !learned || !tested) return [];
    const about = leakageAbout(training.snapshot.digest ?? '', test.snapshot.digest ?? '');
    return leakageFinding({ training: learned, test: tested }, look.leakage, about);
  });
}
