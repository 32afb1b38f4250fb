import { createWorkerPool, type RunOptions, type WorkerPool } from '../workers/pool';
import { startWorker } from '../workers/startWorker';
import type { LargeUndo, LineageImport, Tasks } from '../workers/tasks';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import importUrl from './lineageImport.worker?worker&url';

/** One for the page: a change of many records takes all the memory that there should be for such. */
let pool: WorkerPool | null = null;

function ownPool(): WorkerPool {
  pool ??= createWorkerPool({ size: 1, start: () => startWorker(importUrl, import.meta.url) });
  return pool;
}

/** Takes a lineage file or bundle into a database, away from the page's thread; one import after another. */
export function importInWorker(
  input: LineageImport,
  options: RunOptions<'importLineage'>,
): Promise<Tasks['importLineage']['output']> {
  return ownPool().run('importLineage', input, options);
}

/** Takes a change of many records back, away from the page's thread. */
export function undoInWorker(input: LargeUndo): Promise<Tasks['undo']['output']> {
  return ownPool().run('undo', input);
}
