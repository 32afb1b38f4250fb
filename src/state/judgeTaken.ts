import { readLive } from '../operations/core/liveTransaction';
import type { OperationFailure, SnapshotOutcome } from '../operations/core/outcome';
import type { DropParts } from './dropParts';
import { unexpected } from './dropUnit';

/**
 * Judges what was taken by the contracts that hold, one version after the other; gives why a verdict could not be written. The version is
 * stored already: where judging is cancelled, it is one that was not judged, as its page says.
 */
export async function judgeTaken(
  outcomes: readonly Pick<SnapshotOutcome, 'snapshotId' | 'path'>[],
  { ports, pool }: DropParts,
  signal: AbortSignal,
): Promise<readonly OperationFailure[]> {
  const last = await readLive(ports.store, (live) => live.raw.last('contracts'));
  if (!last.ok) return [last.error];
  if (last.value === undefined) return [];
  const { judgeVersion } = await import('./judgeVersion');
  const failures: OperationFailure[] = [];
  for (const { snapshotId, path } of outcomes) {
    if (signal.aborted) return failures;
    try {
      const judged = await judgeVersion(ports, pool, { snapshotId, title: path }, signal);
      if (!judged.ok) failures.push(judged.error);
    } catch (error) {
      if (!signal.aborted) failures.push(unexpected(path, error));
    }
  }
  return failures;
}
