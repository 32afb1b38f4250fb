import type { NotedHead } from '../operations/audit/auditLogVerify';
import { startWorker } from '../workers/startWorker';
import type { AuditCheck, AuditChecked } from './auditCheck.worker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import checkUrl from './auditCheck.worker?worker&url';

/** Checks the log that a database holds now, in a worker of its own. */
export function checkAudit(databaseName: string, noted: NotedHead | null): Promise<AuditChecked> {
  const worker = startWorker(checkUrl, import.meta.url);
  return new Promise<AuditChecked>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<AuditChecked>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message || 'The worker could not be started.'));
    worker.postMessage({ databaseName, noted } satisfies AuditCheck);
  }).finally(() => worker.terminate());
}
