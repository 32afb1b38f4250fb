import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { WorkspaceId } from '../operations/workspaces/workspaces';
import type { ActivityItem } from './activities';
import { rateSince } from './activityProgress';
import { startActivity } from './activityWriter';
import { shownWorkspaceId } from './currentWorkspace';
import { newId } from '../workers/newId';

/** Work on one thing that takes time. */
interface Job {
  readonly title: string;
  /** What it reads or writes, as its line in the tray and a failure call it. */
  readonly path: string;
  /** 0 where the work finds it out. */
  readonly byteLength: number;
  /** The workspace in whose tray it shows: the shown one unless given, every one where null. */
  readonly workspaceId?: WorkspaceId | null;
  /** What it is where the work throws. */
  readonly thrown: 'unreadableFile' | 'unwritableFile';
}

/** What work gave, and what its line says of it. */
interface Done<T> {
  readonly value: T;
  readonly state: ActivityItem['state'];
}

/** Runs a job where the tray shows how far it is, and can cancel it. Null where it was cancelled. */
export async function runAsActivity<T>(
  { title, path, byteLength, workspaceId = shownWorkspaceId(), thrown }: Job,
  work: (
    signal: AbortSignal,
    onBytes: (bytesDone: number, byteLength: number) => void,
  ) => Promise<Result<Done<T>, OperationFailure> | null>,
): Promise<Result<T, OperationFailure> | null> {
  const item = { id: '0', path, byteLength };
  const activity = startActivity(newId(), title, [item], workspaceId);
  const signal = activity.signalOf(item.id);
  let known = byteLength;
  let startedAtMs = performance.now();
  const update = (state: ActivityItem['state']): void => activity.update(item.id, state);
  update({ kind: 'running', bytesDone: 0, bytesPerSecond: null });
  try {
    const done = await work(signal, (bytesDone, total) => {
      if (total !== known) {
        activity.measure(item.id, total);
        // What came before moved no bytes.
        startedAtMs = performance.now();
        known = total;
      }
      update({ kind: 'running', bytesDone, bytesPerSecond: rateSince(startedAtMs, bytesDone) });
    });
    if (!done) update({ kind: 'cancelled' });
    else if (done.ok) update(done.value.state);
    else update({ kind: 'failed', failure: done.error });
    return done?.ok ? ok(done.value.value) : done;
  } catch (error) {
    if (signal.aborted) {
      update({ kind: 'cancelled' });
      return null;
    }
    const message = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
    const failure: OperationFailure = { kind: thrown, path, message };
    update({ kind: 'failed', failure });
    return err(failure);
  } finally {
    activity.finish();
  }
}
