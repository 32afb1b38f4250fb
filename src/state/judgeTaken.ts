import { readLive } from '../operations/core/liveTransaction';
import type { SnapshotOutcome } from '../operations/core/outcome';
import type { DropParts } from './dropParts';

/**
 * Judges what was taken by the contracts that hold, one version after the other. The version is stored already: where judging breaks
 * or is cancelled, it is one that was not judged, as its page says.
 */
export async function judgeTaken(
  outcomes: readonly Pick<SnapshotOutcome, 'snapshotId' | 'path'>[],
  { ports, pool, keeping }: DropParts,
  signal: AbortSignal,
): Promise<void> {
  if (!keeping) return;
  const last = await readLive(ports.store, (live) => live.raw.last('contracts'));
  if (!last.ok || last.value === undefined) return;
  const { judgeVersion } = await import('./contracts');
  for (const { snapshotId, path } of outcomes) {
    if (signal.aborted) return;
    await judgeVersion(ports, pool, { snapshotId, title: path }, signal).catch(() => undefined);
  }
}
