import { readLive } from '../operations/core/liveTransaction';
import type { TitledVersion } from '../operations/bytes/keptTable';
import type { OperationFailure, SnapshotOutcome } from '../operations/core/outcome';
import type { DropParts } from './dropParts';
import { unexpected } from './dropUnit';

type Taken = Pick<SnapshotOutcome, 'snapshotId' | 'path' | 'artifactId' | 'what'>;

/** What became of judging. */
export interface JudgedTaken {
  /** Why a verdict could not be written. */
  readonly failures: readonly OperationFailure[];
  /** Versions of others whose contracts look at what was taken, with what these say now, as `orders.csv v1: fail`. */
  readonly again: readonly string[];
}

/**
 * Judges what was taken by the contracts that hold, one version after the other, then those whose contracts look at it. The versions are
 * stored already: where judging is cancelled, they are such that were not judged, as their pages say.
 */
export async function judgeTaken(
  outcomes: readonly Taken[],
  { ports, pool }: DropParts,
  signal: AbortSignal,
): Promise<JudgedTaken> {
  const last = await readLive(ports.store, (live) => live.raw.last('contracts'));
  if (!last.ok) return { failures: [last.error], again: [] };
  if (last.value === undefined) return { failures: [], again: [] };
  const { judgeVersion } = await import('./judgeVersion');
  const failures: OperationFailure[] = [];
  const judge = async (version: TitledVersion): Promise<string | null> => {
    if (signal.aborted) return null;
    try {
      const judged = await judgeVersion(ports, pool, version, signal);
      if (!judged.ok) failures.push(judged.error);
      return judged.ok ? (judged.value?.verdict ?? null) : null;
    } catch (error) {
      if (!signal.aborted) failures.push(unexpected(version.title, error));
      return null;
    }
  };
  for (const { snapshotId, path } of outcomes) await judge({ snapshotId, title: path });
  const { dependentVersions } = await import('../operations/contracts/dependentVersions');
  const changed = outcomes
    .filter(({ what }) => what.kind !== 'unchanged')
    .map(({ artifactId }) => artifactId);
  const dependents = changed.length > 0 ? await dependentVersions(ports.store, changed) : null;
  if (dependents?.ok === false) failures.push(dependents.error);
  const again: string[] = [];
  for (const version of dependents?.ok ? dependents.value : []) {
    const verdict = await judge(version);
    if (verdict !== null) again.push(`${version.title}: ${verdict}`);
  }
  return { failures, again };
}
