import type { VerifyProgress } from '../operations/audit/verifyStore';
import { startWorker } from '../workers/startWorker';
import type { StoreCheck, StoreChecked } from './storeCheck.worker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import checkUrl from './storeCheck.worker?worker&url';

/** Verifies a workspace's store in a worker of its own; rejects with the signal's reason where it was cancelled. */
export function checkStore(
  databaseName: string,
  signal: AbortSignal,
  onProgress: (progress: VerifyProgress) => void,
): Promise<Extract<StoreChecked, { kind: 'done' }>['verdict']> {
  const worker = startWorker(checkUrl, import.meta.url);
  return new Promise<Extract<StoreChecked, { kind: 'done' }>['verdict']>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.onmessage = ({ data }: MessageEvent<StoreChecked>) => {
      if (data.kind === 'progress') onProgress(data.progress);
      else resolve(data.verdict);
    };
    worker.onerror = ({ message }) => reject(new Error(message || 'The worker could not be started.'));
    worker.postMessage({ databaseName } satisfies StoreCheck);
  }).finally(() => worker.terminate());
}
