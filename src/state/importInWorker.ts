import { createWorkerPool, type RunOptions, type WorkerPool } from '../workers/pool';
import { startWorker } from '../workers/startWorker';
import type { LineageImport, Tasks } from '../workers/tasks';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import importUrl from './lineageImport.worker?worker&url';

/** One for the page: an import of many events takes all the memory that there should be for imports. */
let pool: WorkerPool | null = null;

/** Takes a lineage file or bundle into a database, away from the page's thread; one import after another. */
export function importInWorker(
  input: LineageImport,
  options: RunOptions<'importLineage'>,
): Promise<Tasks['importLineage']['output']> {
  pool ??= createWorkerPool({ size: 1, start: () => startWorker(importUrl, import.meta.url) });
  return pool.run('importLineage', input, options);
}
