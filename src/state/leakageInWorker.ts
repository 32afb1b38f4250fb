import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { Store } from '../operations/core/store';
import type { Leakage } from '../versioning/leakage';
import { whileChunksStay } from '../storage/chunkLock';
import type { WorkerPool } from '../workers/pool';
import type { LeakageTable } from '../workers/tasks';
import { versionOf } from './diffInWorker';
import type { LeakageRequest, RowDiffSide } from './services';

/** Looks for the rows of a test set in a training set, by the kept bytes of both, away from the page's thread. */
export function leakageInWorker(
  pool: WorkerPool,
  { training, test, target }: LeakageRequest,
  store: Store,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Result<Leakage | null, OperationFailure>> {
  return whileChunksStay(async () => {
    const trained = await tableOf(training, store);
    if (!trained.ok) return trained;
    const tested = await tableOf(test, store);
    if (!tested.ok) return tested;
    const found = await pool.run(
      'findLeakage',
      { training: trained.value, test: tested.value, target },
      {
        signal,
        onProgress: ({ bytesRead, byteLength }) => onProgress(bytesRead / Math.max(1, byteLength)),
      },
    );
    if (found === null || found.ok) return ok(found && found.value);
    const { title } = found.error.side === 'training' ? training : test;
    return err({ kind: 'unreadableTable', path: title, failure: found.error.failure });
  });
}

async function tableOf(side: RowDiffSide, store: Store): Promise<Result<LeakageTable, OperationFailure>> {
  const version = await versionOf(side, store);
  if (!version.ok) return version;
  const stored = await store.read((transaction) => transaction.get('profiles', side.readingKey));
  if (!stored.ok) return stored;
  if (stored.value === undefined) return err({ kind: 'notFound', message: `${side.title} has no profile.` });
  return ok({ ...version.value, profile: stored.value.profile });
}
